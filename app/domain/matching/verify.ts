import { dualBound } from "./dual-bound";
import { inWorth, worthOf } from "./evenness";
import { type Fault, faultWith } from "./fault";
import { everyPair, type PairPassMaker } from "./pair-pass";
import { nestedQuotas } from "./quotas";
import type {
  Certificate,
  MatchingProblem,
  MatchingResult,
  SideClaim,
  SolvedPair,
} from "./types";
import { faultOf, pairsAtFloor } from "./verify-pairs";
import {
  type ObjectiveWeights,
  PLAIN_TOTAL,
  peopleFirst,
  placesOnly,
  totalThenPlaces,
  valueOf,
} from "./weights";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

export type Verdict =
  | {
      readonly ok: true;
      readonly primal: number | null;
      readonly dual: number | null;
      readonly pairsChecked: number;
    }
  | { readonly ok: false; readonly fault: Fault };

/**
 * Checks a result against its problem, sharing nothing with the solver but the definition of the weights.
 *
 * 1. The pairs stand (verify-pairs.ts): no pair twice, demand, capacity and quotas kept, every pin there, every other pair
 *    allowed and at least the minimum score; scores and figures are right.
 * 2. Nothing is better. In the weights of the objective (weights.ts, evenness.ts; with a floor among the pairs that reach
 *    it) the result is worth `primal`, and the dual values show that none can be worth more than `dual` (dual-bound.ts).
 *    dual = primal proves the optimum; only where quotas overlap may dual be greater. All numbers are whole and below
 *    2^53, so the sums are exact and nothing is compared with a tolerance.
 * 3. The side claims (types.ts) hold by the same bound in weights of their own; where quotas overlap there are none.
 *
 * `stable` has no certificate: only part 1 is checked here; `countBlockingPairs` says the rest.
 *
 * @param passOf how pairs above the dual values are found; by default by a look at every pair (pair-pass.ts)
 * @returns the first fault found
 * Cost: one pass over all pairs; `total` one more, a floor two more.
 */
export function verifyMatching(
  problem: MatchingProblem,
  result: MatchingResult,
  passOf: PairPassMaker = everyPair,
): Verdict {
  const fault = faultOf(problem, result);
  if (fault !== null) return { ok: false, fault };
  if (problem.objective !== "stable")
    return verifyOptimum(problem, result, passOf);
  if (result.certificate !== null)
    return { ok: false, fault: faultWith("stable_certificate") };
  return { ok: true, primal: null, dual: null, pairsChecked: 0 };
}

function verifyOptimum(
  problem: MatchingProblem,
  result: MatchingResult,
  passOf: PairPassMaker,
): Verdict {
  const { certificate } = result;
  if (certificate === null)
    return { ok: false, fault: faultWith("no_certificate") };
  const isExact = nestedQuotas(problem.quotas ?? []).every(Boolean);
  const main = mainClaim(problem, result);
  const sides = isExact ? sideClaims(problem, result) : [];
  const fault =
    faultOfFigures(problem, certificate, main.target, isExact) ??
    faultOfProofs(problem, certificate, [main, ...sides], passOf);
  if (fault !== null) return { ok: false, fault };
  const { primal, dual, pairsChecked } = certificate;
  return { ok: true, primal, dual, pairsChecked };
}

function faultOfFigures(
  { menteeIds, mentorIds }: MatchingProblem,
  { primal, dual, violations, pairsChecked }: Certificate,
  target: number,
  isExact: boolean,
): Fault | null {
  const isBound = isExact ? dual === target : dual >= target;
  const isAll = pairsChecked === menteeIds.length * mentorIds.length;
  return primal === target && isBound && isAll && violations === 0
    ? null
    : faultWith("certificate_figures");
}

/** The claims come with the main one first, then in the order of the side proofs. */
function faultOfProofs(
  problem: MatchingProblem,
  certificate: Certificate,
  claims: readonly Claim<"sum" | SideClaim>[],
  passOf: PairPassMaker,
): Fault | null {
  const named = ["sum", ...certificate.sideProofs.map(({ claim }) => claim)];
  if (named.join() !== claims.map(({ claim }) => claim).join())
    return faultWith("side_proofs");
  const worth = inWorth(problem);
  // the prices of quotas may fall below 0, which a quicker pass need not expect
  const hasQuotas = (problem.quotas ?? []).length > 0;
  const pass = hasQuotas ? everyPair(worth) : passOf(worth);
  for (const [at, { claim, weights, least, target }] of claims.entries()) {
    const duals = certificate.sideProofs[at - 1] ?? certificate;
    const bound = dualBound(worth, weights, least, duals, pass);
    const claimed = claim === "sum" ? certificate.dual : target;
    const holds = claim === "floor" ? bound < claimed : bound === claimed;
    if (!holds)
      return faultWith(`proof_${claim}`, { primal: target, dual: bound });
  }
  return null;
}

interface Claim<Name> {
  readonly claim: Name;
  readonly weights: ObjectiveWeights;
  /** Among the pairs with at least this score. */
  readonly least: number;
  readonly target: number;
}

function mainClaim(
  problem: MatchingProblem,
  result: MatchingResult,
): Claim<"sum"> {
  const weights =
    problem.objective === "total" ? PLAIN_TOTAL : peopleFirst(problem);
  const least = worthOf(result.floor ?? problem.minimumScore, problem.evenness);
  const target = primalOf(problem, weights, result.pairs);
  return { claim: "sum", weights, least, target };
}

function sideClaims(
  problem: MatchingProblem,
  result: MatchingResult,
): Claim<SideClaim>[] {
  const claims: Claim<SideClaim>[] = [];
  const { objective, evenness } = problem;
  if (objective === "total") {
    const weights = totalThenPlaces(problem);
    const least = worthOf(result.floor ?? problem.minimumScore, evenness);
    const target = primalOf(problem, weights, result.pairs);
    claims.push({ claim: "ties", weights, least, target });
  }
  if (result.floor === null) return claims;
  const weights = placesOnly(problem);
  const target = primalOf(problem, weights, pairsAtFloor(problem, result));
  const least = worthOf(problem.minimumScore, evenness);
  claims.push({ claim: "places", weights, least, target });
  // with nothing but pins there is no worst pair to be better
  if (pairsAtFloor(problem, result).every(({ pinned }) => pinned))
    return claims;
  const above = worthOf(result.floor, evenness) + 1;
  return [...claims, { claim: "floor", weights, least: above, target }];
}

function primalOf(
  problem: MatchingProblem,
  weights: ObjectiveWeights,
  pairs: readonly SolvedPair[],
): number {
  const people = new Set(pairs.map(({ mentee }) => mentee)).size;
  const total = pairs.reduce(
    (sum, { score }) => sum + worthOf(score, problem.evenness),
    0,
  );
  return valueOf(weights, people, pairs.length - people, total);
}
