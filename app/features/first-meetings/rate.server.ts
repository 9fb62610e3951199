import type { Db } from "db/client.ts";
import {
  enrolments,
  firstMeetingRatings,
  firstMeetings,
} from "db/schema/index.ts";
import { and, eq, isNotNull } from "drizzle-orm";
import { mayRate } from "~/domain/meeting/first-meeting.ts";
import {
  lockRecord,
  type EnrolmentRecord,
} from "~/features/enrolments/record.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import type { RatingInput } from "./inputs.ts";
import { planOf, termsOf, todayOf } from "./terms.server.ts";

/**
 * Keeps what somebody says of a meeting of theirs, instead of what they said before.
 *
 * @throws {NotFoundError} if the enrolment is not the actor's own, or the meeting not theirs, or not sent
 * @throws {ConflictError} if ratings are not open: too early, too late, or one of the two has left
 */
export async function rateMeeting(
  ctx: Context,
  enrolmentId: string,
  { meeting: meetingId, rating }: RatingInput,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const record = await lockRecord(tx, ctx.actor, enrolmentId, "participant");
    const { role } = record.enrolment;
    if (!(await isOpen(tx, ctx, record, meetingId)))
      throw new ConflictError("first-meetings:errors.closed");
    const said = { rating, ratedAt: ctx.now };
    await tx
      .insert(firstMeetingRatings)
      .values({ meetingId, role, enrolmentId, ...said })
      .onConflictDoUpdate({
        target: [firstMeetingRatings.meetingId, firstMeetingRatings.role],
        set: said,
      });
    // who and when, and nothing of the content: the audit is read by coordinators
    await recordAudit(tx, ctx, {
      action: "meetings.rate",
      subject: ["enrolment", enrolmentId],
      programmeId: record.programme.id,
      cohortId: record.cohort.id,
    });
  });
}

/** @throws {NotFoundError} if it is not a meeting of this enrolment, or not sent */
async function isOpen(
  tx: Db,
  ctx: Context,
  { enrolment, cohort }: EnrolmentRecord,
  meetingId: string,
): Promise<boolean> {
  const { mentorEnrolmentId, menteeEnrolmentId } = firstMeetings;
  const [own, other] =
    enrolment.role === "mentor"
      ? [mentorEnrolmentId, menteeEnrolmentId]
      : [menteeEnrolmentId, mentorEnrolmentId];
  const [meeting] = await tx
    .select({ otherState: enrolments.state })
    .from(firstMeetings)
    .innerJoin(enrolments, eq(enrolments.id, other))
    .where(
      and(
        eq(firstMeetings.id, meetingId),
        eq(own, enrolment.id),
        isNotNull(firstMeetings.sentAt),
      ),
    );
  if (!meeting) throw new NotFoundError();
  const plan = await planOf(tx, cohort.id);
  return mayRate(
    termsOf(plan, cohort.state),
    [enrolment.state, meeting.otherState],
    plan?.event?.startsOn ?? null,
    todayOf(ctx.now),
  );
}
