import { pinScores } from "./pin-scores";
import type { DualValues, MatchingProblem } from "./types";
import type { ObjectiveWeights } from "./weights";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/**
 * What no result can be worth more than, by weak duality:
 * Σᵢ max over k of (bonus of k more places + k·uᵢ) + Σⱼ capacityⱼ·vⱼ + Σ over all pairs max(0, weightᵢⱼ − uᵢ − vⱼ),
 * once the pins have taken their places. True for any dual values, so it needs no trust in where they come from.
 *
 * @param least only pairs with at least this score count
 * @returns a whole number, or NaN if a dual value is not whole or a price is negative
 * Cost: one pass over all pairs.
 */
export function dualBound(
  problem: MatchingProblem,
  weights: ObjectiveWeights,
  least: number,
  duals: DualValues,
): number {
  const { menteeValue, mentorPrice } = duals;
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
  bound += excess(problem, weights.scale, least, duals);
  const isWhole = [...menteeValue, ...mentorPrice].every(Number.isSafeInteger);
  return isWhole && mentorPrice.every((price) => price >= 0) ? bound : NaN;
}

/** By how much pairs are worth more than value + price; in a proof only pairs of the result are. */
function excess(
  problem: MatchingProblem,
  scale: number,
  least: number,
  duals: DualValues,
): number {
  const pins = pinScores(problem);
  let sum = 0;
  for (let i = 0; i < problem.menteeIds.length; i++)
    for (let j = 0; j < problem.mentorIds.length; j++) {
      const score = problem.score(i, j);
      const over =
        scale * score - duals.menteeValue[i]! - duals.mentorPrice[j]!;
      if (over <= 0 || score < 0 || score < least) continue;
      if (pins.size === 0 || !pins.has(`${i},${j}`)) sum += over;
    }
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
