import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem, MatchingResult } from "~/domain/matching/types";
import { verifyMatching } from "~/domain/matching/verify";

/** A result that the verifier refuses. It is never printed; the command ends with exit code 1. */
export class UnprovenResult extends Error {}

/**
 * Solves a problem and has the independent verifier check the result, certificate and all.
 *
 * @throws {UnprovenResult} if the check fails
 */
export function solveProved(problem: MatchingProblem): MatchingResult {
  const result = solveMatching(problem);
  const verdict = verifyMatching(problem, result);
  if (!verdict.ok) throw new UnprovenResult(verdict.reason);
  return result;
}
