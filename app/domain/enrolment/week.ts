import type { WeeklyRange } from "../scoring/types";

/** Parts of a day as the application asks for them; minutes since midnight, end excluded. They touch and do not overlap. */
export const DAY_PARTS = [
  { id: "morning", startMinute: 480, endMinute: 720 },
  { id: "midday", startMinute: 720, endMinute: 840 },
  { id: "afternoon", startMinute: 840, endMinute: 1080 },
  { id: "evening", startMinute: 1080, endMinute: 1260 },
] as const;
export type DayPart = (typeof DAY_PARTS)[number]["id"];

export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/** A part of one day, as the value of a box to tick, such as `0-morning` for Monday morning. */
export type PartOfWeek = `${WeeklyRange["day"]}-${DayPart}`;

export const PARTS_OF_WEEK: readonly PartOfWeek[] = WEEKDAYS.flatMap((day) =>
  DAY_PARTS.map(({ id }): PartOfWeek => `${day}-${id}`),
);

/** A week as the form shows it: ticked boxes, and exact times for what the boxes cannot say. */
export interface WeekForm {
  readonly parts: readonly PartOfWeek[];
  readonly exact: readonly WeeklyRange[];
}

/** Takes ranges apart into whole parts of days and what is left; `joinWeek` gives the same hours back. */
export function splitWeek(ranges: readonly WeeklyRange[]): WeekForm {
  const parts: PartOfWeek[] = [];
  const exact: WeeklyRange[] = [];
  for (const range of mergeRanges(ranges)) {
    let from = range.startMinute;
    for (const part of DAY_PARTS) {
      const whole =
        part.startMinute >= from && part.endMinute <= range.endMinute;
      if (!whole) continue;
      if (from < part.startMinute)
        exact.push({
          ...range,
          startMinute: from,
          endMinute: part.startMinute,
        });
      parts.push(`${range.day}-${part.id}`);
      from = part.endMinute;
    }
    if (from < range.endMinute) exact.push({ ...range, startMinute: from });
  }
  return { parts, exact };
}

/** The hours that a form says, merged and in the order of the week. */
export function joinWeek(form: WeekForm): WeeklyRange[] {
  const ticked = PARTS_OF_WEEK.filter((part) => form.parts.includes(part)).map(
    rangeOf,
  );
  return mergeRanges([...ticked, ...form.exact]);
}

/** Overlapping and touching ranges of a day become one. */
export function mergeRanges(ranges: readonly WeeklyRange[]): WeeklyRange[] {
  const sorted = [...ranges].sort(
    (a, b) => a.day - b.day || a.startMinute - b.startMinute,
  );
  const merged: WeeklyRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last?.day === range.day && range.startMinute <= last.endMinute) {
      merged[merged.length - 1] = {
        ...last,
        endMinute: Math.max(last.endMinute, range.endMinute),
      };
    } else merged.push(range);
  }
  return merged;
}

/** Minutes since midnight as a clock shows them, `09:00` to `24:00`. */
export function clockTime(minute: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** What a time field sends, as minutes since midnight; null if it is no time. */
export function minuteOf(time: string): number | null {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/u.exec(time) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && total <= 1440 ? total : null;
}

function rangeOf(part: PartOfWeek): WeeklyRange {
  const [day, id] = part.split("-");
  const { startMinute, endMinute } =
    DAY_PARTS.find((entry) => entry.id === id) ?? DAY_PARTS[0];
  return {
    day: Number(day) as WeeklyRange["day"], // the type of the text says so
    startMinute,
    endMinute,
  };
}
