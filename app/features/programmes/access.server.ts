import type { Db } from "db/client.ts";
import { cohorts, programmes } from "db/schema/index.ts";
import { and, eq, sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Actor, Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";

/** The filter that all reads of coordinators start from: rows of programmes the actor coordinates. */
export function coordinatedBy(
  actor: Actor,
  programmeId: AnyPgColumn | SQL = programmes.id,
): SQL {
  if (actor.coordinates === null) return sql`true`;
  if (actor.coordinates.length === 0) return sql`false`;
  return sql`${programmeId} = any(${sql.param(`{${actor.coordinates.join(",")}}`)}::uuid[])`;
}

/**
 * A cohort of the actor's programmes with the name of its programme.
 *
 * @throws {NotFoundError} if there is none
 */
export async function coordinatedCohort(ctx: Context, cohortId: string) {
  const [row] = await ctx.db
    .select({ cohort: cohorts, programmeName: programmes.name })
    .from(cohorts)
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .where(
      and(eq(cohorts.id, cohortId), coordinatedBy(ctx.actor, programmes.id)),
    );
  if (!row) throw new NotFoundError();
  return { ...row.cohort, programmeName: row.programmeName };
}

/**
 * The same, locked until the end of the transaction.
 *
 * @throws {NotFoundError} if there is none
 */
export async function lockCohort(tx: Db, actor: Actor, cohortId: string) {
  const [cohort] = await tx
    .select()
    .from(cohorts)
    .where(
      and(eq(cohorts.id, cohortId), coordinatedBy(actor, cohorts.programmeId)),
    )
    .for("update");
  if (!cohort) throw new NotFoundError();
  return cohort;
}

/**
 * A programme of the actor.
 *
 * @throws {NotFoundError} if there is none
 */
export async function coordinatedProgramme(ctx: Context, programmeId: string) {
  const [programme] = await ctx.db
    .select()
    .from(programmes)
    .where(and(eq(programmes.id, programmeId), coordinatedBy(ctx.actor)));
  if (!programme) throw new NotFoundError();
  return programme;
}

/**
 * The same, locked until the end of the transaction.
 *
 * @throws {NotFoundError} if there is none
 */
export async function lockProgramme(tx: Db, actor: Actor, programmeId: string) {
  const [programme] = await tx
    .select()
    .from(programmes)
    .where(and(eq(programmes.id, programmeId), coordinatedBy(actor)))
    .for("update");
  if (!programme) throw new NotFoundError();
  return programme;
}
