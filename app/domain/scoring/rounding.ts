/** The value of missing data, in basis points. */
export const NEUTRAL = 5_000;

/** The whole of one, in basis points. */
export const FULL = 10_000;

/**
 * Rounds n / d half up, exactly: the fraction is never formed first.
 *
 * The one division is safe while d stays under 2⁵³ / 20,000: a quotient up to 10,000 that is not whole lies at
 * least 1 / 2d away from the next whole number, further than a double errs.
 *
 * @param n  whole, 0 or more, 2n + d below 2⁵³
 * @param d  whole, above 0
 */
export function roundRatio(n: number, d: number): number {
  return Math.floor((2 * n + d) / (2 * d));
}

/**
 * Rounds a value that had to be computed in floating point half up, reading what lies within 10⁻⁸ of a half as that half.
 *
 * So it is exact for every fraction with a denominator below 5·10⁷, since any other is further from a half than that.
 */
export function roundHalfUp(value: number): number {
  return Math.floor(value + 0.5 + 1e-8);
}
