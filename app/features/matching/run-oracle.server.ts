import type { Db } from "db/client.ts";
import {
  criteriaSets,
  matchingRuns,
  matchingRunStates,
  type StoredMatchingResult,
} from "db/schema/index.ts";
import { and, desc, eq } from "drizzle-orm";
import { problemOf } from "~/domain/matching/problem.ts";
import type { MatchState } from "~/domain/matching/repair/match-state.ts";
import { restoreState } from "~/domain/matching/repair/state-bytes.ts";
import type { MatchingProblem } from "~/domain/matching/types.ts";
import { compileScorer } from "~/domain/scoring/compile.ts";
import type { Scorer } from "~/domain/scoring/types.ts";
import type { MatchingTask } from "./compute.server.ts";
import { keepRun, type KeptRun } from "./keep-run.server.ts";

/** A finished run, ready to answer questions about any pair of it. */
export interface RunOracle {
  readonly runId: string;
  readonly scorer: Scorer;
  readonly problem: MatchingProblem;
  readonly result: StoredMatchingResult;
  /** null where exchanges do not lead to the optimum, and for runs too large to be kept. */
  readonly state: MatchState | null;
}

/** A finished run never changes, so the last few stay at hand. */
const atHand = new Map<string, RunOracle>();
const AT_HAND = 4;

/** Up to so many pairs a lost state is made again at once; a second's work. */
const PAIRS_AT_ONCE = 2_000_000;

/** The run with this id if it has finished, or the newest finished one of the cohort; null if there is none. */
export async function openRun(
  db: Db,
  cohortId: string,
  runId?: string | null,
): Promise<RunOracle | null> {
  const [found] = await db
    .select({ id: matchingRuns.id })
    .from(matchingRuns)
    .where(
      and(
        eq(matchingRuns.cohortId, cohortId),
        eq(matchingRuns.state, "finished"),
        runId ? eq(matchingRuns.id, runId) : undefined,
      ),
    )
    .orderBy(desc(matchingRuns.createdAt), desc(matchingRuns.id))
    .limit(1);
  if (!found) return null;
  const known = atHand.get(found.id);
  if (known) return known;
  const oracle = await readRun(db, found.id);
  if (oracle !== null) remember(oracle);
  return oracle;
}

function remember(oracle: RunOracle): void {
  const [oldest] = atHand.keys();
  if (atHand.size >= AT_HAND && oldest !== undefined) atHand.delete(oldest);
  atHand.set(oracle.runId, oracle);
}

async function readRun(db: Db, runId: string): Promise<RunOracle | null> {
  const [row] = await db
    .select({
      facts: matchingRuns.input,
      result: matchingRuns.result,
      criteria: criteriaSets.criteria,
      objective: criteriaSets.objective,
      kept: matchingRunStates.state,
    })
    .from(matchingRuns)
    .innerJoin(criteriaSets, eq(criteriaSets.id, matchingRuns.criteriaSetId))
    .leftJoin(matchingRunStates, eq(matchingRunStates.runId, matchingRuns.id))
    .where(eq(matchingRuns.id, runId));
  if (!row?.result) return null;
  const { facts, criteria, objective, result, kept } = row;
  const scorer = compileScorer(criteria, facts);
  const problem = problemOf(criteria, facts, scorer, objective);
  const task = { facts, criteria, objective };
  const state =
    (kept && restoreState(kept, problem)) ??
    (await keepAgain(db, runId, problem, task, result));
  return { runId, scorer, problem, result, state };
}

/** Makes the state of a run again that was not kept, or by another version; the same as the first time. */
async function keepAgain(
  db: Db,
  runId: string,
  problem: MatchingProblem,
  task: MatchingTask,
  result: StoredMatchingResult,
): Promise<MatchState | null> {
  const kept = makeAgain(task, result);
  if (kept === null) return null;
  await db
    .insert(matchingRunStates)
    .values({ runId, ...kept })
    .onConflictDoUpdate({ target: matchingRunStates.runId, set: kept });
  return restoreState(kept.state, problem);
}

function makeAgain(
  task: MatchingTask,
  result: StoredMatchingResult,
): KeptRun | null {
  const { mentees, mentors } = task.facts;
  return mentees.length * mentors.length <= PAIRS_AT_ONCE
    ? keepRun(task, result)
    : null;
}
