import { outcomeOf } from "./outcome";
import { QuotaUnattainable } from "./quota-bounds";
import type { Flow, Group } from "./quota-flow";
import {
  boundOf,
  chargesOf,
  finishedDuals,
  flowOf,
  type QuotaSolution,
  type QuotaTask,
  unattainable,
} from "./quota-solve";
import { valueOf } from "./weights";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Prices tried per overlapping quota and sweep, and sweeps. */
const TRIES = 24;
const SWEEPS = 4;

/** Flows computed in the search for pairs: many where they are quick. */
const PAIRS_LOOKED_AT = 20_000_000;
const FEWEST_STEPS = 40;
const MOST_STEPS = 400;

/** The best pairs for given prices of the overlapping quotas. */
interface Trial {
  readonly flow: Flow;
  readonly prices: readonly number[];
  /** No pairs are worth more. */
  readonly bound: number;
  /** What the pairs are worth, the prices aside. */
  readonly value: number;
  /** Unpinned pairs that each quota counts. */
  readonly counts: readonly number[];
}

/** People whom the same quotas count: how many of their pairs there are decides whether overlapping quotas are kept. */
interface Part extends Group {
  readonly quotas: ReadonlySet<number>;
}

/**
 * Good pairs under quotas that overlap, and a bound on what any pairs are worth; the two may be equal.
 *
 * Nested quotas stay in the flow. Each other one gets a price for the pairs it counts (Lagrangian relaxation): the best
 * pairs at any prices bound what can be had, and the prices are moved until the bound is low. From the last prices a depth
 * first search limits how many pairs each part of the overlap may have, until every quota is kept; it ends after a fixed
 * number of steps, so the result is the same on every machine. No clock decides.
 *
 * Source: Held & Karp 1971, Mathematical Programming 1, 6–25.
 * @throws {QuotaUnattainable} if no pairs keep to the quotas, or the search finds none
 * Cost: up to 180 flows (quota-flow.ts).
 */
export function solveOverlapping(task: QuotaTask): QuotaSolution {
  const search = new OverlapSearch(task);
  const lowest = search.lowerBound();
  search.limitParts(lowest);
  if (search.best === null) {
    const failed = unattainable(task);
    throw failed.reason === "few"
      ? failed
      : new QuotaUnattainable("not_found", null, 0);
  }
  const duals = finishedDuals(task, lowest.flow, search.allPrices(lowest));
  const { partners } = search.best.flow;
  return { partners, duals, bound: boundOf(task, duals) };
}

class OverlapSearch {
  best: Trial | null = null;
  private readonly nested: readonly Group[];
  private readonly parts: readonly Part[];
  private left: number;

