import { constantTerms, type Factor, ROUNDING } from "./factor";
import { FULL, NEUTRAL } from "./rounding";
import { sharedMinutes } from "./weekly";

type Week = Int32Array | null;

/** Ranges beyond this many are looked at by the hour: a bound a little higher, in 168 columns. */
const MOST_RANGES = 400;
const HOUR = 60;

/**
 * Time: one column per range of hours that a mentee has, with the minutes of it that each mentor shares. A week's ranges do
 * not overlap, so their minutes add up.
 */
export function timeFactor(
  mentees: readonly Week[],
  mentors: readonly Week[],
  minutesNeeded: number,
): Factor {
  const units = Math.min(250, Math.ceil(minutesNeeded));
  const columns: Uint8Array[] = [
    Uint8Array.from(mentors, (week) => (week ? 0 : Math.ceil(units / 2))),
  ];
  const columnOf = columnNumbers(
    columns,
    mentors,
    units / minutesNeeded,
    units,
  );
  const pieces = minutesNeeded > 0 ? piecesOf(mentees) : () => [];
  const own = mentees.map((week) => week && pieces(week).map(columnOf));
  return {
    combine: "sum",
    cap: units,
    isRequired: false,
    columns,
    termsOf: (mentee) => {
      const numbers = own[mentee];
      if (!numbers) return constantTerms(NEUTRAL);
      if (minutesNeeded <= 0) return constantTerms(FULL);
      return {
        columns: [0, ...numbers],
        times: [1, ...numbers.map(() => 1)],
        perUnit: FULL / units,
        base: ROUNDING,
      };
    },
  };
}

/** A start and an end, in minutes of the week. */
type Range = readonly [start: number, end: number];

function columnNumbers(
  columns: Uint8Array[],
  mentors: readonly Week[],
  unitsPerMinute: number,
  most: number,
): (range: Range) => number {
  const numbers = new Map<string, number>();
  return (range) => {
    const known = numbers.get(range.join());
    if (known !== undefined) return known;
    numbers.set(range.join(), columns.length);
    const own = Int32Array.from(range);
    const column = Uint8Array.from(mentors, (week) =>
      week
        ? Math.min(
            most,
            Math.ceil(sharedMinutes(own, week) * unitsPerMinute - 1e-9),
          )
        : 0,
    );
    return columns.push(column) - 1;
  };
}

/** Weeks cut into their ranges, or into whole hours around them where there are too many different ranges. */
function piecesOf(weeks: readonly Week[]): (week: Int32Array) => Range[] {
  const distinct = new Set(
    weeks.flatMap((week) => (week ? rangesOf(week).map(String) : [])),
  );
  if (distinct.size <= MOST_RANGES) return rangesOf;
  return (week) => {
    const hours = new Set<number>();
    for (const [start, end] of rangesOf(week))
      for (let hour = Math.floor(start / HOUR); hour * HOUR < end; hour++)
        hours.add(hour);
    return [...hours].map((hour) => [hour * HOUR, (hour + 1) * HOUR]);
  };
}

function rangesOf(week: Int32Array): Range[] {
  const ranges: Range[] = [];
  for (let at = 0; at + 1 < week.length; at += 2)
    ranges.push([week[at] ?? 0, week[at + 1] ?? 0]);
  return ranges;
}
