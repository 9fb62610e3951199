import type { Db } from "db/client.ts";
import { sql } from "drizzle-orm";
import {
  COUNTED_STATUSES,
  type PairCount,
  type PairFlow,
  pairFlows,
} from "~/domain/reporting/pair-flows.ts";
import type { Context } from "~/lib/context.ts";
import { figuresOf } from "./cohort.server.ts";
import { oneOf } from "./one-of.server.ts";

/**
 * The pairs of a cohort by the countries of their two sides.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function mapFigures(ctx: Context, cohortId: string) {
  const cohort = await figuresOf(ctx, cohortId);
  return { cohort, flows: await readFlows(ctx.db, cohortId) };
}

/** The same for a cohort that the caller has found to be the actor's. */
export async function readFlows(db: Db, cohortId: string): Promise<PairFlow[]> {
  const rows = await db.execute(sql`
    select em.country as "from", et.country as "to", q.status, count(*)::int as pairs
    from pairings q
    join enrolments em on em.id = q.mentor_enrolment_id
    join enrolments et on et.id = q.mentee_enrolment_id
    where q.cohort_id = ${cohortId} and q.status in ${oneOf(COUNTED_STATUSES)}
    group by em.country, et.country, q.status`);
  return pairFlows(rows as unknown as PairCount[]); // the columns of the select above
}
