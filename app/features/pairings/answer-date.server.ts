import type { Db } from "db/client.ts";
import { sql } from "drizzle-orm";

/**
 * The end of a day some days from now as the recipient's clock has it: 23:59 local time.
 *
 * @param days  whole; 0 is today
 * @param timeZone  IANA; the database knows its rules
 */
export async function endOfDay(
  db: Db,
  now: Date,
  days: number,
  timeZone: string,
): Promise<Date> {
  const [row] = await db.execute<{ at: string }>(
    sql`select to_json(((${now.toISOString()}::timestamptz at time zone ${timeZone})::date
      + ${days}::int + 1)::timestamp at time zone ${timeZone} - interval '1 minute') #>> '{}' as at`,
  );
  if (!row) throw new Error("a select of values returned no row");
  return new Date(row.at);
}
