import type { Objective } from "../types";

/** What a pair, a kept pair and a place are worth, all whole: one sum says which of two repairs is better. */
export interface RepairWeights {
  /** Per basis point of a pair's score. */
  readonly perPoint: number;
  /** For a pair that stood before the event. */
  readonly keeping: number;
  /** For a mentee's first place, a pin included. */
  readonly first: number;
  /** For a mentee's second place. */
  readonly second: number;
  /** Up to so many places of mentees the sums are right. */
  readonly room: number;
}

/**
 * The default price of a changed pair: 1 % of the scale. When somebody moves, two pairs change: the one that ends and the
 * one that begins. Counted like this a decline moves 4 others at the most in 95 of 100 cases (1,000 × 600, six invented
 * cohorts); counted once for both it would be 5 to 7.
 */
export const SWITCH_PENALTY = 100;

/**
 * The weights of an objective in which changes cost `switchPenalty` basis points of the total each: taking a pair apart
 * costs twice that, for itself and for the pair that begins instead. What an event ends by itself, and the pairs that it
 * makes possible for those who have none, cost nothing. `"ties"`: no change costs anything, but among equal results the
 * one with the fewest wins.
 *
 * People and places come before any total and any number of kept pairs, as in `peopleFirst` (for `total` after it). The
 * unit leaves room for twice the places, so that people can join later.
 *
 * @param places wanted by all mentees together
 * @param top the greatest worth of a pair
 * @throws {RangeError} if the penalty is not whole and ≥ 0, or the sums would pass 2^53
 */
export function repairWeights(
  objective: Exclude<Objective, "stable">,
  places: number,
  top: number,
  switchPenalty: number | "ties",
): RepairWeights {
  if (
    switchPenalty !== "ties" &&
    !(Number.isInteger(switchPenalty) && switchPenalty >= 0)
  )
    throw new RangeError("the switch penalty must be whole and 0 or more");
  const fine = objective === "total" ? 4 : 1;
  const room = 2 * places + 2;
  const point = switchPenalty === "ties" ? room : 1;
  const keeping = switchPenalty === "ties" ? 1 : 2 * fine * switchPenalty;
  const pair = top * fine * point + keeping;
  if (objective === "total")
    return safe(
      { perPoint: 4 * point, keeping, first: 2 * point, second: point, room },
      pair * room,
    );
  let unit = 100_000;
  while (unit <= pair * room) unit *= 10;
  return safe(
    { perPoint: point, keeping, first: 2 * unit, second: unit, room },
    2 * unit * room,
  );
}

/**
 * Whether fewest changes can be told apart among so many places without passing 2^53.
 *
 * @param top the greatest worth of a pair; by default with any evenness
 */
export function canBreakTies(places: number, top = 24_000): boolean {
  const room = 2 * places + 2;
  return 20 * (top * room + 1) * room * room <= Number.MAX_SAFE_INTEGER;
}

function safe(weights: RepairWeights, greatestSum: number): RepairWeights {
  if (greatestSum > Number.MAX_SAFE_INTEGER)
    throw new RangeError("too many places for exact sums");
  return weights;
}

/** Splits a price given in one unit of places into one in another: whole places, and a rest in points of the total. */
export function convertPrice(
  price: number,
  from: { readonly unit: number; readonly perPoint: number },
  to: { readonly unit: number; readonly perPoint: number },
): number {
  const places = from.unit === 0 ? 0 : Math.round(price / from.unit);
  const rest = Math.round(
    ((price - places * from.unit) * to.perPoint) / from.perPoint,
  );
  return Math.max(0, places * to.unit + rest);
}
