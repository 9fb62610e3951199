import { topWorth } from "./evenness";
import type { MatchingProblem } from "./types";

/** How an objective with several ranks becomes one sum of whole numbers: a pair is worth `scale`·score, a place its bonus. With evenness (evenness.ts) "score" means its worth. */
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

/** `TOTAL_THEN_PLACES`, or what does the same under quotas: a scale above all bonuses together. */
export function totalThenPlaces(problem: MatchingProblem): ObjectiveWeights {
  if (!hasQuotas(problem)) return TOTAL_THEN_PLACES;
  const first = placesRatio(problem);
  const people = problem.menteeIds.length;
  const weights = { scale: first * (people + 1), first, second: 1 };
  if (weights.scale * topWorth(problem) * 2 * people > Number.MAX_SAFE_INTEGER)
    throw new RangeError("too many mentees for exact sums");
  return weights;
}

/** Only places count, people before second places. */
export function placesOnly(problem: MatchingProblem): ObjectiveWeights {
  return { scale: 0, first: placesRatio(problem), second: 1 };
}

function hasQuotas({ quotas }: MatchingProblem): boolean {
  return quotas !== undefined && quotas.length > 0;
}

/** How many second places a first one outweighs at least, by one. */
function placesRatio(problem: MatchingProblem): number {
  if (!hasQuotas(problem)) return 2;
  let seconds = 0;
  for (const demand of problem.demand) if (demand === 2) seconds++;
  return seconds + 1 < 2 ? 2 : seconds + 1;
}

/**
 * People first, then second places, then the total score: a first place is worth 2·B, a second one B, a pair its score.
 *
 * B is a power of ten above every possible total, so the value reads in decimal as
 * 2·matched + second places, then the total. 2·B against B is enough although many places are at stake: two solutions
 * differ by exchange paths, and one path gives or takes at most one place at each of its two ends.
 * Under quotas one exchange may touch the places of many mentees, so there a first place outweighs all second ones at once.
 *
 * @throws {RangeError} if the sums would pass 2^53 (beyond some 400,000 mentees; far fewer with quotas and second places)
 */
export function peopleFirst(problem: MatchingProblem): ObjectiveWeights {
  let places = 0;
  for (const demand of problem.demand) places += demand;
  let unit = 100_000;
  while (unit <= topWorth(problem) * (places + 1)) unit *= 10;
  const ratio = placesRatio(problem);
  if (ratio * unit * (places + 1) > Number.MAX_SAFE_INTEGER)
    throw new RangeError("too many mentees for exact sums");
  return { scale: 1, first: ratio * unit, second: unit };
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
