/** How long some work takes, in milliseconds, and what it returns. */
export function timed<T>(work: () => T): { ms: number; value: T } {
  const start = performance.now();
  const value = work();
  return { ms: performance.now() - start, value };
}

/** The value that this share of all does not exceed, to the hundredth; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor(share * sorted.length));
  return hundredths(sorted[at] ?? NaN);
}

/** Rounded to two digits. */
export function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
