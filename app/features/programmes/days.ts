import { useFormatter } from "use-intl";

/** Months in words: digits alone are read differently on the two shores. */
const WORDED = {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
} as const;

/** Two days of the calendar as one range ("12–13 Sept 2019"), or one of them if they are the same. */
export function useDays(): (from: string, to: string) => string {
  const format = useFormatter();
  const noon = (day: string) => new Date(`${day}T12:00:00Z`);
  return (from, to) =>
    from === to
      ? format.dateTime(noon(from), WORDED)
      : format.dateTimeRange(noon(from), noon(to), WORDED);
}
