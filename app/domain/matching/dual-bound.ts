import { everyPair, type PairPass } from "./pair-pass";
import { pinScores } from "./pin-scores";
import { arePricesSound, quotaTerms, withQuotaPrices } from "./quota-prices";
import type { DualValues, MatchingProblem } from "./types";
import type { ObjectiveWeights } from "./weights";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/**
 * What no result can be worth more than, by weak duality:
 * Σᵢ max over k of (bonus of k more places + k·uᵢ) + Σⱼ capacityⱼ·vⱼ + Σ over all pairs max(0, weightᵢⱼ − uᵢ − vⱼ),
 * once the pins have taken their places; under quotas a pair pays also the prices of the quotas that count it, and each
 * quota adds its price times the bound that the price speaks of (quota-prices.ts). True for any dual values, so it needs no
 * trust in where they come from.
 *
 * @param least only pairs with at least this score count
 * @param pass   how the pairs above the dual values are found; by default every pair is looked at
 * @returns a whole number, or NaN if a dual value is not whole or a price is negative
 * Cost: one pass over all pairs.
 */
export function dualBound(
  problem: MatchingProblem,
  weights: ObjectiveWeights,
  least: number,
  duals: DualValues,
  pass: PairPass = everyPair(problem),
): number {
  const { menteeValue, mentorPrice } = duals;
  if (!arePricesSound(problem, duals)) return NaN;
  const pinned = problem.menteeIds.map(() => 0);
  const room = Array.from(problem.capacity);
  let bound = 0;
  problem.pins.forEach(([mentee, mentor], at) => {
    pinned[mentee]!++;
    room[mentor]!--;
    bound += weights.scale * problem.pinScores[at]!;
  });
  problem.menteeIds.forEach(
    (_, i) =>
      (bound += bestUse(
        weights,
        pinned[i]!,
        problem.demand[i]!,
        menteeValue[i]!,
      )),
  );
  problem.mentorIds.forEach((_, j) => (bound += room[j]! * mentorPrice[j]!));
  bound += quotaTerms(problem, duals);
  bound += excess(
    problem,
    weights.scale,
    least,
    withQuotaPrices(problem, duals),
    pass,
  );
  const isWhole = [...menteeValue, ...mentorPrice].every(Number.isSafeInteger);
  return isWhole && mentorPrice.every((price) => price >= 0) ? bound : NaN;
}

/** By how much pairs are worth more than value + price; in a proof only pairs of the result are. */
function excess(
  problem: MatchingProblem,
  scale: number,
  least: number,
  duals: DualValues,
  pass: PairPass,
): number {
  const pins = pinScores(problem);
  let sum = 0;
  pass(scale, least, duals, (i, j, score) => {
    if (pins.size > 0 && pins.has(`${i},${j}`)) return;
    sum += scale * score - duals.menteeValue[i]! - duals.mentorPrice[j]!;
  });
  return sum;
}

/** Between `from` (pins) and `to` places, the most that bonuses and value bring. */
function bestUse(
  weights: ObjectiveWeights,
  from: number,
  to: number,
  value: number,
): number {
  const bonus = [0, weights.first, weights.first + weights.second];
  let best = -Infinity;
  for (let places = from; places <= to; places++)
    best = Math.max(best, bonus[places]! + (places - from) * value);
  return best;
}
