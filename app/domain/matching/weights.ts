import type { MatchingProblem } from "./types";

/** How an objective with several ranks becomes one sum of whole numbers: a pair is worth `scale`·score, a place its bonus. */
export interface ObjectiveWeights {
  readonly scale: number;
  /** For a mentee's first place, a pin included. */
  readonly first: number;
  /** For a mentee's second place. */
  readonly second: number;
}

/** Only the score counts. */
export const PLAIN_TOTAL: ObjectiveWeights = { scale: 1, first: 0, second: 0 };

/**
 * The score first; among equal totals people, then places. 4 is enough: one exchange path (see `peopleFirst`) moves the
 * bonuses by at most 2.
 */
export const TOTAL_THEN_PLACES: ObjectiveWeights = {
  scale: 4,
  first: 2,
  second: 1,
};

/** Only places count, people before second places. */
export const PLACES_ONLY: ObjectiveWeights = { scale: 0, first: 2, second: 1 };

/**
 * People first, then second places, then the total score: a first place is worth 2·B, a second one B, a pair its score.
 *
 * B is a power of ten above every possible total, so the value reads in decimal as
 * 2·matched + second places, then the total. 2·B against B is enough although many places are at stake: two solutions
 * differ by exchange paths, and one path gives or takes at most one place at each of its two ends.
 *
 * @throws {RangeError} if the sums would pass 2^53 (beyond some 400,000 mentees)
 */
export function peopleFirst(problem: MatchingProblem): ObjectiveWeights {
  let places = 0;
  for (const demand of problem.demand) places += demand;
  let unit = 100_000;
  while (unit <= 10_000 * (places + 1)) unit *= 10;
  if (2 * unit * (places + 1) > Number.MAX_SAFE_INTEGER)
    throw new RangeError("too many mentees for exact sums");
  return { scale: 1, first: 2 * unit, second: unit };
}

/** The value of a set of pairs under these weights. `total` is the sum of their scores. */
export function valueOf(
  weights: ObjectiveWeights,
  people: number,
  secondPlaces: number,
  total: number,
): number {
  return (
    weights.first * people +
    weights.second * secondPlaces +
    weights.scale * total
  );
}
