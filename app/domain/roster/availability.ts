import type { WeeklyRange } from "../scoring/types";
import { excerpt, parsed, refused, type Parsed } from "./table";

const DAYS: Readonly<Record<string, WeeklyRange["day"]>> = {
  mon: 0,
  tue: 1,
  wed: 2,
  thu: 3,
  fri: 4,
  sat: 5,
  sun: 6,
};

// Word processors turn the hyphen of a range into an en dash.
const RANGE = /^([a-z]{3})\s+(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/iu;

const END_OF_DAY = 24 * 60;

/** Reads weekly ranges in local time, such as `Mon 09:00-12:00; Thu 14:00-24:00`. Repeated ranges are dropped. */
export function parseAvailability(text: string): Parsed<WeeklyRange[]> {
  const ranges = new Map<string, WeeklyRange>();
  for (const item of text.split(";").map((part) => part.trim())) {
    if (item === "") continue;
    const range = parseRange(item);
    if (!range.ok) return range;
    const { day, startMinute, endMinute } = range.value;
    const key = `${day} ${startMinute} ${endMinute}`;
    if (!ranges.has(key)) ranges.set(key, range.value);
  }
  return parsed([...ranges.values()]);
}

function parseRange(item: string): Parsed<WeeklyRange> {
  const parts = RANGE.exec(item);
  const day = DAYS[parts?.[1]?.toLowerCase() ?? ""];
  if (parts === null || day === undefined) {
    return refused("availability.format", { value: excerpt(item) });
  }
  const startMinute = minuteOfDay(parts[2], parts[3]);
  const endMinute = minuteOfDay(parts[4], parts[5]);
  if (
    startMinute === null ||
    endMinute === null ||
    startMinute === END_OF_DAY
  ) {
    return refused("availability.time", { value: excerpt(item) });
  }
  if (endMinute <= startMinute)
    return refused("availability.order", { value: excerpt(item) });
  return parsed({ day, startMinute, endMinute });
}

/** Minutes since midnight, 24:00 included; null for a time that no clock shows. */
function minuteOfDay(
  hours: string | undefined,
  minutes: string | undefined,
): number | null {
  const total = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && total <= END_OF_DAY ? total : null;
}
