import {
  cohorts,
  enrolments,
  events,
  mentoringSessions,
  organisations,
  pairings,
  people,
  programmes,
} from "db/schema/index.ts";
import { and, asc, desc, eq, inArray, or, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";

/** From the mentee's confirmation on, a pair has a home. */
const WITH_HOME = ["active", "on_hold", "completed", "ended_early"] as const;

const mentorPlace = alias(enrolments, "mentor_place");
const menteePlace = alias(enrolments, "mentee_place");
const mentor = alias(people, "mentor");
const mentee = alias(people, "mentee");
const mentorOrganisation = alias(organisations, "mentor_organisation");
const menteeOrganisation = alias(organisations, "mentee_organisation");

/** The pairs somebody takes part in. */
function partyTo({ actor }: Context): SQL {
  // as two lookups: an "or" over both sides would read every pair there is
  return sql`${pairings.id} = any(array(
    select p.id from enrolments e join pairings p on p.mentor_enrolment_id = e.id where e.person_id = ${actor.personId}
    union all
    select p.id from enrolments e join pairings p on p.mentee_enrolment_id = e.id where e.person_id = ${actor.personId}))`;
}

/** The pairs somebody takes part in or coordinates. */
function visibleTo(ctx: Context): SQL | undefined {
  const { coordinates } = ctx.actor;
  if (coordinates === null) return undefined;
  return or(
    partyTo(ctx),
    coordinates.length > 0
      ? inArray(cohorts.programmeId, [...coordinates])
      : undefined,
  );
}

function selectPairs(ctx: Context) {
  return ctx.db
    .select({
      id: pairings.id,
      status: pairings.status,
      startedAt: pairings.startedAt,
      endedAt: pairings.endedAt,
      cohortId: cohorts.id,
      cohortName: cohorts.name,
      programmeId: cohorts.programmeId,
      programmeName: programmes.name,
      sessionsPlanned: cohorts.sessionsPlanned,
      sessionMinutes: cohorts.sessionMinutes,
      mentor: {
        personId: mentor.id,
        name: mentor.fullName,
        timeZone: mentor.timeZone,
        country: mentorPlace.country,
        organisation: mentorOrganisation.name,
        organisationId: mentorOrganisation.id,
      },
      mentee: {
        personId: mentee.id,
        name: mentee.fullName,
        timeZone: mentee.timeZone,
        country: menteePlace.country,
        organisation: menteeOrganisation.name,
        organisationId: menteeOrganisation.id,
        goals: menteePlace.goals,
      },
    })
    .from(pairings)
    .innerJoin(cohorts, eq(cohorts.id, pairings.cohortId))
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .innerJoin(mentorPlace, eq(mentorPlace.id, pairings.mentorEnrolmentId))
    .innerJoin(menteePlace, eq(menteePlace.id, pairings.menteeEnrolmentId))
    .innerJoin(mentor, eq(mentor.id, mentorPlace.personId))
    .innerJoin(mentee, eq(mentee.id, menteePlace.personId))
    .leftJoin(
      mentorOrganisation,
      eq(mentorOrganisation.id, mentorPlace.organisationId),
    )
    .leftJoin(
      menteeOrganisation,
      eq(menteeOrganisation.id, menteePlace.organisationId),
    )
    .$dynamic();
}

export type PairSide = "mentor" | "mentee";

/** Which side of a pair somebody is, or null for those who only watch over it. */
export function sideOf(
  pair: { mentor: { personId: string }; mentee: { personId: string } },
  personId: string,
): PairSide | null {
  if (pair.mentor.personId === personId) return "mentor";
  return pair.mentee.personId === personId ? "mentee" : null;
}

/**
 * A pair that the actor takes part in or coordinates.
 *
 * @throws {NotFoundError} for everybody else, and before the mentee has confirmed
 */
export async function readPair(ctx: Context, pairingId: string) {
  const [pair] = await selectPairs(ctx).where(
    and(
      eq(pairings.id, pairingId),
      inArray(pairings.status, WITH_HOME),
      visibleTo(ctx),
    ),
  );
  if (!pair) throw new NotFoundError();
  return { ...pair, side: sideOf(pair, ctx.actor.personId) };
}

/** The actor's own pairs with their sessions counted, the newest first. */
export async function myPairs(ctx: Context) {
  const rows = await selectPairs(ctx)
    .where(and(inArray(pairings.status, WITH_HOME), partyTo(ctx)))
    .orderBy(desc(pairings.startedAt), asc(pairings.id));
  const counts = await ctx.db
    .select({
      id: mentoringSessions.pairingId,
      held: sql<number>`count(*)::int`,
      waiting: sql<number>`(count(*) filter (where ${mentoringSessions.confirmedAt} is null
        and ${mentoringSessions.loggedBy} <> ${ctx.actor.personId}))::int`,
    })
    .from(mentoringSessions)
    .where(
      and(
        inArray(
          mentoringSessions.pairingId,
          rows.map((row) => row.id),
        ),
        eq(mentoringSessions.status, "held"),
      ),
    )
    .groupBy(mentoringSessions.pairingId);
  const byId = new Map(counts.map((count) => [count.id, count]));
  return rows.map((row) => ({
    ...row,
    side: sideOf(row, ctx.actor.personId),
    held: byId.get(row.id)?.held ?? 0,
    waiting: byId.get(row.id)?.waiting ?? 0,
  }));
}

/** The events of a programme where a pair may have met, the latest first. */
export async function eventsOf(ctx: Context, programmeId: string) {
  return ctx.db
    .select({
      id: events.id,
      name: events.name,
      startsOn: events.startsOn,
      city: events.city,
      timeZone: events.timeZone,
    })
    .from(events)
    .where(eq(events.programmeId, programmeId))
    .orderBy(desc(events.startsOn), asc(events.id));
}
