/** Exact arithmetic for checks: never reduced, denominators above 0. */
export type Fraction = readonly [numerator: bigint, denominator: bigint];

export function fraction(
  numerator: number | bigint,
  denominator: number | bigint = 1n,
): Fraction {
  return [BigInt(numerator), BigInt(denominator)];
}

export function plus([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return [a * d + c * b, b * d];
}

export function times([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return [a * c, b * d];
}

function greater([a, b]: Fraction, [c, d]: Fraction): boolean {
  return a * d > c * b;
}

/** The largest, or 0 of none. */
export function largest(values: readonly Fraction[]): Fraction {
  return values.reduce(
    (best, value) => (greater(value, best) ? value : best),
    fraction(0),
  );
}

export function sum(values: readonly Fraction[]): Fraction {
  return values.reduce(plus, fraction(0));
}

/** Half up, of a fraction that is not negative. */
export function rounded([a, b]: Fraction): number {
  return Number((2n * a + b) / (2n * b));
}
