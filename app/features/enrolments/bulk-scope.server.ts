import type { Db } from "db/client.ts";
import { enrolments, enrolmentTags } from "db/schema/index.ts";
import { and, notInArray, sql, type SQL } from "drizzle-orm";
import { MOST_AT_ONCE, type BulkDeed } from "~/domain/enrolment/bulk.ts";
import { fold } from "~/domain/text.ts";
import type { Context } from "~/lib/context.ts";
import { REMINDER_REST_MS } from "./bulk-facts.server.ts";
import { chosen, COMPLETE } from "./conditions.server.ts";
import type { EnrolmentFilters } from "./filters.ts";
import { pageIds } from "./page-ids.server.ts";

interface Wanted {
  readonly deed: BulkDeed;
  readonly tag?: string;
  readonly filters: EnrolmentFilters;
}

/**
 * Of all the people a list shows, those whom a deed would change, the first 200 of them; so that asking again goes on
 * with the next.
 */
export async function whomItConcerns(
  db: Db,
  ctx: Pick<Context, "now">,
  cohortId: string,
  wanted: Wanted,
): Promise<{ ids: string[]; more: number }> {
  const filters = { ...wanted.filters, after: null };
  const concerned = CONCERNED[wanted.deed](ctx, fold(wanted.tag ?? ""));
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(enrolments)
    .where(and(chosen(cohortId, filters), concerned));
  const ids = await pageIds(db, cohortId, filters, MOST_AT_ONCE, concerned);
  return { ids: [...ids], more: (row?.count ?? 0) - ids.length };
}

const CONCERNED: Readonly<
  Record<
    BulkDeed,
    (ctx: Pick<Context, "now">, tagKey: string) => SQL | undefined
  >
> = {
  accept: () =>
    sql`${enrolments.state} in ('submitted', 'reserve') and ${COMPLETE}`,
  remind: ({ now }) =>
    and(
      notInArray(enrolments.state, ["rejected", "withdrawn"]),
      sql`(${enrolments.remindedAt} is null or ${enrolments.remindedAt} <= ${new Date(now.getTime() - REMINDER_REST_MS).toISOString()}::timestamptz)`,
      NOT_THERE_YET,
    ),
  tag: (_, tagKey) => sql`not ${hasTag(tagKey)}`,
  untag: (_, tagKey) => hasTag(tagKey),
};

/** Has an address, and writes still or has not come yet. */
const NOT_THERE_YET = sql`exists (
  select 1 from accounts a where a.person_id = ${enrolments.personId}
    and a.deactivated_at is null and (a.password_hash is null or ${enrolments.state} = 'draft'))`;

function hasTag(tagKey: string): SQL {
  return sql`exists (
    select 1 from ${enrolmentTags} t
    where t.enrolment_id = ${enrolments.id} and t.tag_key = ${tagKey})`;
}
