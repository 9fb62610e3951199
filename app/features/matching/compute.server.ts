import type { StoredMatchingResult } from "db/schema/matching.ts";
import { problemOf } from "~/domain/matching/problem.ts";
import { faultLine } from "~/domain/matching/fault.ts";
import { passFor } from "~/domain/matching/pair-pass.ts";
import type { SolveOptions } from "~/domain/matching/progress.ts";
import { solveMatching } from "~/domain/matching/solve.ts";
import type { Objective } from "~/domain/matching/types.ts";
import { verifyMatching } from "~/domain/matching/verify.ts";
import { compileScorer } from "~/domain/scoring/compile.ts";
import type { CriteriaSet, MatchingFacts } from "~/domain/scoring/types.ts";
import { storedResult } from "~/domain/matching/stored-result.ts";

/** All that a run is computed from; it can be sent to another thread. */
export interface MatchingTask {
  readonly facts: MatchingFacts;
  readonly criteria: CriteriaSet;
  readonly objective: Objective;
}

/** The solver's answer did not pass the verifier: a fault of ours, and nothing may be saved. */
export class UnprovenResult extends Error {
  override readonly name = "UnprovenResult";
}

/**
 * Scores, solves and proves; the result has passed the separate verifier and names people by id.
 *
 * @throws {RangeError} if the task is not well formed
 * @throws {MatchingStopped} if `options.shouldStop` says so
 * @throws {UnprovenResult} if the verifier refuses the result
 * Cost: 2,000 × 2,000 people in some seconds; keep it off the thread that serves pages.
 */
export function computeMatching(
  task: MatchingTask,
  options: SolveOptions = {},
): StoredMatchingResult {
  const scorer = compileScorer(task.criteria, task.facts);
  const problem = problemOf(task.criteria, task.facts, scorer, task.objective);
  const result = solveMatching(problem, options);
  options.onProgress?.({ phase: "check", done: 0, of: 1 });
  const pass = passFor(problem, options.columnSearch);
  const verdict = verifyMatching(problem, result, pass);
  if (!verdict.ok) throw new UnprovenResult(faultLine(verdict.fault));
  options.onProgress?.({ phase: "check", done: 1, of: 1 });
  return storedResult(problem, scorer, result);
}
