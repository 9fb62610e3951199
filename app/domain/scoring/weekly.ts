import type { WeeklyRange } from "./types";

const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/**
 * Minutes east of UTC of a zone at the reference date.
 *
 * @throws {RangeError} if the offsets do not hold the zone
 */
export function offsetOf(
  offsets: Readonly<Record<string, number>>,
  zone = "",
): number {
  const offset = offsets[zone];
  if (offset === undefined)
    throw new RangeError(`no offset is given for the time zone "${zone}"`);
  return offset;
}

/**
 * Moves weekly local hours to UTC on a circular week and merges what overlaps or touches.
 *
 * @param offset  minutes east of UTC
 * @returns starts and ends in turn, in minutes from Monday 00:00 UTC, ascending; ends are excluded
 */
export function toUtcWeek(
  ranges: readonly WeeklyRange[],
  offset: number,
): Int32Array {
  const pieces = ranges
    .flatMap(({ day, startMinute, endMinute }) =>
      split(day * DAY_MINUTES + startMinute - offset, endMinute - startMinute),
    )
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged: [number, number][] = [];
  for (const [start, end] of pieces) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return Int32Array.from(merged.flat());
}

/** Minutes that two weeks, as made by `toUtcWeek`, have in common. */
export function sharedMinutes(a: Int32Array, b: Int32Array): number {
  let shared = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const endA = a[i + 1] ?? 0;
    const endB = b[j + 1] ?? 0;
    const from = Math.max(a[i] ?? 0, b[j] ?? 0);
    const until = Math.min(endA, endB);
    if (until > from) shared += until - from;
    if (endA < endB) i += 2;
    else j += 2;
  }
  return shared;
}

/** A range that runs over the end of the week comes back as two. */
function split(from: number, minutes: number): [number, number][] {
  const start = ((from % WEEK_MINUTES) + WEEK_MINUTES) % WEEK_MINUTES;
  const end = start + minutes;
  if (end <= WEEK_MINUTES) return [[start, end]];
  return [
    [start, WEEK_MINUTES],
    [0, end - WEEK_MINUTES],
  ];
}
