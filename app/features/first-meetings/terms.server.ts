import type { Db } from "db/client.ts";
import { events, firstMeetingPlans, pairings } from "db/schema/index.ts";
import { and, eq, inArray } from "drizzle-orm";
import type { CohortState } from "~/domain/cohort/lifecycle.ts";
import {
  meetingsAreOpen,
  type MeetingTerms,
} from "~/domain/meeting/first-meeting.ts";
import { LIVE_STATUSES } from "~/domain/pairing/lifecycle.ts";
import { ConflictError } from "~/lib/errors.ts";

/** A cohort's plan of first meetings with the event they take place at; null if it never had one. */
export async function planOf(db: Db, cohortId: string) {
  const [row] = await db
    .select({
      isOn: firstMeetingPlans.isOn,
      perMentee: firstMeetingPlans.perMentee,
      perMentor: firstMeetingPlans.perMentor,
      place: firstMeetingPlans.place,
      ratedUntil: firstMeetingPlans.ratedUntil,
      event: {
        id: events.id,
        name: events.name,
        startsOn: events.startsOn,
        endsOn: events.endsOn,
        city: events.city,
        country: events.country,
        venue: events.venue,
      },
    })
    .from(firstMeetingPlans)
    .leftJoin(events, eq(events.id, firstMeetingPlans.eventId))
    .where(eq(firstMeetingPlans.cohortId, cohortId));
  return row ?? null;
}
export type MeetingPlan = NonNullable<Awaited<ReturnType<typeof planOf>>>;

/** What decides whether something can be done in a cohort with this plan, or without one. */
export function termsOf(
  plan: MeetingPlan | null,
  state: CohortState,
): MeetingTerms {
  if (plan === null) return { state, isOn: false, ratedUntil: null };
  return { state, isOn: plan.isOn, ratedUntil: plan.ratedUntil };
}

/** Today as days are compared here: in UTC. */
export function todayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/**
 * The plan of a cohort that may be worked on now.
 *
 * @throws {ConflictError} if there are no first meetings, or not at this time
 */
export async function openPlan(
  db: Db,
  cohort: { readonly id: string; readonly state: CohortState },
  now: Date,
): Promise<MeetingPlan> {
  const plan = await planOf(db, cohort.id);
  if (!plan?.isOn) throw new ConflictError("first-meetings:errors.off");
  if (cohort.state !== "matching")
    throw new ConflictError("first-meetings:errors.state");
  if (!meetingsAreOpen(termsOf(plan, cohort.state), todayOf(now)))
    throw new ConflictError("first-meetings:errors.over");
  return plan;
}

/** The mentees of a cohort who have somebody already: they need no first meetings. */
export async function menteesWithPair(
  db: Db,
  cohortId: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectDistinct({ id: pairings.menteeEnrolmentId })
    .from(pairings)
    .where(
      and(
        eq(pairings.cohortId, cohortId),
        inArray(pairings.status, [...LIVE_STATUSES]),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}
