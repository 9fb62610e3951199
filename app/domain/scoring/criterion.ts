import type { Factor } from "./factor";
import type { BasisPoints, CriteriaSet, LineCriterion, Reason } from "./types";

/** A criterion prepared for one run. Everything is by position in the lists of mentees and mentors. */
export interface CompiledCriterion {
  readonly criterion: LineCriterion;
  /** Of an own question: its id. */
  readonly question?: string;
  /** The value of the pair, in whole basis points, 0 to 10,000. Pure and quick: called for every pair. */
  value(mentee: number, mentor: number): BasisPoints;
  /** Why it has this value. */
  reason(mentee: number, mentor: number): Reason;
  /** What was missing and therefore counts as neutral; empty for most pairs. */
  warnings(mentee: number, mentor: number): readonly Reason[];
  /** Upper bounds of the value; their sum bounds it. Only made for a scan. */
  factors(criteria: CriteriaSet): readonly Factor[];
}

/** The element at a position that the caller took from the list itself. */
export function at<T>(list: readonly T[], position: number): T {
  const element = list[position];
  if (element === undefined)
    throw new RangeError(`position ${position} is outside the list`);
  return element;
}

/** Numbers distinct keys in order of first sight, so that equal things share one row of a table. */
export function numberKeys(keys: readonly string[]): {
  readonly index: Int32Array;
  readonly distinct: string[];
} {
  const numbers = new Map<string, number>();
  const index = Int32Array.from(keys, (key) => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
  return { index, distinct: [...numbers.keys()] };
}
