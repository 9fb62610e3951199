import type { WeightedFactor } from "./score-columns";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Groups of this size are not divided any further. */
const SMALLEST = 16;
/** People looked at to see how much a column varies among them. */
const SAMPLE = 64;
/** Of the greatest value in a group: where its low side ends. */
const LOW = 0.75;

/**
 * Puts mentors into an order in which neighbours are alike in what counts most: cuts a group in two again and again, along
 * the column whose greatest value falls most for the mentors on the low side. Columns are weighed by how often mentees use
 * them and what they are worth to them. Bounds of neighbours are then close, and a scan can pass over most groups.
 *
 * @param usage by column: basis points per unit, summed over the mentees
 * @returns mentor positions; the same columns give the same order
 * Cost: columns × mentors × 8 to choose, mentors × depth to move.
 */
export function orderMentors(
  mentors: number,
  columns: readonly Uint8Array[],
  usage: readonly number[],
): Int32Array {
  const order = Int32Array.from({ length: mentors }, (_, position) => position);
  const waiting: [number, number][] = [[0, mentors]];
  for (let group = waiting.pop(); group; group = waiting.pop()) {
    const [from, to] = group;
    const groups = Math.ceil((to - from) / SMALLEST);
    if (groups < 2) continue;
    const members = order.subarray(from, to);
    const cut = bestCut(members, columns, usage);
    if (cut === null) continue;
    const low = Math.round(lowFirst(members, cut) / SMALLEST);
    const half = from + SMALLEST * Math.min(groups - 1, Math.max(1, low));
    waiting.push([from, half], [half, to]);
  }
  return order;
}

interface Cut {
  readonly column: Uint8Array;
  /** The greatest value of the low side. */
  readonly most: number;
}

/** null if the group does not differ in anything. */
function bestCut(
  members: Int32Array,
  columns: readonly Uint8Array[],
  usage: readonly number[],
): Cut | null {
  const sample = sampleOf(members);
  let best: Cut | null = null;
  let greatest = 0;
  for (let number = 0; number < columns.length; number++) {
    const column = columns[number]!;
    let most = 0;
    for (const mentor of sample) most = Math.max(most, column[mentor]!);
    if (usage[number]! * most <= greatest) continue;
    let [low, mostLow] = [0, 0];
    for (const mentor of sample) {
      const value = column[mentor]!;
      if (value > LOW * most) continue;
      low++;
      if (value > mostLow) mostLow = value;
    }
    const gain = (usage[number]! * (most - mostLow) * low) / sample.length;
    if (gain > greatest) [greatest, best] = [gain, { column, most: mostLow }];
  }
  return best;
}

function sampleOf(members: Int32Array): Int32Array {
  const count = Math.min(SAMPLE, members.length);
  return Int32Array.from(
    { length: count },
    (_, k) => members[Math.floor((k * members.length) / count)]!,
  );
}

/** Moves the low side to the front, otherwise in the order it had. @returns how many it is */
function lowFirst(members: Int32Array, { column, most }: Cut): number {
  const before = members.slice();
  let at = 0;
  for (const mentor of before)
    if (column[mentor]! <= most) members[at++] = mentor;
  const low = at;
  for (const mentor of before)
    if (column[mentor]! > most) members[at++] = mentor;
  return low;
}

/**
 * Factors by how much of the score they decide between mentors: a search then leaves a group as soon as it can.
 */
export function mostTellingFirst(
  mentees: number,
  weighted: readonly WeightedFactor[],
): WeightedFactor[] {
  const telling = weighted.map(
    (own) => [own, tellingOf(mentees, own)] as const,
  );
  return telling.sort((a, b) => b[1] - a[1]).map(([own]) => own);
}

/** Basis points between the best and the average mentor, for some mentees. */
function tellingOf(mentees: number, { factor, share }: WeightedFactor): number {
  const count = Math.min(SAMPLE, mentees);
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const terms = factor.termsOf(Math.floor((k * mentees) / count));
    const spreads = terms.columns.map(
      (number, at) =>
        (factor.combine === "max" ? 1 : (terms.times[at] ?? 1)) *
        spreadOf(factor.columns[number]!),
    );
    const spread =
      factor.combine === "max"
        ? spreads.reduce((a, b) => Math.max(a, b), 0)
        : Math.min(
            factor.cap,
            spreads.reduce((a, b) => a + b, 0),
          );
    sum += share * terms.perUnit * spread;
  }
  return sum;
}

function spreadOf(column: Uint8Array): number {
  const step = Math.ceil(column.length / SAMPLE);
  let [most, sum, count] = [0, 0, 0];
  for (let at = 0; at < column.length; at += step) {
    most = Math.max(most, column[at]!);
    sum += column[at]!;
    count++;
  }
  return count === 0 ? 0 : most - sum / count;
}
