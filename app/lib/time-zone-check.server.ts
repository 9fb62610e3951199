import { sql } from "drizzle-orm";
import type { Db } from "db/client.ts";

/** Zones whose rules have changed lately or depend on the moon, and two that stand for the rest. */
const WATCHED = [
  "Africa/Casablanca",
  "Africa/Cairo",
  "Asia/Amman",
  "Asia/Beirut",
  "Asia/Gaza",
  "Europe/Istanbul",
  "Europe/Paris",
];
const DAY_MS = 86_400_000;
const DAYS_AHEAD = 370;
const STEP_DAYS = 5;

/**
 * Compares what Node and the database know of time zones for the coming year.
 *
 * @returns the zones on which they disagree: times shown there may be wrong until one is updated
 */
export async function zonesInDispute(db: Db, now: Date): Promise<string[]> {
  const instants: Date[] = [];
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  for (let day = 0; day < DAYS_AHEAD; day += STEP_DAYS)
    instants.push(new Date(midnight + day * DAY_MS));
  const rows = await db.execute<{ zone: string; at: string; minutes: number }>(
    sql`select zone, at, (extract(epoch from (at::timestamptz at time zone zone)
          - (at::timestamptz at time zone 'UTC')) / 60)::int as minutes
        from json_array_elements_text(${JSON.stringify(WATCHED)}::json) as zone,
          json_array_elements_text(${JSON.stringify(instants)}::json) as at`,
  );
  const disputed = rows.filter(
    ({ zone, at, minutes }) => offsetMinutes(zone, new Date(at)) !== minutes,
  );
  return [...new Set(disputed.map(({ zone }) => zone))].sort();
}

/** How far Node's clocks in a zone are ahead of UTC, in minutes. */
function offsetMinutes(zone: string, at: Date): number {
  const parts = formatter(zone).formatToParts(at);
  const part = (type: string) =>
    Number(parts.find((found) => found.type === type)?.value);
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
  );
  return Math.round((wall - at.getTime()) / 60_000);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  formatters.set(timeZone, made);
  return made;
}