  constructor(private readonly task: QuotaTask) {
    this.nested = task.bounds.filter(({ isNested }) => isNested);
    this.parts = partsOf(task);
    const { mentees, mentors } = task.market;
    const steps = Math.floor(PAIRS_LOOKED_AT / (1 + mentees * mentors));
    this.left = Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, steps));
  }

  /** The prices of all quotas: of the nested ones from the flow, of the others those that were tried. */
  allPrices({ flow, prices }: Trial): number[] {
    return this.task.bounds.map((bound, at) =>
      bound.isNested
        ? flow.groupPrice[this.nested.indexOf(bound)]!
        : prices[at]!,
    );
  }

  private attempt(
    prices: readonly number[],
    parts: readonly Group[] = [],
  ): Trial | null {
    const { task } = this;
    const charges = chargesOf(task, prices);
    const flow = flowOf(task, [...this.nested, ...parts], charges);
    if (flow.missing > 0) return null;
    const outcome = outcomeOf(task.market, task.scan, flow.partners);
    const value = valueOf(
      task.weights,
      outcome.people,
      outcome.secondPlaces,
      outcome.total,
    );
    const counts = task.bounds.map((group) => countIn(task, group, flow));
    const bound = task.bounds.reduce(
      (sum, { least, most }, at) =>
        sum + prices[at]! * ((prices[at]! > 0 ? most : least) - counts[at]!),
      value,
    );
    const trial = { flow, prices, bound, value, counts };
    const isKept = task.bounds.every(
      ({ least, most }, at) => counts[at]! >= least && counts[at]! <= most,
    );
    if (isKept && (this.best === null || value > this.best.value))
      this.best = trial;
    return trial;
  }

  /** Moves one price after the other to where the bound is lowest. */
  lowerBound(): Trial {
    let lowest = this.attempt(this.task.bounds.map(() => 0));
    if (lowest === null) throw unattainable(this.task);
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      const before: number = lowest.bound;
      for (const [at, { isNested }] of this.task.bounds.entries())
        if (!isNested) lowest = this.lowerAlong(lowest, at);
      if (lowest.bound === before || lowest.bound === this.best?.value) break;
    }
    return lowest;
  }

  /** The bound is convex in each price: from two prices with slopes of opposite sign the next is where the slopes meet. */
  private lowerAlong(start: Trial, at: number): Trial {
    const { weights, market } = this.task;
    const slope = (trial: Trial) => this.slope(trial, at);
    const move = (price: number) =>
      this.attempt(start.prices.map((own, k) => (k === at ? price : own)));
    const far = weights.first + weights.second + weights.scale * market.top + 1;
    const sign = Math.sign(slope(start));
    if (sign === 0) return start;
    let lowest = start;
    let here: Trial = start;
    let there = move(here.prices[at]! - sign * far);
    for (let tries = 0; tries < TRIES && there !== null; tries++) {
      lowest = lower(lowest, there);
      if (Math.sign(slope(there)) === sign) break;
      const next = meeting(here, there, at, slope(here), slope(there));
      const trial = next === null ? null : move(next);
      if (trial === null) break;
      lowest = lower(lowest, trial);
      if (slope(trial) === 0) break;
      if (Math.sign(slope(trial)) === sign) here = trial;
      else there = trial;
    }
    return lowest;
  }

  /** How the bound changes with the price of a quota; 0 where it cannot fall. */
  private slope({ counts, prices }: Trial, at: number): number {
    const { least, most } = this.task.bounds[at]!;
    const [price, count] = [prices[at]!, counts[at]!];
    if (price === 0)
      return count > most ? most - count : Math.max(0, least - count);
    return (price > 0 ? most : least) - count;
  }

  /** Depth first: limits or fills parts of the quotas that are not as they should be. */
  limitParts(from: Trial): void {
    this.descend(
      from.prices,
      this.parts.map((part) => part),
    );
  }

  private descend(prices: readonly number[], parts: readonly Part[]): void {
    if (this.left-- <= 0) return;
    const trial = this.attempt(prices, parts);
    if (trial === null) return;
    if (this.best !== null && trial.bound <= this.best.value) return;
    // a quota with a price is worth filling up to its bound: what is left free there could be had for nothing
    const { bounds } = this.task;
    const excess = bounds.map(({ least, most }, at) => {
      const [count, price] = [trial.counts[at]!, prices[at]!];
      if (count > most || price > 0) return count - most;
      return count < least || price < 0 ? count - least : 0;
    });
    const wrong = excess.findIndex((pairs) => pairs !== 0);
    if (wrong < 0) return;
    const surplus = excess[wrong]!;
    const own = parts
      .map((part, at) => ({
        part,
        at,
        count: countIn(this.task, part, trial.flow),
      }))
      .filter(
        ({ part, count }) =>
          part.quotas.has(wrong) && (surplus < 0 || count > 0),
      )
      .sort((x, y) => y.count - x.count || x.at - y.at);
    const step = Math.ceil(Math.abs(surplus) / Math.max(1, own.length));
    for (const { part, at, count } of own) {
      const limited =
        surplus > 0
          ? { ...part, most: Math.max(0, count - step) }
          : { ...part, least: count + step };
      if (limited.least <= limited.most)
        this.descend(prices, parts.with(at, limited));
    }
  }
}

function lower(a: Trial, b: Trial): Trial {
  return b.bound < a.bound ? b : a;
}

/** Where the two straight lines under a convex function meet, whole and strictly between; null if there is nothing between. */
function meeting(
  a: Trial,
  b: Trial,
  at: number,
  slopeA: number,
  slopeB: number,
): number | null {
  const [low, high] = [a.prices[at]!, b.prices[at]!];
  if (slopeA === slopeB || Math.abs(high - low) <= 1) return null;
  const exact =
    (b.bound - a.bound + slopeA * low - slopeB * high) / (slopeA - slopeB);
  const next = Math.round(exact);
  const [least, most] = [Math.min(low, high), Math.max(low, high)];
  return next > least && next < most ? next : null;
}

function countIn({ market }: QuotaTask, group: Group, { partners }: Flow) {
  const counted = new Set(group.members);
  let count = 0;
  for (let at = 0; at < 2 * market.mentees; at++) {
    const mentor = partners[at]!;
    if (mentor < 0) continue;
    if (counted.has(group.side === "mentees" ? at >> 1 : mentor)) count++;
  }
  return count;
}

/** Everybody whom an overlapping quota counts, put together with those whom the same quotas count. */
function partsOf({ market, bounds }: QuotaTask): Part[] {
  const parts = new Map<string, Part & { members: number[] }>();
  for (const side of ["mentees", "mentors"] as const)
    for (let person = 0; person < market[side]; person++) {
      const quotas = bounds.flatMap((group, at) =>
        group.side === side && group.members.includes(person) ? [at] : [],
      );
      if (quotas.every((at) => bounds[at]!.isNested)) continue;
      const key = `${side} ${quotas.join()}`;
      const part = parts.get(key) ?? {
        side,
        members: [],
        least: 0,
        most: 2 * market.mentees + 1,
        quotas: new Set(quotas),
      };
      part.members.push(person);
      parts.set(key, part);
    }
  return [...parts.values()];
}
