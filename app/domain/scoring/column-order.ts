// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Groups of this size are not divided any further. */
const SMALLEST = 16;
/** Mentors looked at to see how much a column varies within a group. */
const SAMPLE = 64;

export function orderMentors(
  mentors: number,
  columns: readonly Uint8Array[],
  usage: readonly number[],
): Int32Array {
  const order = Int32Array.from({ length: mentors }, (_, position) => position);
  const waiting: [number, number][] = [[0, mentors]];
  for (let group = waiting.pop(); group; group = waiting.pop()) {
    const [from, to] = group;
    if (to - from <= SMALLEST) continue;
    const split = mostTelling(order, from, to, columns, usage);
    if (split === null) continue;
    const low = sortBy(order.subarray(from, to), split.column, split.threshold);
    const groups = Math.ceil((to - from) / SMALLEST);
    const cut =
      from +
      SMALLEST * Math.min(groups - 1, Math.max(1, Math.round(low / SMALLEST)));
    waiting.push([from, cut], [cut, to]);
  }
  return order;
}

function mostTelling(
  order: Int32Array,
  from: number,
  to: number,
  columns: readonly Uint8Array[],
  usage: readonly number[],
): { column: Uint8Array; threshold: number } | null {
  const count = Math.min(SAMPLE, to - from);
  const sample = Int32Array.from(
    { length: count },
    (_, k) => order[from + Math.floor((k * (to - from)) / count)]!,
  );
  let best: { column: Uint8Array; threshold: number } | null = null;
  let most = 0;
  for (let number = 0; number < columns.length; number++) {
    const column = columns[number]!;
    let max = 0;
    for (let k = 0; k < count; k++)
      if (column[sample[k]!]! > max) max = column[sample[k]!]!;
    if (max === 0 || usage[number]! * max <= most) continue;
    let [low, maxLow] = [0, 0];
    const half = max * 0.75;
    for (let k = 0; k < count; k++) {
      const v = column[sample[k]!]!;
      if (v <= half) {
        low++;
        if (v > maxLow) maxLow = v;
      }
    }
    const gain = (usage[number]! * (max - maxLow) * low) / count;
    if (gain > most) {
      most = gain;
      best = { column, threshold: half };
    }
  }
  return best;
}

function sortBy(
  order: Int32Array,
  column: Uint8Array,
  threshold: number,
): number {
  const copy = order.slice();
  let at = 0;
  for (const m of copy) if (column[m]! <= threshold) order[at++] = m;
  const low = at;
  for (const m of copy) if (column[m]! > threshold) order[at++] = m;
  return low;
}
