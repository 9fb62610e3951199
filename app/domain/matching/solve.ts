import { blockingPairs } from "./blocking";
import { crowding } from "./crowding";
import { inWorth, scoreOfWorth } from "./evenness";
import { type Market, openMarket } from "./market";
import {
  floorOf,
  type Solved,
  solveCoverage,
  type Solver,
  solveStable,
  solveTotal,
} from "./objectives";
import { pairsOf } from "./outcome";
import { type PairScan, scanPairs } from "./pair-scan";
import type { SolveOptions } from "./progress";
import { QuotaUnattainable } from "./quota-bounds";
import { solveWithQuotas } from "./quota-objectives";
import type { MatchingProblem, MatchingResult, SolvedPair } from "./types";
import { unmatchedCauses } from "./why";

/**
 * Proposes pairings for a problem, exactly, with a certificate that `verifyMatching` re-checks.
 *
 * - `coverage`: most mentees with a mentor, then most second places, then the highest total.
 * - `total`: the highest total; among equal totals most mentees, then most places (a pair with score 0 is proposed if it
 *   costs nothing).
 * - `fairest`: people and places as in `coverage`, then the best worst pair (pins aside), then the highest total. A `floor`
 *   does the same for `coverage`; for `total` it keeps out whatever is worse than that worst pair.
 * - `stable`: see stable.ts; no certificate.
 *
 * With `evenness` the totals are totals of worth (evenness.ts). `quotas` are kept; where they overlap the result is good
 * and the certificate says what could be gained at most, otherwise it is exact (quota-objectives.ts).
 *
 * Pins come first, whatever their score; a mentee never has the same mentor twice. The same problem gives the same pairs,
 * whatever the order of its rows, as long as ids are unique on each side: no clock, no chance, ties by canonical position.
 *
 * @throws {RangeError} if the problem is not well formed, e.g. a pin beyond demand or capacity
 * @throws {QuotaUnattainable} if no pairs keep to the quotas, or the objective does not go with them
 * @throws {MatchingStopped} if `options.shouldStop` says so
 * Cost: 2,000 × 2,000 pairs in about a second, nearly all of it in `score`. Sources: see optimise.ts, stable.ts.
 */
export function solveMatching(
  problem: MatchingProblem,
  options: SolveOptions = {},
): MatchingResult {
  const market = openMarket(weighted(problem));
  const scan = scanPairs(market, options.columnSearch);
  const solved = solverOf(problem)(market, scan, options);
  const pairs = pairsOf(problem, market, solved.outcome);
  const result = {
    objective: problem.objective,
    pairs,
    matched: solved.outcome.people,
    total: pairs.reduce((sum, { score }) => sum + score, 0),
    worst:
      pairs.length === 0
        ? null
        : pairs.reduce((low, { score }) => Math.min(low, score), 10_000),
    floor: floorScore(market, solved),
    unmatched: unmatchedCauses(market, scan, solved.outcome),
    certificate: solved.certificate,
    blockingPairs: countBlocking(problem, market, scan, solved, pairs),
  };
  return (problem.quotas ?? []).length > 0
    ? blameQuotas(problem, result)
    : result;
}

function countBlocking(
  problem: MatchingProblem,
  market: Market,
  scan: PairScan,
  { outcome }: Solved,
  pairs: readonly SolvedPair[],
): number {
  const asScanned =
    market.problem === problem
      ? pairs
      : pairsOf(market.problem, market, outcome);
  return blockingPairs(market, scan, asScanned);
}

/** A mentee for whom a place could be found by exchanges lacks one because of a quota, unless the total forbids it. */
function blameQuotas(
  problem: MatchingProblem,
  result: MatchingResult,
): MatchingResult {
  const { withRoom } = crowding(problem, result);
  return {
    ...result,
    unmatched: result.unmatched.map(({ mentee, cause }) => ({
      mentee,
      cause: cause === "mentors_full" && withRoom.has(mentee) ? "quota" : cause,
    })),
  };
}

/** Ranks are the same by score and by worth, so `stable` has no use for worth. */
function weighted(problem: MatchingProblem): MatchingProblem {
  return problem.objective === "stable" ? problem : inWorth(problem);
}

function solverOf(problem: MatchingProblem): Solver {
  if (problem.objective === "stable") {
    if ((problem.quotas ?? []).length > 0)
      throw new QuotaUnattainable("conflict", null, 0);
    return solveStable;
  }
  if ((problem.quotas ?? []).length > 0) return solveWithQuotas;
  const solve = problem.objective === "total" ? solveTotal : solveCoverage;
  return (market, scan, options) =>
    solve(market, scan, options, floorOf(market, scan, options));
}

function floorScore({ problem }: Market, { least }: Solved): number | null {
  return least === null ? null : scoreOfWorth(least, problem.evenness);
}
