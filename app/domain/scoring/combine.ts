import { roundRatio } from "./rounding";
import type { BasisPoints } from "./types";

/** What a criterion brings to the score: its value in basis points and its whole weight. */
export interface WeightedValue {
  readonly s: BasisPoints;
  readonly weight: number;
}

/**
 * Weighs the criteria in use into one score and says how much of it each one gave.
 *
 * The score is Σ w·s / Σ w, rounded half up. Points are the exact shares cut down, and what is missing goes to the
 * largest remainders, the earlier line first among equals, so that the points sum to the score.
 *
 * @param values  in the order of the criteria; weights are whole and need not sum to 100
 * @throws {RangeError} if the weights sum to 0
 */
export function combine(values: readonly WeightedValue[]): {
  score: BasisPoints;
  points: BasisPoints[];
} {
  const total = values.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0))
    throw new RangeError("the weights of the criteria in use sum to 0");
  const products = values.map(({ s, weight }) => s * weight);
  const score = roundRatio(
    products.reduce((sum, product) => sum + product, 0),
    total,
  );
  const points = products.map((product) => Math.floor(product / total));
  const missing = score - points.reduce((sum, point) => sum + point, 0);
  const byRemainder = products
    .map((product, line) => ({ line, remainder: product % total }))
    .sort((a, b) => b.remainder - a.remainder || a.line - b.line);
  for (const { line } of byRemainder.slice(0, missing))
    points[line] = (points[line] ?? 0) + 1;
  return { score, points };
}
