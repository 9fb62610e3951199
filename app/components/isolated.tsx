import type { ReactNode } from "react";
import { useFormatter } from "use-intl";

/** For `t.rich`: what stands between <v> and </v> in a sentence keeps its own direction. */
export const isolated = {
  v: (chunks: ReactNode) => <bdi>{chunks}</bdi>,
};

/** A day of the calendar as text for a sentence; the same wherever it is read. */
export function useDayText(): (on: string) => string {
  const format = useFormatter();
  return (on) =>
    format.dateTime(new Date(`${on}T12:00:00Z`), {
      day: "numeric",
      month: "short",
      year: "numeric",
      timeZone: "UTC",
    });
}
