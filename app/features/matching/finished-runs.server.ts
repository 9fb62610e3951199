import type { Db } from "db/client.ts";
import { criteriaSets, matchingRuns, people } from "db/schema/index.ts";
import { and, desc, eq, sql } from "drizzle-orm";
import type { RunPair } from "~/domain/reporting/run-figures.ts";
import { NotFoundError } from "~/lib/errors.ts";

/** Runs that can be chosen from; older ones are compared by their address. */
const OFFERED = 100;

/** The finished runs of a cohort, the newest first. */
export async function finishedRuns(db: Db, cohortId: string) {
  const rows = await db
    .select({
      id: matchingRuns.id,
      createdAt: matchingRuns.createdAt,
      version: criteriaSets.version,
      matched: matchingRuns.matchedCount,
      mentees: matchingRuns.menteeCount,
    })
    .from(matchingRuns)
    .innerJoin(criteriaSets, eq(criteriaSets.id, matchingRuns.criteriaSetId))
    .where(
      and(
        eq(matchingRuns.cohortId, cohortId),
        eq(matchingRuns.state, "finished"),
      ),
    )
    .orderBy(desc(matchingRuns.createdAt), desc(matchingRuns.id))
    .limit(OFFERED);
  return rows.map(({ matched, mentees, createdAt, ...row }) => ({
    ...row,
    matched: matched ?? 0,
    mentees: mentees ?? 0,
    createdAt: createdAt.toISOString(),
  }));
}

/** Pairs without their explanations, and people without their profiles: some percent of the row. */
export const PAIRS = sql<RunPair[]>`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'mentee', pair ->> 'mentee', 'mentor', pair ->> 'mentor', 'score', (pair ->> 'score')::int)), '[]')
  from jsonb_array_elements(${matchingRuns.result} -> 'pairs') pair)`;
const MENTEES = sql<string[]>`(
  select coalesce(jsonb_agg(mentee ->> 'id'), '[]')
  from jsonb_array_elements(${matchingRuns.input} -> 'mentees') mentee)`;
const MENTORS = sql<{ id: string; capacity: number }[]>`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', mentor ->> 'id', 'capacity', (mentor ->> 'capacity')::int)), '[]')
  from jsonb_array_elements(${matchingRuns.input} -> 'mentors') mentor)`;
const figure = (name: "matched" | "total" | "blockingPairs") =>
  sql<number>`coalesce((${matchingRuns.result} ->> ${sql.raw(`'${name}'`)})::float8, 0)`;

/**
 * A finished run of a cohort as far as two runs are compared.
 *
 * @throws {NotFoundError} if the cohort has no such run, or it has not finished
 */
export async function finishedRun(db: Db, cohortId: string, runId: string) {
  const [row] = await db
    .select({
      id: matchingRuns.id,
      createdAt: matchingRuns.createdAt,
      inputHash: matchingRuns.inputHash,
      author: people.fullName,
      version: criteriaSets.version,
      criteria: criteriaSets.criteria,
      objective: criteriaSets.objective,
      pairs: PAIRS,
      mentees: MENTEES,
      mentors: MENTORS,
      matched: figure("matched"),
      total: figure("total"),
      blockingPairs: figure("blockingPairs"),
      worst: sql<number | null>`(${matchingRuns.result} ->> 'worst')::int`,
    })
    .from(matchingRuns)
    .innerJoin(criteriaSets, eq(criteriaSets.id, matchingRuns.criteriaSetId))
    .leftJoin(people, eq(people.id, matchingRuns.requestedBy))
    .where(
      and(
        eq(matchingRuns.id, runId),
        eq(matchingRuns.cohortId, cohortId),
        eq(matchingRuns.state, "finished"),
      ),
    );
  if (!row) throw new NotFoundError();
  return row;
}
