import type { PairOfIds, Wish } from "../scoring/types.ts";

/** Ranks that count as a wish come true. */
const FIRST = 3;

/**
 * How many of the mentees who ranked somebody are with one of their first three.
 *
 * @returns null if no mentee ranked anybody
 */
export function firstWishes(
  mentees: readonly { readonly id: string }[],
  wishes: readonly Wish[],
  pairs: readonly PairOfIds[],
): { readonly met: number; readonly asked: number } | null {
  const isMentee = new Set(mentees.map(({ id }) => id));
  const first = new Map<string, Set<string>>();
  for (const { person, other, rank } of wishes) {
    if (!isMentee.has(person) || rank === "never") continue;
    const own = first.get(person) ?? new Set<string>();
    first.set(person, rank <= FIRST ? own.add(other) : own);
  }
  if (first.size === 0) return null;
  const met = new Set(
    pairs
      .filter(({ mentee, mentor }) => first.get(mentee)?.has(mentor))
      .map(({ mentee }) => mentee),
  );
  return { met: met.size, asked: first.size };
}
