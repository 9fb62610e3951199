import type { CriteriaSet, MatchingFacts, Scorer } from "./types";

/**
 * Prepares the scoring of every pair of a matching run.
 *
 * @throws {RangeError} if the weights of the criteria in use sum to 0
 */
export function compileScorer(_criteria: CriteriaSet, _facts: MatchingFacts): Scorer {
  throw new Error("not built yet");
}
