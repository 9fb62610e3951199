import { topWorth } from "./evenness";
import { canonicalOrder } from "./order";
import type { MatchingProblem } from "./types";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** A problem in canonical order (ids by code points) with the pins already taken out of demand and capacity. */
export interface Market {
  readonly problem: MatchingProblem;
  /** The greatest score a pair can have: 10,000, or more with evenness (evenness.ts). */
  readonly top: number;
  readonly mentees: number;
  readonly mentors: number;
  /** Canonical position → position in the problem. */
  readonly menteeAt: Int32Array;
  readonly mentorAt: Int32Array;
  /** Places each mentee still wants, and how many a pin has filled already. */
  readonly wanted: Uint8Array;
  readonly pinned: Uint8Array;
  /** Places each mentor still offers. */
  readonly free: Int32Array;
  /** Canonical mentors pinned to each canonical mentee; most have none. */
  readonly pinsOf: ReadonlyMap<number, readonly number[]>;
}

/**
 * Checks a problem and puts it into the order in which everything here works.
 *
 * @throws {RangeError} on a demand other than 1 or 2, a negative or broken capacity, a minimum score outside 0–10,000,
 *   a pin that points nowhere, stands twice, or goes beyond demand or capacity
 */
export function openMarket(problem: MatchingProblem): Market {
  checkSizes(problem);
  const menteeAt = canonicalOrder(problem.menteeIds);
  const mentorAt = canonicalOrder(problem.mentorIds);
  const wanted = new Uint8Array(menteeAt.length);
  const free = new Int32Array(mentorAt.length);
  const menteeRank = new Int32Array(menteeAt.length);
  const mentorRank = new Int32Array(mentorAt.length);
  menteeAt.forEach((position, rank) => {
    wanted[rank] = problem.demand[position]!;
    menteeRank[position] = rank;
  });
  mentorAt.forEach((position, rank) => {
    free[rank] = problem.capacity[position]!;
    mentorRank[position] = rank;
  });
  const pinned = new Uint8Array(menteeAt.length);
  const pinsOf = new Map<number, number[]>();
  for (const [mentee, mentor] of problem.pins) {
    const i = menteeRank[mentee]!;
    const j = mentorRank[mentor]!;
    const others = pinsOf.get(i) ?? [];
    if (others.includes(j))
      throw new RangeError(`pinned twice: ${nameOf(problem, mentee, mentor)}`);
    if (wanted[i] === 0)
      throw new RangeError(
        `pin beyond the mentee's places: ${nameOf(problem, mentee, mentor)}`,
      );
    if (free[j] === 0)
      throw new RangeError(
        `pin beyond the mentor's capacity: ${nameOf(problem, mentee, mentor)}`,
      );
    wanted[i]!--;
    pinned[i]!++;
    free[j]!--;
    pinsOf.set(i, [...others, j]);
  }
  return {
    problem,
    top: topWorth(problem),
    mentees: menteeAt.length,
    mentors: mentorAt.length,
    menteeAt,
    mentorAt,
    wanted,
    pinned,
    free,
    pinsOf,
  };
}

function nameOf(
  problem: MatchingProblem,
  mentee: number,
  mentor: number,
): string {
  return `${problem.menteeIds[mentee]} – ${problem.mentorIds[mentor]}`;
}

function checkSizes(problem: MatchingProblem): void {
  const {
    menteeIds,
    mentorIds,
    demand,
    capacity,
    pins,
    pinScores,
    minimumScore,
  } = problem;
  if (demand.length !== menteeIds.length)
    throw new RangeError("one demand per mentee is needed");
  if (capacity.length !== mentorIds.length)
    throw new RangeError("one capacity per mentor is needed");
  if (pinScores.length !== pins.length)
    throw new RangeError("one score per pin is needed");
  const top = topWorth(problem);
  if (!isScore(minimumScore, top))
    throw new RangeError("the minimum score must be whole, 0 to 10,000");
  demand.forEach((places, at) => {
    if (places !== 1 && places !== 2)
      throw new RangeError(`demand of ${menteeIds[at]} must be 1 or 2`);
  });
  capacity.forEach((places, at) => {
    if (places < 0)
      throw new RangeError(`capacity of ${mentorIds[at]} must be 0 or more`);
  });
  pins.forEach(([mentee, mentor], at) => {
    if (menteeIds[mentee] === undefined || mentorIds[mentor] === undefined)
      throw new RangeError(`pin ${at} names nobody: ${mentee}, ${mentor}`);
    if (!isScore(pinScores[at]!, top))
      throw new RangeError(`score of pin ${at} must be whole, 0 to 10,000`);
  });
}

function isScore(value: number, top: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= top;
}
