import { quotaCounts } from "./quotas";
import type { DualValues, MatchingProblem } from "./types";

// `!` after an index: there is a price for every quota.

/** Whether there is a whole price for each quota, and none above 0 where there is no upper bound to speak of. */
export function arePricesSound(
  { quotas = [] }: MatchingProblem,
  { quotaPrice = [] }: DualValues,
): boolean {
  return (
    quotaPrice.length === quotas.length &&
    quotaPrice.every(Number.isSafeInteger) &&
    quotas.every(({ atMost }, at) => atMost !== null || quotaPrice[at]! <= 0)
  );
}

/** Σ price · upper bound where the price is above 0, · lower bound where it is below; pins count towards both. */
export function quotaTerms(
  { quotas = [], pins }: MatchingProblem,
  { quotaPrice = [] }: DualValues,
): number {
  if (quotas.length === 0) return 0;
  const pairs = pins.map(([mentee, mentor]) => ({ mentee, mentor }));
  const pinned = quotaCounts(quotas, pairs);
  return quotas.reduce((sum, { atLeast, atMost }, at) => {
    const price = quotaPrice[at]!;
    if (price === 0) return sum;
    const bound = price > 0 ? (atMost ?? NaN) : atLeast;
    const left = bound - pinned[at]!;
    return sum + price * (price > 0 ? left : Math.max(0, left));
  }, 0);
}

/** The dual values that a pair pays: its own people's, and the prices of the quotas that count them. */
export function withQuotaPrices(
  { quotas = [] }: MatchingProblem,
  duals: DualValues,
): DualValues {
  if (quotas.length === 0) return duals;
  const menteeValue = [...duals.menteeValue];
  const mentorPrice = [...duals.mentorPrice];
  quotas.forEach(({ side, members }, at) => {
    const values = side === "mentees" ? menteeValue : mentorPrice;
    for (const member of members) values[member]! += duals.quotaPrice![at]!;
  });
  return { menteeValue, mentorPrice };
}
