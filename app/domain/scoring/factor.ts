/** What a scan knows of one mentee and one factor: which columns count how often, and what a unit is worth. */
export interface FactorTerms {
  readonly columns: readonly number[];
  /** How often each column counts; ignored where the greatest column alone counts. */
  readonly times: readonly number[];
  /** Basis points of the criterion per unit of the combined columns, 0 or more. */
  readonly perUnit: number;
  /** Basis points whatever the mentor. */
  readonly base: number;
}

/**
 * A criterion, or a part of one, as columns of bytes over the mentors: base + perUnit·min(cap, columns combined) is never
 * less than the value that the criterion gives the pair, and seldom much more. It costs a byte a column where the exact
 * value costs a walk through lists, so a scan looks here first and asks the scorer about the few pairs that are left.
 */
export interface Factor {
  readonly combine: "sum" | "max";
  readonly cap: number;
  /** Whether a pair whose columns combine to 0 is forbidden. */
  readonly isRequired: boolean;
  /** One byte per mentor, by position. */
  readonly columns: readonly Uint8Array[];
  termsOf(mentee: number): FactorTerms;
}

/** The most that rounding half up can add to a criterion's value, with room for floating point. */
export const ROUNDING = 0.5 + 1e-6;

/** The most that the combined columns of a sum may come to, so that two bytes hold them. */
export const GREATEST_SUM = 32_000;

/** Terms of somebody for whom the columns say nothing. */
export function constantTerms(base: number): FactorTerms {
  return { columns: [], times: [], perUnit: 0, base };
}
