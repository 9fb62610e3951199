import { byPosition } from "./certify";
import { dualBound } from "./dual-bound";
import type { Market } from "./market";
import type { PairScan } from "./pair-scan";
import type { SolveOptions } from "./progress";
import { type QuotaBounds, QuotaUnattainable } from "./quota-bounds";
import { bestFlow, type Flow, type FlowTask, type Group } from "./quota-flow";
import type { Side } from "./settings";
import type { DualValues } from "./types";
import type { ObjectiveWeights } from "./weights";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** What one weighted sum under quotas needs; several can share the candidates. */
export interface QuotaTask {
  readonly market: Market;
  readonly scan: PairScan;
  readonly bounds: readonly QuotaBounds[];
  readonly weights: ObjectiveWeights;
  readonly least: number;
  readonly candidates: Set<number>;
  readonly options: SolveOptions;
}

/** Pairs (canonical partners, as in `Outcome`) and dual values by position that bound what any pairs are worth. */
export interface QuotaSolution {
  readonly partners: Int32Array;
  readonly duals: DualValues;
  readonly bound: number;
}

/** Whether the quotas are a flow, so that the best pairs can be proved. */
export function areNested(bounds: readonly QuotaBounds[]): boolean {
  return bounds.every(({ isNested }) => isNested);
}

/**
 * The best pairs under nested quotas, with dual values that prove it.
 *
 * @throws {QuotaUnattainable} if no pairs keep to the quotas, with the first quota that fails by itself
 */
export function solveNested(task: QuotaTask): QuotaSolution {
  const { isKept, ...solution } = tryNested(task);
  if (!isKept) throw unattainable(task);
  return solution;
}

/** The same, or as near as one can come; then the dual values show that nothing keeps to the quotas. */
export function tryNested(
  task: QuotaTask,
): QuotaSolution & { readonly isKept: boolean } {
  const flow = flowOf(task, task.bounds);
  const duals = finishedDuals(task, flow, flow.groupPrice);
  return {
    partners: flow.partners,
    duals,
    bound: boundOf(task, duals),
    isKept: flow.missing === 0,
  };
}

/** What the dual values say that no pairs can be worth more than. */
export function boundOf(task: QuotaTask, duals: DualValues): number {
  return dualBound(task.market.problem, task.weights, task.least, duals);
}

/** The best flow under some groups, with a price on top for the people of the others. */
export function flowOf(
  task: QuotaTask,
  groups: readonly Group[],
  charges: FlowTask["charges"] = noCharges(task.market),
): Flow {
  return bestFlow({ ...task, groups, charges });
}

export function noCharges({
  mentees,
  mentors,
}: Market): Record<Side, Float64Array> {
  return {
    mentees: new Float64Array(mentees),
    mentors: new Float64Array(mentors),
  };
}

/**
 * Dual values by position: people who have no place to give get the value that a place of theirs would have.
 *
 * @param quotaPrice by quota, nested or not
 */
export function finishedDuals(
  task: QuotaTask,
  flow: Flow,
  quotaPrice: readonly number[],
): DualValues {
  const { market, scan, least, weights } = task;
  const charged = chargesOf(task, quotaPrice);
  const value = flow.value.slice();
  const price = flow.price.slice();
  for (let i = 0; i < market.mentees; i++) {
    const row = scan.row(i);
    const over = (j: number): number =>
      weights.scale * row[j]! -
      charged.mentees[i]! -
      charged.mentors[j]! -
      price[j]!;
    const isOpen = (j: number): boolean => row[j]! >= 0 && row[j]! >= least;
    if (market.wanted[i] === 0) {
      value[i] = 0;
      for (let j = 0; j < row.length; j++)
        if (isOpen(j) && market.free[j]! > 0)
          value[i] = Math.max(value[i]!, over(j));
    }
    for (let j = 0; j < row.length; j++)
      if (isOpen(j) && market.free[j] === 0)
        price[j]! += Math.max(0, over(j) - value[i]!);
  }
  return {
    ...byPosition(market, { value, price }),
    quotaPrice: quotaPrice.map((own) => own + 0), // no −0
  };
}

/** Σ of the prices of the quotas that count each person. */
export function chargesOf(
  { market, bounds }: QuotaTask,
  quotaPrice: readonly number[],
): Record<Side, Float64Array> {
  const charges = noCharges(market);
  bounds.forEach(({ side, members }, at) => {
    for (const member of members) charges[side][member]! += quotaPrice[at]!;
  });
  return charges;
}

/** Tries the lower bounds one by one, to name the first that fails by itself. */
export function unattainable(task: QuotaTask): QuotaUnattainable {
  const places = { scale: 0, first: 0, second: 0 };
  for (const [at, quota] of task.bounds.entries()) {
    if (quota.least === 0) continue;
    const alone = task.bounds.map((other) => ({ ...other, least: 0 }));
    alone[at] = quota;
    const nested = alone.filter((other) => other.isNested || other === quota);
    const fits = nested.filter(
      (other) => other === quota || quota.isNested || other.side !== quota.side,
    );
    const flow = flowOf({ ...task, weights: places }, fits);
    if (flow.missing === 0) continue;
    const possible = quota.least + pinnedIn(task, at) - flow.missing;
    return new QuotaUnattainable("few", at, Math.max(0, possible));
  }
  return new QuotaUnattainable("together", null, 0);
}

function pinnedIn({ market }: QuotaTask, at: number): number {
  const quota = market.problem.quotas![at]!; // bounds come from the problem's quotas
  const counted = new Set(quota.members);
  return market.problem.pins.filter(([mentee, mentor]) =>
    counted.has(quota.side === "mentees" ? mentee : mentor),
  ).length;
}
