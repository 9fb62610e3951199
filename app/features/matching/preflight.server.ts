import type { Db } from "db/client.ts";
import { criteriaSets, matchingRuns, people } from "db/schema/index.ts";
import { desc, eq, sql } from "drizzle-orm";
import {
  marketShortages,
  sectorShortages,
} from "~/domain/reporting/shortages.ts";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import { criteriaNow } from "~/features/programmes/criteria.server.ts";
import type { Context } from "~/lib/context.ts";
import { joinersOf } from "./joiners.server.ts";
import { LEFT_OUT, leftOutPage, type LeftOutQuery } from "./left-out.server.ts";
import { readRatings } from "./rating-facts.server.ts";
import { busyRun, dayOf, memoryOf, runBlockers } from "./request-run.server.ts";
import { type Group, readRoster, type Roster } from "./roster.server.ts";
import { standingPairs } from "./standing.server.ts";

/**
 * Who would be in a run and who not, places against demand, what data is missing, and the runs so far.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function runsPage(
  ctx: Context,
  cohortId: string,
  query: LeftOutQuery,
) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const set = await criteriaNow(ctx.db, cohortId);
  const today = dayOf(ctx.now);
  const [roster, busy, runs, standing, leftOut, said, joiners] =
    await Promise.all([
      readRoster(ctx.db, cohort, set.criteria, today),
      busyRun(ctx.db, cohortId),
      runsOf(ctx.db, cohortId),
      standingPairs(ctx.db, cohortId),
      leftOutPage(ctx.db, cohort, today, query),
      readRatings(ctx.db, cohortId),
      joinersOf(ctx.db, cohort),
    ]);
  return {
    cohort: {
      id: cohort.id,
      name: cohort.name,
      state: cohort.state,
      programmeId: cohort.programmeId,
      programmeName: cohort.programmeName,
    },
    criteria: { version: set.version, objective: set.objective },
    blockers: runBlockers(cohort.state, busy !== null, set.criteria, roster),
    memory: memoryOf(roster),
    busy,
    mentors: roster.mentors,
    mentees: roster.mentees,
    capacity: roster.capacity,
    demand: roster.demand,
    pins: roster.pins,
    exclusions: roster.exclusions,
    sectorShortages: sectorShortages(...bySide(roster.bySectors)),
    marketShortages: marketShortages(...bySide(roster.byMarkets)),
    standing,
    missing: missingData(roster),
    rated: said.rated ?? null,
    joiners,
    leftOut: {
      ...leftOut,
      reason: query.reason,
      counts: leftOutCounts(roster, query),
    },
    runs,
  };
}

/** Mentees and mentors apart. */
function bySide<T extends Group>(groups: readonly T[]) {
  const of = (role: T["role"]) => groups.filter((group) => group.role === role);
  return [of("mentee"), of("mentor")] as const;
}

/** The reasons that somebody is left out for, and the one that the page shows. */
function leftOutCounts({ leftOut }: Roster, { reason: shown }: LeftOutQuery) {
  return LEFT_OUT.flatMap((reason) => {
    const count = leftOut[reason] ?? 0;
    return count > 0 || reason === shown ? [{ reason, count }] : [];
  });
}

/** How many people said nothing about what a criterion compares. */
function missingData({ silent, collected }: Roster) {
  return {
    markets: silent.mentee.markets,
    needs: silent.mentee.topics,
    offers: silent.mentor.topics,
    menteeTime: silent.mentee.time,
    mentorTime: silent.mentor.time,
    collected,
  };
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
