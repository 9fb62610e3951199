import type { Db } from "db/client.ts";
import { enrolments, firstMeetings } from "db/schema/index.ts";
import { and, asc, eq, inArray, isNull, ne, or } from "drizzle-orm";
import { compileScorer } from "~/domain/scoring/compile.ts";
import { usableWeights } from "~/domain/scoring/in-use.ts";
import type { PairExplanation, PairOfIds } from "~/domain/scoring/types.ts";
import { readCohortFacts } from "~/features/matching/facts.server.ts";
import { dayOf } from "~/features/matching/request-run.server.ts";
import { enrolledRecipients } from "~/features/pairings/recipients.server.ts";
import { mailbox } from "~/features/pairings/tell.server.ts";
import { lockCohort } from "~/features/programmes/access.server.ts";
import { criteriaNow } from "~/features/programmes/criteria.server.ts";
import { type AuditAction, recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import type { MeetingDeedInput } from "./inputs.ts";
import { type MeetingPlan, openPlan } from "./terms.server.ts";

type Cohort = Awaited<ReturnType<typeof lockCohort>>;

/**
 * Sends the drafts of a cohort: from now on both sides see their meetings, and each person gets one message.
 *
 * @returns how many were sent; drafts with somebody who has left are dropped
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if this is not the time for it, or there is nothing to send
 */
export async function sendMeetings(
  ctx: Context,
  cohortId: string,
): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const { cohort } = await atWork(tx, ctx, cohortId);
    await dropDeserted(tx, cohortId);
    const sent = await tx
      .update(firstMeetings)
      .set({ sentAt: ctx.now })
      .where(
        and(eq(firstMeetings.cohortId, cohortId), isNull(firstMeetings.sentAt)),
      )
      .returning({
        mentee: firstMeetings.menteeEnrolmentId,
        mentor: firstMeetings.mentorEnrolmentId,
      });
    if (sent.length === 0)
      throw new ConflictError("first-meetings:errors.nothing_to_send");
    await tell(tx, ctx, cohort, sent);
    await audit(tx, ctx, cohort, "meetings.send", { meetings: sent.length });
    return sent.length;
  });
}

async function tell(
  tx: Db,
  ctx: Context,
  cohort: Cohort,
  sent: readonly PairOfIds[],
): Promise<void> {
  const counts = new Map<string, number>();
  for (const { mentee, mentor } of sent)
    for (const id of [mentee, mentor])
      counts.set(id, (counts.get(id) ?? 0) + 1);
  const mentors = new Set(sent.map(({ mentor }) => mentor));
  const recipients = await enrolledRecipients(tx, [...counts.keys()].sort());
  for (const [id, to] of recipients)
    await queueMail(tx, "first_meetings", mailbox(to), {
      cohort: cohort.name,
      side: mentors.has(id) ? "mentor" : "mentee",
      count: counts.get(id) ?? 0,
      link: `${ctx.origin}/applications/${id}/meetings`,
    });
}

async function dropDeserted(tx: Db, cohortId: string): Promise<void> {
  const gone = tx
    .select({ id: enrolments.id })
    .from(enrolments)
    .where(
      and(eq(enrolments.cohortId, cohortId), ne(enrolments.state, "accepted")),
    );
  await tx
    .delete(firstMeetings)
    .where(
      and(
        eq(firstMeetings.cohortId, cohortId),
        isNull(firstMeetings.sentAt),
        or(
          inArray(firstMeetings.menteeEnrolmentId, gone),
          inArray(firstMeetings.mentorEnrolmentId, gone),
        ),
      ),
    );
}

/**
 * Lets a draft go.
 *
 * @throws {NotFoundError} if the actor's cohort has no such meeting
 * @throws {ConflictError} if this is not the time for it, or both sides know of it already
 */
export async function dropMeeting(
  ctx: Context,
  cohortId: string,
  meetingId: string,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { cohort } = await atWork(tx, ctx, cohortId);
    const meeting = await meetingOf(tx, cohortId, meetingId);
    if (meeting.sentAt !== null)
      throw new ConflictError("first-meetings:errors.sent");
    await tx.delete(firstMeetings).where(eq(firstMeetings.id, meetingId));
    await audit(tx, ctx, cohort, "meetings.drop");
  });
}

/**
 * Adds a draft of two people whom a coordinator chose.
 *
 * @returns the key of a refusal, or null when it is done
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if this is not the time for it
 */
