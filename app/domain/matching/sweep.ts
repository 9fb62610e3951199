import type { Hits, PricedScan } from "./priced-scan";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Mentees whose searches are announced together. */
const ANNOUNCED = 512;

/** One look at the pairs of many mentees, at the prices of a scan. */
export interface Sweep {
  readonly priced: PricedScan;
  /** Canonical mentees, in the order in which they are visited. */
  readonly mentees: Int32Array;
  /** By mentee; must not change for one who is yet to be visited. Pairs with a lower score are not on offer. */
  readonly least: Float64Array;
  /** Only pairs worth more, likewise. */
  readonly above: Float64Array;
}

/** The best pairs of one mentee after the other, at most `count`; `visit` finds them in `hits`. */
export function sweepBest(
  sweep: Sweep,
  count: number,
  hits: Hits,
  visit: (mentee: number) => void,
): void {
  const { priced, least, above } = sweep;
  inGroups(sweep, true, (mentee) => {
    priced.best(
      mentee,
      { least: least[mentee]!, above: above[mentee]! },
      count,
      hits,
    );
    visit(mentee);
  });
}

/**
 * All pairs of one mentee after the other.
 *
 * @param visit    called with the pairs of a mentee in no particular order
 * @param options  `mayMatter`: asked before the score is, see `PricedScan.each`; `afterwards`: called after each mentee
 */
export function sweepEach(
  sweep: Sweep,
  visit: (mentee: number, mentor: number, score: number) => void,
  options: {
    readonly mayMatter?: (i: number, j: number, most: number) => boolean;
    readonly afterwards?: (mentee: number) => void;
  } = {},
): void {
  const { priced, least, above } = sweep;
  const { mayMatter, afterwards } = options;
  inGroups(sweep, false, (i) => {
    priced.each(
      i,
      { least: least[i]!, above: above[i]! },
      (j, score) => visit(i, j, score),
      mayMatter && ((j, most) => mayMatter(i, j, most)),
    );
    afterwards?.(i);
  });
}

function inGroups(
  { priced, mentees, least, above }: Sweep,
  bestOnly: boolean,
  visit: (mentee: number) => void,
): void {
  for (let from = 0; from < mentees.length; from += ANNOUNCED) {
    const group = mentees.subarray(from, from + ANNOUNCED);
    priced.announce?.(group, least, above, bestOnly);
    group.forEach(visit);
  }
}

/** The mentees from 0 on of whom `isWanted` holds. */
export function menteesWhere(
  count: number,
  isWanted: (mentee: number) => boolean,
): Int32Array {
  const found = new Int32Array(count);
  let size = 0;
  for (let mentee = 0; mentee < count; mentee++)
    if (isWanted(mentee)) found[size++] = mentee;
  return found.subarray(0, size);
}

/** The same for every mentee. */
export function forAll(mentees: number, value: number): Float64Array {
  return new Float64Array(mentees).fill(value);
}
