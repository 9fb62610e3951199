import type { Market } from "./market";
import { hitsOf, type PairScan, type PricedScan } from "./pair-scan";
import { type SolveOptions, tick } from "./progress";
import { forAll, menteesWhere, sweepEach } from "./sweep";
import type { Certificate, DualValues } from "./types";
import { type ObjectiveWeights, valueOf } from "./weights";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Pairs by canonical position, pins left out, and their figures with the pins. */
export interface Outcome {
  /** Canonical mentor positions of each mentee, at most two, −1 for none: 2·i and 2·i + 1. */
  readonly partners: Int32Array;
  readonly people: number;
  readonly secondPlaces: number;
  readonly total: number;
}

/** Dual values by canonical position. */
export interface Duals {
  readonly value: Float64Array;
  readonly price: Float64Array;
}

/** Whether the mentee has the mentor among the unpinned partners. */
export function arePartners(
  outcome: Outcome,
  mentee: number,
  mentor: number,
): boolean {
  return (
    outcome.partners[2 * mentee] === mentor ||
    outcome.partners[2 * mentee + 1] === mentor
  );
}

/**
 * Holds every pair of the market against the dual values and sums up both sides of the proof.
 *
 * Mentees and mentors without a place to give get the value that a place of theirs would have.
 *
 * @throws {Error} if the proof fails: a fault of the solver, never of the input
 * Cost: one scan over all pairs.
 */
export function certify(
  market: Market,
  scan: PairScan,
  outcome: Outcome,
  weights: ObjectiveWeights,
  least: number,
  duals: Duals,
  options: SolveOptions,
): Omit<Certificate, "sideProofs"> {
  const tidy = {
    value: duals.value.slice(),
    price: duals.price.map((p, j) => (market.free[j] === 0 ? 0 : p)),
  };
  const found = checkPairs(
    market,
    scan,
    outcome,
    weights.scale,
    least,
    tidy,
    options,
  );
  const primal = valueOf(
    weights,
    outcome.people,
    outcome.secondPlaces,
    outcome.total,
  );
  const dual = found.excess + placesBound(market, weights, tidy);
  if (found.violations > 0 || primal !== dual)
    throw new Error(
      `no proof: ${found.violations} violations, primal ${primal}, dual ${dual}`,
    );
  const pairsChecked = market.mentees * market.mentors;
  return {
    primal,
    dual,
    pairsChecked,
    violations: found.violations,
    ...byPosition(market, tidy),
  };
}

/** Prices where they are asked for, and Infinity, which leaves a mentor out of a scan. */
function pricesWhere(market: Market, prices: Float64Array, isFree: boolean) {
  return prices.map((price, j) =>
    market.free[j]! > 0 === isFree ? price : Infinity,
  );
}

function checkPairs(
  market: Market,
  scan: PairScan,
  outcome: Outcome,
  scale: number,
  least: number,
  { value, price }: Duals,
  options: SolveOptions,
): { violations: number; excess: number } {
  const free = scan.priced(scale, pricesWhere(market, price, true));
  const closed = market.free.includes(0)
    ? scan.priced(scale, pricesWhere(market, price, false))
    : null;
  const found = { violations: 0, excess: 0 };
  const mentees = menteesWhere(market.mentees, () => true);
  for (const i of mentees)
    if (market.wanted[i] === 0) value[i] = bestNet(free, i, least);
  const sweep = {
    mentees,
    least: forAll(market.mentees, least),
    above: value,
  };
  let done = 0;
  sweepEach(
    { ...sweep, priced: free },
    (i, j, score) => {
      if (arePartners(outcome, i, j))
        found.excess += scale * score - value[i]! - price[j]!;
      else found.violations++;
    },
    { afterwards: () => tick(options, "check", ++done, market.mentees) },
  );
  if (closed)
    sweepEach({ ...sweep, priced: closed }, (i, j, score) => {
      price[j] = Math.max(price[j]!, scale * score - value[i]!);
    });
  return found;
}

function bestNet(free: PricedScan, mentee: number, least: number): number {
  const hits = hitsOf(1);
  free.best(mentee, { least, above: 0 }, 1, hits);
  return hits.count === 0 ? 0 : hits.net[0]!;
}

/** Σ over mentees of the best use of their places at these values, pins filled first, + Σ places·price + the pins' scores. */
function placesBound(
  market: Market,
  weights: ObjectiveWeights,
  { value, price }: Duals,
): number {
  let bound = 0;
  for (let i = 0; i < market.mentees; i++)
    bound += bestUse(market, weights, i, value[i]!);
  for (let j = 0; j < market.mentors; j++) bound += market.free[j]! * price[j]!;
  for (const score of market.problem.pinScores) bound += weights.scale * score;
  return bound;
}

function bestUse(
  market: Market,
  weights: ObjectiveWeights,
  mentee: number,
  value: number,
): number {
  const bonus = (places: number): number =>
    places === 0 ? 0 : weights.first + (places - 1) * weights.second;
  const pinned = market.pinned[mentee]!;
  let best = -Infinity;
  for (let more = 0; more <= market.wanted[mentee]!; more++)
    best = Math.max(best, bonus(pinned + more) + more * value);
  return best;
}

/** Dual values in the order of the problem's rows. */
export function byPosition(
  market: Market,
  { value, price }: Duals,
): DualValues {
  const menteeValue = new Array<number>(market.mentees).fill(0);
  const mentorPrice = new Array<number>(market.mentors).fill(0);
  // + 0 turns a −0 into 0
  market.menteeAt.forEach(
    (position, rank) => (menteeValue[position] = value[rank]! + 0),
  );
  market.mentorAt.forEach(
    (position, rank) => (mentorPrice[position] = price[rank]! + 0),
  );
  return { menteeValue, mentorPrice };
}
