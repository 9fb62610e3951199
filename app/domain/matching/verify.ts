import { dualBound } from "./dual-bound";
import type {
  Certificate,
  MatchingProblem,
  MatchingResult,
  SideClaim,
} from "./types";
import { faultOf } from "./verify-pairs";
import {
  type ObjectiveWeights,
  PLACES_ONLY,
  PLAIN_TOTAL,
  peopleFirst,
  TOTAL_THEN_PLACES,
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
  | { readonly ok: false; readonly reason: string };

/**
 * Checks a result against its problem, sharing nothing with the solver but the definition of the weights.
 *
 * 1. The pairs stand (verify-pairs.ts): no pair twice, demand and capacity kept, every pin there, every other pair allowed
 *    and at least the minimum score; scores and figures are right.
 * 2. Nothing is better. In the weights of the objective (weights.ts; `fairest` is `coverage` among the pairs that reach its
 *    worst unpinned score) the result is worth `primal`, and the dual values show that none can be worth more than `dual`
 *    (dual-bound.ts). dual = primal proves the optimum. All numbers are whole and below 2^53, so the sums are exact and
 *    nothing is compared with a tolerance.
 * 3. The side claims (types.ts) hold by the same bound in weights of their own.
 *
 * `stable` has no certificate: only part 1 is checked here; `countBlockingPairs` says the rest.
 *
 * @returns the first fault found, for developers (English)
 * Cost: one pass over all pairs; `total` two, `fairest` three.
 */
export function verifyMatching(
  problem: MatchingProblem,
  result: MatchingResult,
): Verdict {
  const fault = faultOf(problem, result);
  if (fault !== null) return { ok: false, reason: fault };
  if (problem.objective !== "stable") return verifyOptimum(problem, result);
  if (result.certificate !== null)
    return { ok: false, reason: "a stable result claims no optimum" };
  return { ok: true, primal: null, dual: null, pairsChecked: 0 };
}

function verifyOptimum(
  problem: MatchingProblem,
  result: MatchingResult,
): Verdict {
  const { certificate } = result;
  if (certificate === null)
    return { ok: false, reason: "the certificate is missing" };
  const { primal, dual, sideProofs } = certificate;
  const main = mainClaim(problem, result);
  const sides = sideClaims(problem, result);
  const pairsChecked = problem.menteeIds.length * problem.mentorIds.length;
  const isPrinted =
    primal === main.target &&
    dual === main.target &&
    certificate.violations === 0;
  if (!isPrinted || certificate.pairsChecked !== pairsChecked)
    return {
      ok: false,
      reason: "the figures of the certificate are not those of the pairs",
    };
  if (
    sideProofs.map((proof) => proof.claim).join() !==
    sides.map(({ claim }) => claim).join()
  )
    return {
      ok: false,
      reason: "the side proofs are not those of the objective",
    };
  const proofs: readonly (Claim<string> &
    Pick<Certificate, "menteeValue" | "mentorPrice">)[] = [
    { ...certificate, ...main },
    ...sides.map((side, at) => ({ ...sideProofs[at]!, ...side })),
  ];
  for (const proof of proofs) {
    const bound = dualBound(problem, proof.weights, proof.least, proof);
    const holds =
      proof.claim === "floor" ? bound < proof.target : bound === proof.target;
    if (!holds)
      return {
        ok: false,
        reason: `no proof of ${proof.claim}: primal ${proof.target}, dual ${bound}`,
      };
  }
  return { ok: true, primal, dual, pairsChecked };
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
  const least =
    problem.objective === "fairest"
      ? (worstUnpinned(result) ?? problem.minimumScore)
      : problem.minimumScore;
  return { claim: "sum", weights, least, target: primalOf(weights, result) };
}

function sideClaims(
  problem: MatchingProblem,
  result: MatchingResult,
): Claim<SideClaim>[] {
  const least = problem.minimumScore;
  if (problem.objective === "total") {
    const weights = TOTAL_THEN_PLACES;
    return [
      { claim: "ties", weights, least, target: primalOf(weights, result) },
    ];
  }
  if (problem.objective !== "fairest") return [];
  const target = primalOf(PLACES_ONLY, result);
  const places: Claim<SideClaim> = {
    claim: "places",
    weights: PLACES_ONLY,
    least,
    target,
  };
  const worst = worstUnpinned(result);
  return worst === null
    ? [places]
    : [places, { ...places, claim: "floor", least: worst + 1 }];
}

function worstUnpinned(result: MatchingResult): number | null {
  const scores = result.pairs
    .filter((pair) => !pair.pinned)
    .map((pair) => pair.score);
  return scores.length === 0 ? null : scores.reduce((a, b) => Math.min(a, b));
}

function primalOf(weights: ObjectiveWeights, result: MatchingResult): number {
  return valueOf(
    weights,
    result.matched,
    result.pairs.length - result.matched,
    result.total,
  );
}
