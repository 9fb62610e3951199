import type { Need, SpokenLanguage, WeeklyRange } from "../scoring/types";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** Lists as cells of a roster: what the parsers of this folder read back. */

export function languagesCell(languages: readonly SpokenLanguage[]): string {
  return languages.map(({ code, level }) => `${code}:${level}`).join("; ");
}

/** Needs end in their priority, offers in nothing. */
export function topicsCell(topics: readonly Need[]): string {
  return topics
    .map(({ group, topic, priority }) => {
      const name = group === null ? topic : `${group}/${topic}`;
      return priority === null ? name : `${name}:${priority}`;
    })
    .join("; ");
}

export function availabilityCell(ranges: readonly WeeklyRange[]): string {
  return ranges
    .map(
      ({ day, startMinute, endMinute }) =>
        `${DAYS[day]} ${clock(startMinute)}-${clock(endMinute)}`,
    )
    .join("; ");
}

function clock(minute: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
