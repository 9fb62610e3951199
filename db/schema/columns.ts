import { sql, type SQL } from "drizzle-orm";
import {
  check,
  customType,
  integer,
  timestamp,
  uuid,
  type AnyPgColumn,
} from "drizzle-orm/pg-core";

/** Primary key of nearly every table. */
export const id = () => uuid().primaryKey().defaultRandom();
export const instant = () => timestamp({ withTimezone: true, mode: "date" });
export const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: (data) => Buffer.from(data),
});
export const createdAt = () => instant().notNull().defaultNow();
/** Counts the saves of a row; a form sends back the one it was filled from, and a second save is refused. */
export const version = () => integer().notNull().default(1);

/** Text as lists sort and search it, without accents, vowel signs and case; a function of the database (see `app/domain/text.ts`). */
export function searchKey(column: AnyPgColumn | SQL): SQL {
  return sql`search_key(${column})`;
}

/** For an index that finds parts of a name. */
export function partOf(column: AnyPgColumn): SQL {
  return sql`search_key(${column}) gin_trgm_ops`;
}

/** A check that a text column holds one of the domain's own list. */
export function oneOf(
  name: string,
  column: AnyPgColumn,
  values: readonly string[],
) {
  return check(name, sql`${column} in (${quoted(values)})`);
}

/** The values as SQL literals: constraints cannot take parameters. */
export function quoted(values: readonly string[]): SQL {
  return sql.raw(
    values.map((value) => `'${value.replaceAll("'", "''")}'`).join(", "),
  );
}
