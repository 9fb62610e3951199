import type { Figures } from "./repair/figures";
import type { PairChange } from "./repair/repair";

/** A pair by position, with its score in basis points. */
export interface ScoredPair {
  readonly mentee: number;
  readonly mentor: number;
  readonly score: number;
}

/** What some pairs amount to. */
export function figuresOfPairs(pairs: readonly ScoredPair[]): Figures {
  const people = new Set(pairs.map(({ mentee }) => mentee)).size;
  return {
    people,
    secondPlaces: pairs.length - people,
    total: pairs.reduce((sum, { score }) => sum + score, 0),
  };
}

/** Whose pairs differ, place by place, in the order of the mentees' positions. */
export function changesBetween(
  before: readonly ScoredPair[],
  after: readonly ScoredPair[],
): PairChange[] {
  const lost = byMentee(without(before, after));
  const gained = byMentee(without(after, before));
  const mentees = [...new Set([...lost.keys(), ...gained.keys()])];
  return mentees
    .sort((a, b) => a - b)
    .flatMap((mentee) => {
      const from = lost.get(mentee) ?? [];
      const to = gained.get(mentee) ?? [];
      const count = Math.max(from.length, to.length);
      return Array.from({ length: count }, (_, at) => ({
        mentee,
        from: from[at]?.mentor ?? null,
        to: to[at]?.mentor ?? null,
        scoreBefore: from[at]?.score ?? null,
        scoreAfter: to[at]?.score ?? null,
      }));
    });
}

function without(
  pairs: readonly ScoredPair[],
  others: readonly ScoredPair[],
): ScoredPair[] {
  const keys = new Set(others.map(keyOf));
  return pairs.filter((pair) => !keys.has(keyOf(pair)));
}

function keyOf({ mentee, mentor }: ScoredPair): string {
  return `${mentee} ${mentor}`;
}

function byMentee(
  pairs: readonly ScoredPair[],
): ReadonlyMap<number, ScoredPair[]> {
  const of = new Map<number, ScoredPair[]>();
  for (const pair of pairs)
    of.set(pair.mentee, [...(of.get(pair.mentee) ?? []), pair]);
  return of;
}
