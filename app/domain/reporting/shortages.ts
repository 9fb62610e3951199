import { ecosystemsOf } from "../reference/ecosystems.ts";

/** Places wanted and places free, where they meet: in an industrial ecosystem, or in a country. */
export interface Shortage {
  /** Id of an ecosystem, null for sectors of none; or a country code. */
  readonly of: string | null;
  readonly wanted: number;
  readonly free: number;
}

/** One person, or several who say the same, with the places that they want or have free together. */
interface InSectors {
  readonly sectors: readonly string[];
  readonly places: number;
}
interface OnMarkets {
  readonly country: string;
  readonly markets: readonly string[] | null;
  readonly places: number;
}

/**
 * Places that mentees want beside places that mentors have, by ecosystem; the worst shortages first. Who belongs to
 * several counts in each.
 */
export function sectorShortages(
  mentees: readonly InSectors[],
  mentors: readonly InSectors[],
): Shortage[] {
  const grouped = (all: readonly InSectors[]) =>
    all.map(({ sectors, places }) => [groupsOf(sectors), places] as const);
  return shortages(grouped(mentees), grouped(mentors));
}

/**
 * Places wanted by mentees who aim at a country beside places of mentors who are there or know it; the worst
 * shortages first. Who names several countries counts in each.
 */
export function marketShortages(
  mentees: readonly OnMarkets[],
  mentors: readonly OnMarkets[],
): Shortage[] {
  const aimed = new Set(mentees.flatMap(({ markets }) => markets ?? []));
  return shortages(
    mentees.map(({ markets, places }) => [new Set(markets), places]),
    mentors.map(({ country, markets, places }) => [
      new Set([country, ...(markets ?? [])]),
      places,
    ]),
  ).filter(({ of }) => of !== null && aimed.has(of));
}

type Group = string | null;
type Grouped = readonly (readonly [ReadonlySet<Group>, number])[];

function shortages(mentees: Grouped, mentors: Grouped): Shortage[] {
  const wanted = placesBy(mentees);
  const free = placesBy(mentors);
  return [...wanted]
    .map(([of, count]) => ({ of, wanted: count, free: free.get(of) ?? 0 }))
    .sort(
      (a, b) =>
        a.free - a.wanted - (b.free - b.wanted) ||
        b.wanted - a.wanted ||
        ((a.of ?? "~") < (b.of ?? "~") ? -1 : 1),
    );
}

function placesBy(people: Grouped): Map<Group, number> {
  const places = new Map<Group, number>();
  for (const [groups, count] of people)
    for (const of of groups) places.set(of, (places.get(of) ?? 0) + count);
  return places;
}

function groupsOf(sectors: readonly string[]): ReadonlySet<Group> {
  const found = ecosystemsOf(sectors);
  return found.size > 0 ? found : new Set([null]);
}
