import { ecosystemsOf } from "../reference/ecosystems.ts";
import type { Mentee, Mentor } from "../scoring/types.ts";

/** Places wanted and places free, where they meet: in an industrial ecosystem, or in a country. */
export interface Shortage {
  /** Id of an ecosystem, null for sectors of none; or a country code. */
  readonly of: string | null;
  readonly wanted: number;
  readonly free: number;
}

/**
 * Places that mentees want beside places that mentors have, by ecosystem; the worst shortages first. Who belongs to
 * several counts in each.
 */
export function sectorShortages(
  mentees: readonly Mentee[],
  mentors: readonly Mentor[],
): Shortage[] {
  return shortages(
    mentees.map((mentee) => [groupsOf(mentee.sectors), mentee]),
    mentors.map((mentor) => [groupsOf(mentor.sectors), mentor]),
  );
}

/**
 * Places wanted by mentees who aim at a country beside places of mentors who are there or know it; the worst
 * shortages first. Who names several countries counts in each.
 */
export function marketShortages(
  mentees: readonly Mentee[],
  mentors: readonly Mentor[],
): Shortage[] {
  const aimed = new Set(mentees.flatMap(({ markets }) => markets ?? []));
  return shortages(
    mentees.map((mentee) => [new Set(mentee.markets), mentee]),
    mentors.map((mentor) => [
      new Set([mentor.country, ...(mentor.markets ?? [])]),
      mentor,
    ]),
  ).filter(({ of }) => of !== null && aimed.has(of));
}

type Group = string | null;

function shortages(
  mentees: readonly (readonly [ReadonlySet<Group>, Mentee])[],
  mentors: readonly (readonly [ReadonlySet<Group>, Mentor])[],
): Shortage[] {
  const wanted = new Map<Group, number>();
  const free = new Map<Group, number>();
  for (const [groups, { mentorsWanted }] of mentees)
    for (const of of groups)
      wanted.set(of, (wanted.get(of) ?? 0) + mentorsWanted);
  for (const [groups, { capacity }] of mentors)
    for (const of of groups) free.set(of, (free.get(of) ?? 0) + capacity);
  return [...wanted]
    .map(([of, count]) => ({ of, wanted: count, free: free.get(of) ?? 0 }))
    .sort(
      (a, b) =>
        a.free - a.wanted - (b.free - b.wanted) ||
        b.wanted - a.wanted ||
        ((a.of ?? "~") < (b.of ?? "~") ? -1 : 1),
    );
}

function groupsOf(sectors: readonly string[]): ReadonlySet<Group> {
  const found = ecosystemsOf(sectors);
  return found.size > 0 ? found : new Set([null]);
}
