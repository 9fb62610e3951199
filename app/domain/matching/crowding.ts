import type { MatchingProblem, MatchingResult } from "./types";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/**
 * Mentees who compete for the places of a few mentors (a Hall group): nobody in it is allowed with, or reaches the minimum
 * score with, anybody outside; every place is taken, and by people of the group.
 */
export interface Crowd {
  readonly mentees: readonly number[];
  readonly mentors: readonly number[];
  /** Places of these mentors that no pin holds. */
  readonly places: number;
}

export interface Crowding {
  readonly crowds: readonly Crowd[];
  /** Unmatched mentee → number of the crowd. */
  readonly crowdOf: ReadonlyMap<number, number>;
  /** Unmatched mentees for whom exchanges would lead to a free place, were it not for a quota or the total. */
  readonly withRoom: ReadonlySet<number>;
}

/**
 * Explains the unmatched mentees whom somebody would be allowed for: starting from each, whoever holds a place that they
 * could have, whoever holds a place that those could have, and so on. Crowds that meet are one.
 *
 * @returns by position in the problem
 * Cost: a row of scores for everybody in a crowd; nothing if all are matched.
 */
export function crowding(
  problem: MatchingProblem,
  result: MatchingResult,
): Crowding {
  const places = new Places(problem, result);
  const crowds: { mentees: number[]; mentors: number[] }[] = [];
  const crowdOf = new Map<number, number>();
  const withRoom = new Set<number>();
  const inCrowd = new Map<number, number>();
  for (const { mentee } of result.unmatched) {
    const { mentees, mentors, hasRoom } = places.reachedFrom(mentee);
    if (mentors.length === 0) continue;
    if (hasRoom) {
      withRoom.add(mentee);
      continue;
    }
    const met = mentors
      .map((mentor) => inCrowd.get(mentor))
      .find(Number.isInteger);
    const crowd = met ?? crowds.push({ mentees: [], mentors: [] }) - 1;
    merge(crowds[crowd]!, mentees, mentors);
    for (const mentor of mentors) inCrowd.set(mentor, crowd);
    crowdOf.set(mentee, crowd);
  }
  return {
    crowds: crowds.map(({ mentees, mentors }) => ({
      mentees,
      mentors,
      places: mentors.reduce((sum, j) => sum + places.free[j]!, 0),
    })),
    crowdOf,
    withRoom,
  };
}

function merge(
  crowd: { mentees: number[]; mentors: number[] },
  mentees: readonly number[],
  mentors: readonly number[],
): void {
  crowd.mentees = [...new Set([...crowd.mentees, ...mentees])];
  crowd.mentors = [...new Set([...crowd.mentors, ...mentors])];
}

/** Who holds the places that pins leave, and who could have them. */
class Places {
  readonly free: number[];
  private readonly holders: number[][];
  private readonly own = new Map<number, number[]>();
  private readonly least: number;

  constructor(
    private readonly problem: MatchingProblem,
    result: MatchingResult,
  ) {
    this.free = Array.from(problem.capacity);
    this.holders = problem.mentorIds.map(() => []);
    this.least = Math.max(problem.minimumScore, result.floor ?? 0);
    for (const { mentee, mentor, pinned } of result.pairs) {
      this.own.set(mentee, [...(this.own.get(mentee) ?? []), mentor]);
      if (pinned) this.free[mentor]!--;
      else this.holders[mentor]!.push(mentee);
    }
  }

  reachedFrom(start: number) {
    const mentees = [start];
    const seen = new Set(mentees);
    const mentors = new Set<number>();
    let hasRoom = false;
    for (const mentee of mentees)
      for (const mentor of this.openTo(mentee)) {
        if (mentors.has(mentor)) continue;
        mentors.add(mentor);
        hasRoom ||= this.holders[mentor]!.length < this.free[mentor]!;
        for (const holder of this.holders[mentor]!)
          if (!seen.has(holder)) {
            seen.add(holder);
            mentees.push(holder);
          }
      }
    return { mentees, mentors: [...mentors], hasRoom };
  }

  private openTo(mentee: number): number[] {
    const own = this.own.get(mentee) ?? [];
    return this.problem.mentorIds.flatMap((_, mentor) =>
      this.free[mentor]! > 0 &&
      !own.includes(mentor) &&
      this.problem.score(mentee, mentor) >= this.least
        ? [mentor]
        : [],
    );
  }
}
