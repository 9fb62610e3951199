import type { Db } from "db/client.ts";
import { sql } from "drizzle-orm";

/**
 * The instant of a wall-clock time in a zone, by the database's time zone data (Node's is older).
 *
 * @returns null if the zone is unknown or the clock skipped that time
 */
export async function instantOf(
  db: Db,
  wall: { date: string; time: string; timeZone: string },
): Promise<Date | null> {
  const local = `${wall.date} ${wall.time}`;
  const [row] = (await db.execute(sql`
    select to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as instant,
           to_char(instant at time zone name, 'YYYY-MM-DD HH24:MI') = ${local}::text as exists
    from (select name, ${local}::timestamp at time zone name as instant
          from pg_timezone_names where name = ${wall.timeZone}) as clock`)) as unknown as {
    instant: string;
    exists: boolean;
  }[];
  return row?.exists ? new Date(row.instant) : null;
}

/** Date and time on the wall clock of a zone, for filling in a form. */
export async function wallClockOf(
  db: Db,
  instant: Date,
  timeZone: string,
): Promise<{ date: string; time: string }> {
  const [row] = (await db.execute(sql`
    select to_char(${instant.toISOString()}::timestamptz at time zone ${timeZone}::text, 'YYYY-MM-DD') as date,
           to_char(${instant.toISOString()}::timestamptz at time zone ${timeZone}::text, 'HH24:MI') as time`)) as unknown as {
    date: string;
    time: string;
  }[];
  if (!row) throw new Error("a select without from returned no row");
  return row;
}
