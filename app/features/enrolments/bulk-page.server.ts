import type { Db } from "db/client.ts";
import {
  bulkDeeds,
  cohorts,
  enrolments,
  organisations,
  people,
  programmes,
} from "db/schema/index.ts";
import { and, eq, inArray } from "drizzle-orm";
import {
  asksFirst,
  bulkOutcome,
  isChange,
  type BulkOutcome,
} from "~/domain/enrolment/bulk.ts";
import { coordinatedBy } from "~/features/programmes/access.server.ts";
import type { Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { bulkFacts } from "./bulk-facts.server.ts";
import { cohortRecords } from "./record.server.ts";

/**
 * A deed on many people: what it would come to while it is only asked, and what came of it for each afterwards.
 *
 * @throws {NotFoundError} if it is not in the actor's programmes
 */
export async function bulkPage(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({
      deed: bulkDeeds,
      cohort: {
        id: cohorts.id,
        name: cohorts.name,
        programmeId: programmes.id,
        programmeName: programmes.name,
      },
    })
    .from(bulkDeeds)
    .innerJoin(cohorts, eq(cohorts.id, bulkDeeds.cohortId))
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .where(
      and(eq(bulkDeeds.id, id), coordinatedBy(ctx.actor, cohorts.programmeId)),
    );
  if (!row) throw new NotFoundError();
  const { deed, cohort } = row;
  const results =
    deed.state === "asked" ? await foreseen(ctx, deed) : deed.results;
  const names = await namesOf(ctx.db, deed.chosen);
  return {
    id,
    cohort,
    deed: deed.deed,
    state: deed.state,
    tag: deed.tag,
    more: deed.more,
    changes: results.filter(({ outcome }) => isChange(outcome)).length,
    mayUndo: deed.state === "done" && !asksFirst(deed.deed),
    rows: results.map((result) => ({ ...result, ...names.get(result.id) })),
  };
}

async function foreseen(
  ctx: Context,
  deed: typeof bulkDeeds.$inferSelect,
): Promise<{ id: string; outcome: BulkOutcome }[]> {
  if (deed.chosen.length === 0) return [];
  const records = await cohortRecords(
    ctx.db,
    deed.cohortId,
    inArray(enrolments.id, deed.chosen),
  );
  const facts = await bulkFacts(ctx.db, ctx, records, deed.tag);
  return deed.chosen.map((id) => {
    const known = facts.get(id);
    return { id, outcome: known ? bulkOutcome(deed.deed, known) : "gone" };
  });
}

async function namesOf(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never>();
  const rows = await db
    .select({
      id: enrolments.id,
      name: people.fullName,
      role: enrolments.role,
      organisation: organisations.name,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .where(inArray(enrolments.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}
