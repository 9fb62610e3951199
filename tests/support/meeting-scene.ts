import { buildCohort, buildEnrolment, buildPerson } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { consents, firstMeetingPlans, firstMeetings } from "db/schema/index.ts";
import { and, eq } from "drizzle-orm";
import { CONSENT_VERSION } from "~/domain/enrolment/application.ts";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import type { MeetingRating } from "~/domain/meeting/first-meeting.ts";
import { sendMeetings } from "~/features/first-meetings/commands.server.ts";
import { proposeMeetings } from "~/features/first-meetings/propose.server.ts";
import { rateMeeting } from "~/features/first-meetings/rate.server.ts";
import type { Solve } from "~/features/matching/carry-out.server.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { asCoordinator, asPerson, NOW } from "./context.ts";

/** Computes at once, as a thread of the server would. */
export const atHand: Solve = async (task, { onProgress }) =>
  computeMatching(task, { onProgress });

export interface Somebody {
  readonly id: string;
  readonly personId: string;
}

/** Somebody accepted and complete, with consent. */
export async function place(
  db: Db,
  cohortId: string,
  role: EnrolmentRole,
  fullName: string,
): Promise<Somebody> {
  const { personId } = await buildPerson(db, { fullName });
  const { id } = await buildEnrolment(db, { cohortId, role, personId });
  await db.insert(consents).values({
    enrolmentId: id,
    textVersion: CONSENT_VERSION,
    locale: "en",
    givenAt: NOW,
  });
  return { id, personId };
}

/** A cohort that lets people meet by video, with mentors and mentees who fit each other all alike. */
export async function meetingScene(
  db: Db,
  counts: { mentors?: number; mentees?: number } = {},
  plan: Partial<typeof firstMeetingPlans.$inferInsert> = {},
) {
  const cohort = await buildCohort(db);
  await db.insert(firstMeetingPlans).values({
    cohortId: cohort.id,
    programmeId: cohort.programmeId,
    place: "video",
    perMentee: 2,
    perMentor: 4,
    ...plan,
  });
  const several = async (role: EnrolmentRole, count: number) => {
    const found: Somebody[] = [];
    for (let at = 1; at <= count; at++)
      found.push(await place(db, cohort.id, role, `${role} Number${at}`));
    return found.sort((a, b) => (a.id < b.id ? -1 : 1));
  };
  return {
    cohort,
    mentors: await several("mentor", counts.mentors ?? 3),
    mentees: await several("mentee", counts.mentees ?? 2),
    coordinator: await asCoordinator(db, cohort.programmeId),
  };
}
export type MeetingScene = Awaited<ReturnType<typeof meetingScene>>;

export async function meetingsIn(db: Db, cohortId: string) {
  return db
    .select()
    .from(firstMeetings)
    .where(eq(firstMeetings.cohortId, cohortId))
    .orderBy(firstMeetings.menteeEnrolmentId, firstMeetings.mentorEnrolmentId);
}

/** Proposed and sent. */
export async function sendAll({ coordinator, cohort }: MeetingScene) {
  await proposeMeetings(coordinator, cohort.id, atHand);
  await sendMeetings(coordinator, cohort.id);
}

/** What somebody says of their meeting with somebody else. */
export async function say(
  db: Db,
  of: Somebody,
  about: Somebody,
  rating: MeetingRating,
): Promise<void> {
  const [asMentee] = await db
    .select({ id: firstMeetings.id })
    .from(firstMeetings)
    .where(
      and(
        eq(firstMeetings.menteeEnrolmentId, of.id),
        eq(firstMeetings.mentorEnrolmentId, about.id),
      ),
    );
  const [asMentor] = await db
    .select({ id: firstMeetings.id })
    .from(firstMeetings)
    .where(
      and(
        eq(firstMeetings.mentorEnrolmentId, of.id),
        eq(firstMeetings.menteeEnrolmentId, about.id),
      ),
    );
  const meeting = asMentee ?? asMentor;
  if (!meeting) throw new Error("these two do not meet");
  const ctx = await asPerson(db, of.personId);
  await rateMeeting(ctx, of.id, { meeting: meeting.id, rating });
}
