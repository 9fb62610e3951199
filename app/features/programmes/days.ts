import { useFormatter } from "use-intl";

/** Two days of the calendar as one range ("12–13 September 2019"), or one of them if they are the same. */
export function useDays(): (from: string, to: string) => string {
  const format = useFormatter();
  const noon = (day: string) => new Date(`${day}T12:00:00Z`);
  return (from, to) =>
    from === to
      ? format.dateTime(noon(from), { dateStyle: "medium", timeZone: "UTC" })
      : format.dateTimeRange(noon(from), noon(to), {
          dateStyle: "medium",
          timeZone: "UTC",
        });
}
