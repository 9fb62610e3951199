import type { Db } from "db/client.ts";
import {
  criteriaSets,
  enrolments,
  matchingRuns,
  organisations,
  people,
} from "db/schema/index.ts";
import { asc, desc, eq, sql } from "drizzle-orm";
import {
  marketShortages,
  sectorShortages,
} from "~/domain/reporting/shortages.ts";
import type { MatchingFacts } from "~/domain/scoring/types.ts";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import { criteriaNow } from "~/features/programmes/criteria.server.ts";
import type { Context } from "~/lib/context.ts";
import { LEFT_OUT, type Candidate } from "./candidates.server.ts";
import { readCohortFacts } from "./facts.server.ts";
import {
  busyRun,
  dayOf,
  memoryFor,
  runBlockers,
} from "./request-run.server.ts";
import { standingPairs } from "./standing.server.ts";

/**
 * Who would be in a run and who not, places against demand, what data is missing, and the runs so far.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function runsPage(ctx: Context, cohortId: string) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const set = await criteriaNow(ctx.db, cohortId);
  const [read, busy, runs, standing] = await Promise.all([
    readCohortFacts(ctx.db, cohort, set.criteria, dayOf(ctx.now)),
    busyRun(ctx.db, cohortId),
    runsOf(ctx.db, cohortId),
    standingPairs(ctx.db, cohortId),
  ]);
  const { facts, candidates } = read;
  return {
    cohort: {
      id: cohort.id,
      name: cohort.name,
      state: cohort.state,
      programmeId: cohort.programmeId,
      programmeName: cohort.programmeName,
    },
    criteria: { version: set.version, objective: set.objective },
    blockers: runBlockers(cohort.state, busy !== null, set.criteria, read),
    memory: memoryFor(facts),
    busy,
    mentors: facts.mentors.length,
    mentees: facts.mentees.length,
    capacity: sum(facts.mentors.map(({ capacity }) => capacity)),
    demand: sum(facts.mentees.map(({ mentorsWanted }) => mentorsWanted)),
    pins: facts.pins.length,
    exclusions: facts.exclusions.length,
    sectorShortages: sectorShortages(facts.mentees, facts.mentors),
    marketShortages: marketShortages(facts.mentees, facts.mentors),
    standing,
    missing: missingData(facts),
    leftOut: await leftOut(ctx.db, candidates),
    runs,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** How many people said nothing about what a criterion compares. */
function missingData({ mentors, mentees, collected }: MatchingFacts) {
  const count = <T>(list: readonly T[], isMissing: (item: T) => boolean) =>
    list.filter(isMissing).length;
  return {
    markets: count(mentees, ({ markets }) => markets === null),
    needs: count(mentees, ({ needs }) => needs === null),
    offers: count(mentors, ({ offers }) => offers === null),
    menteeTime: count(mentees, ({ availability }) => availability === null),
    mentorTime: count(mentors, ({ availability }) => availability === null),
    collected,
  };
}

async function leftOut(db: Db, candidates: readonly Candidate[]) {
  const out = candidates.filter(({ leftOut: why }) => why !== null);
  if (out.length === 0) return [];
  const rows = await db
    .select({
      id: enrolments.id,
      name: people.fullName,
      organisation: organisations.name,
      role: enrolments.role,
      state: enrolments.state,
      pausedUntil: enrolments.pausedUntil,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    // one value and not thousands: a parameter each takes longer than the query
    .where(
      sql`${enrolments.id} = any(${sql.param(`{${out.map(({ id }) => id).join()}}`)}::uuid[])`,
    )
    .orderBy(asc(people.fullName), asc(enrolments.id));
  const why = new Map(out.map(({ id, leftOut: reason }) => [id, reason]));
  return rows
    .flatMap((row) => {
      const reason = why.get(row.id);
      return reason ? [{ ...row, reason }] : [];
    })
    .sort((a, b) => LEFT_OUT.indexOf(a.reason) - LEFT_OUT.indexOf(b.reason));
}

async function runsOf(db: Db, cohortId: string) {
  const rows = await db
    .select({
      id: matchingRuns.id,
      state: matchingRuns.state,
      createdAt: matchingRuns.createdAt,
      version: criteriaSets.version,
      author: people.fullName,
      matched: matchingRuns.matchedCount,
      mentees: sql<number>`coalesce(${matchingRuns.menteeCount}, 0)`,
    })
    .from(matchingRuns)
    .innerJoin(criteriaSets, eq(criteriaSets.id, matchingRuns.criteriaSetId))
    .leftJoin(people, eq(people.id, matchingRuns.requestedBy))
    .where(eq(matchingRuns.cohortId, cohortId))
    .orderBy(desc(matchingRuns.createdAt), desc(matchingRuns.id))
    .limit(20);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
  }));
}