export async function addMeeting(
  ctx: Context,
  cohortId: string,
  pair: PairOfIds,
): Promise<string | null> {
  return ctx.db.transaction(async (tx) => {
    const { cohort, plan } = await atWork(tx, ctx, cohortId);
    const refused = await whyNot(tx, cohortId, plan, pair);
    if (refused) return refused;
    const explanation = await explained(tx, ctx, cohort, pair);
    if (explanation === null) return "first-meetings:errors.not_complete";
    if (explanation.blockedBy.length > 0)
      return "first-meetings:errors.ruled_out";
    await tx.insert(firstMeetings).values({
      cohortId,
      menteeEnrolmentId: pair.mentee,
      mentorEnrolmentId: pair.mentor,
      score: explanation.score,
      explanation,
      byHand: true,
    });
    await audit(tx, ctx, cohort, "meetings.add");
    return null;
  });
}

async function whyNot(
  tx: Db,
  cohortId: string,
  plan: MeetingPlan,
  { mentee, mentor }: PairOfIds,
): Promise<string | null> {
  const rows = await tx
    .select({
      mentee: firstMeetings.menteeEnrolmentId,
      mentor: firstMeetings.mentorEnrolmentId,
    })
    .from(firstMeetings)
    .where(
      and(
        eq(firstMeetings.cohortId, cohortId),
        or(
          eq(firstMeetings.menteeEnrolmentId, mentee),
          eq(firstMeetings.mentorEnrolmentId, mentor),
        ),
      ),
    )
    .orderBy(asc(firstMeetings.id));
  const ofMentee = rows.filter((row) => row.mentee === mentee);
  if (ofMentee.some((row) => row.mentor === mentor))
    return "first-meetings:errors.twice";
  if (ofMentee.length >= plan.perMentee)
    return `first-meetings:errors.mentee_full?limit=${plan.perMentee}`;
  const ofMentor = rows.filter((row) => row.mentor === mentor);
  return ofMentor.length >= plan.perMentor
    ? `first-meetings:errors.mentor_full?limit=${plan.perMentor}`
    : null;
}

/** null if one of the two cannot be scored: not accepted, or not complete. */
async function explained(
  tx: Db,
  ctx: Context,
  cohort: Cohort,
  { mentee, mentor }: PairOfIds,
): Promise<PairExplanation | null> {
  const { criteria } = await criteriaNow(tx, cohort.id);
  const { facts, everybody } = await readCohortFacts(
    tx,
    cohort,
    criteria,
    dayOf(ctx.now),
  );
  const mentees = everybody.mentees.filter(({ id }) => id === mentee);
  const mentors = everybody.mentors.filter(({ id }) => id === mentor);
  if (mentees.length + mentors.length < 2) return null;
  if (!usableWeights(criteria, facts.collected).ok)
    throw new ConflictError("matching:blockers.weights");
  return compileScorer(criteria, {
    ...facts,
    ...everybody,
    mentees,
    mentors,
    pins: [],
  }).explain(0, 0);
}

/**
 * Writes down when and where two meet. Both sides read it, once the meeting is sent.
 *
 * @throws {NotFoundError} if the actor's cohort has no such meeting
 * @throws {ConflictError} if this is not the time for it
 */
export async function arrangeMeeting(
  ctx: Context,
  cohortId: string,
  input: Omit<Extract<MeetingDeedInput, { deed: "arrange" }>, "deed">,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { cohort } = await atWork(tx, ctx, cohortId);
    await meetingOf(tx, cohortId, input.meeting);
    await tx
      .update(firstMeetings)
      .set({
        appointment: input.appointment ?? null,
        link: input.link ?? null,
      })
      .where(eq(firstMeetings.id, input.meeting));
    await audit(tx, ctx, cohort, "meetings.arrange");
  });
}

async function atWork(tx: Db, ctx: Context, cohortId: string) {
  const cohort = await lockCohort(tx, ctx.actor, cohortId);
  return { cohort, plan: await openPlan(tx, cohort, ctx.now) };
}

async function meetingOf(tx: Db, cohortId: string, meetingId: string) {
  const [meeting] = await tx
    .select({ sentAt: firstMeetings.sentAt })
    .from(firstMeetings)
    .where(
      and(
        eq(firstMeetings.id, meetingId),
        eq(firstMeetings.cohortId, cohortId),
      ),
    )
    .for("update");
  if (!meeting) throw new NotFoundError();
  return meeting;
}

async function audit(
  tx: Db,
  ctx: Context,
  cohort: Cohort,
  action: AuditAction,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await recordAudit(tx, ctx, {
    action,
    subject: ["cohort", cohort.id],
    programmeId: cohort.programmeId,
    cohortId: cohort.id,
    details,
  });
}
