import { sql, type SQL } from "drizzle-orm";

/** `(a, b, c)` for `in`. */
export function oneOf(values: readonly string[]): SQL {
  return sql`(${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`;
}
