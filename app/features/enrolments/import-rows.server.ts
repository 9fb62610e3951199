import type { Db } from "db/client.ts";
import { cohorts, enrolments, imports } from "db/schema/index.ts";
import { and, eq, getTableColumns, sql, type SQL } from "drizzle-orm";
import { coordinatedBy } from "~/features/programmes/access.server.ts";
import type { Actor, Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";

type ImportRecord = typeof imports.$inferSelect;

/**
 * An import of the actor's programmes.
 *
 * @throws {NotFoundError} if there is none
 */
export async function readImport(
  ctx: Pick<Context, "db" | "actor">,
  importId: string,
): Promise<ImportRecord> {
  const [row] = await ctx.db
    .select({ record: imports })
    .from(imports)
    .innerJoin(cohorts, eq(cohorts.id, imports.cohortId))
    .where(reachable(ctx.actor, importId));
  if (!row) throw new NotFoundError();
  return row.record;
}

/**
 * The same, locked until the end of the transaction.
 *
 * @throws {NotFoundError} if there is none
 */
export async function lockImport(
  tx: Db,
  actor: Actor,
  importId: string,
): Promise<ImportRecord> {
  const [row] = await tx
    .select({ record: imports })
    .from(imports)
    .innerJoin(cohorts, eq(cohorts.id, imports.cohortId))
    .where(reachable(actor, importId))
    .for("update", { of: imports });
  if (!row) throw new NotFoundError();
  return row.record;
}

function reachable(actor: Actor, importId: string) {
  return and(
    eq(imports.id, importId),
    coordinatedBy(actor, cohorts.programmeId),
  );
}

/** Columns of an enrolment that a file, or undoing a file, may set; the others never change here. */
const SAVED = [
  "state",
  "organisationId",
  "country",
  "sectors",
  "languages",
  "topics",
  "markets",
  "timeZone",
  "availability",
  "capacity",
  "mentorsWanted",
  "importKey",
  "version",
] as const;

/** Adds enrolments, and brings those whose id exists to what the row says. */
export async function saveEnrolments(
  tx: Db,
  rows: readonly (typeof enrolments.$inferInsert)[],
): Promise<void> {
  const columns = getTableColumns(enrolments);
  const set: Record<string, SQL> = {};
  for (const name of SAVED)
    set[name] = sql`excluded.${sql.identifier(columnName(columns[name].name))}`;
  for (let at = 0; at < rows.length; at += 500)
    await tx
      .insert(enrolments)
      .values(rows.slice(at, at + 500))
      .onConflictDoUpdate({ target: enrolments.id, set });
}

/** The schema names columns as code does; the database in snake case. */
function columnName(name: string): string {
  return name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}
