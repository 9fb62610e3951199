import type { Db } from "db/client.ts";
import { bulkDeeds, cohorts, enrolments } from "db/schema/index.ts";
import { and, eq, inArray } from "drizzle-orm";
import {
  asksFirst,
  bulkOutcome,
  isChange,
  MOST_AT_ONCE,
  type BulkDeed,
  type BulkOutcome,
} from "~/domain/enrolment/bulk.ts";
import {
  coordinatedBy,
  coordinatedCohort,
  lockCohort,
} from "~/features/programmes/access.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { bulkFacts } from "./bulk-facts.server.ts";
import { whomItConcerns } from "./bulk-scope.server.ts";
import { writeDecision } from "./decide.server.ts";
import type { EnrolmentFilters } from "./filters.ts";
import type { BulkInput } from "./inputs.ts";
import { cohortRecords, type EnrolmentRecord } from "./record.server.ts";
import { queueJoiners } from "./queue-joiners.server.ts";
import { remind } from "./remind.server.ts";
import { changeTag } from "./tags.server.ts";

/**
 * Begins a deed on many people of a cohort: tags change at once, what writes to people is shown first.
 *
 * @param filters  what the list shows, for a deed on all of it; at most 200 people are taken at once
 * @returns the id of the deed, whose page says what came of it
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if the cohort is closed and the deed would write to people
 */
export async function requestBulk(
  ctx: Context,
  cohortId: string,
  input: BulkInput,
  filters: EnrolmentFilters,
): Promise<string> {
  const cohort = await coordinatedCohort(ctx, cohortId);
  refuseClosed(cohort.state, input.deed);
  return ctx.db.transaction(async (tx) => {
    const { ids, more } =
      input.scope === "all"
        ? await whomItConcerns(tx, ctx, cohortId, { ...input, filters })
        : { ids: await ofCohort(tx, cohortId, input.ids), more: 0 };
    const [deed] = await tx
      .insert(bulkDeeds)
      .values({
        cohortId,
        deed: input.deed,
        tag: input.tag ?? null,
        chosen: ids,
        more,
        requestedBy: ctx.actor.personId,
        createdAt: ctx.now,
      })
      .returning();
    if (!deed) throw new Error("an insert returned no row");
    if (!asksFirst(input.deed)) await carryOut(tx, ctx, deed);
    return deed.id;
  });
}

/**
 * Does what was asked; a second time changes nothing.
 *
 * @throws {NotFoundError} if the deed is not in the actor's programmes
 * @throws {ConflictError} if the cohort has been closed since
 */
export async function carryOutBulk(ctx: Context, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const deed = await lockDeed(tx, ctx, id);
    if (deed.state !== "asked") return;
    const cohort = await lockCohort(tx, ctx.actor, deed.cohortId);
    refuseClosed(cohort.state, deed.deed);
    await carryOut(tx, ctx, deed);
  });
}

/**
 * Takes tags away again that a deed hung, or hangs those again that it took away; what others changed since stays.
 *
 * @throws {NotFoundError} if the deed is not in the actor's programmes
 * @throws {ConflictError} if people were written to: that cannot be taken back
 */
export async function undoBulk(ctx: Context, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const deed = await lockDeed(tx, ctx, id);
    if (deed.state === "undone") return;
    if (asksFirst(deed.deed) || deed.state !== "done")
      throw new ConflictError("enrolments:errors.step");
    const changed = deed.results.filter(({ outcome }) => isChange(outcome));
    const back = deed.deed === "tag" ? "untag" : "tag";
    await perform(tx, ctx, {
      ...deed,
      deed: back,
      chosen: changed.map((result) => result.id),
    });
    await tx
      .update(bulkDeeds)
      .set({ state: "undone", undoneAt: ctx.now })
      .where(eq(bulkDeeds.id, id));
  });
}

type Deed = typeof bulkDeeds.$inferSelect;

function refuseClosed(state: string, deed: BulkDeed): void {
  if (state === "closed" && asksFirst(deed))
    throw new ConflictError("applications:errors.closed");
}

async function ofCohort(
  tx: Db,
  cohortId: string,
  ids: readonly string[],
): Promise<string[]> {
  const chosen = ids.slice(0, MOST_AT_ONCE);
  if (chosen.length === 0) return [];
  const rows = await tx
    .select({ id: enrolments.id })
    .from(enrolments)
    .where(
      and(inArray(enrolments.id, chosen), eq(enrolments.cohortId, cohortId)),
    );
  const known = new Set(rows.map(({ id }) => id));
  return chosen.filter((id) => known.has(id));
}

async function lockDeed(tx: Db, ctx: Context, id: string): Promise<Deed> {
  const [row] = await tx
    .select({ deed: bulkDeeds })
    .from(bulkDeeds)
    .innerJoin(cohorts, eq(cohorts.id, bulkDeeds.cohortId))
    .where(
      and(eq(bulkDeeds.id, id), coordinatedBy(ctx.actor, cohorts.programmeId)),
    )
    .for("update", { of: bulkDeeds });
  if (!row) throw new NotFoundError();
  return row.deed;
}

async function carryOut(tx: Db, ctx: Context, deed: Deed): Promise<void> {
  const results = await perform(tx, ctx, deed);
  await tx
    .update(bulkDeeds)
    .set({ state: "done", doneAt: ctx.now, results })
    .where(eq(bulkDeeds.id, deed.id));
  if (deed.deed === "accept") await queueJoiners(tx, deed.cohortId);
}

async function perform(
  tx: Db,
  ctx: Context,
  deed: Pick<Deed, "cohortId" | "deed" | "tag" | "chosen">,
): Promise<{ id: string; outcome: BulkOutcome }[]> {
  if (deed.chosen.length === 0) return [];
  const among = inArray(enrolments.id, deed.chosen);
  await tx
    .select({ id: enrolments.id })
    .from(enrolments)
    .where(and(eq(enrolments.cohortId, deed.cohortId), among))
    .orderBy(enrolments.id) // always the same order: two deeds at once wait, and never for each other
    .for("no key update");
  const records = await cohortRecords(tx, deed.cohortId, among);
  const facts = await bulkFacts(tx, ctx, records, deed.tag);
  const outcomes = new Map<string, BulkOutcome>();
  for (const record of records) {
    const { id } = record.enrolment;
    const known = facts.get(id);
    const foreseen = known ? bulkOutcome(deed.deed, known) : "gone";
    outcomes.set(
      id,
      isChange(foreseen)
        ? await change(tx, ctx, { record, deed, foreseen })
        : foreseen,
    );
  }
  return deed.chosen.map((id) => ({ id, outcome: outcomes.get(id) ?? "gone" }));
}

async function change(
  tx: Db,
  ctx: Context,
  of: {
    readonly record: EnrolmentRecord;
    readonly deed: Pick<Deed, "cohortId" | "deed" | "tag">;
    readonly foreseen: BulkOutcome;
  },
): Promise<BulkOutcome> {
  const { record, deed, foreseen } = of;
  if (deed.deed === "remind") return remind(tx, ctx, record, foreseen);
  if (deed.deed === "accept")
    await writeDecision(tx, ctx, record, { step: "accept" });
  else
    await changeTag(tx, ctx, {
      enrolmentId: record.enrolment.id,
      cohortId: deed.cohortId,
      deed: deed.deed,
      tag: deed.tag ?? "",
    });
  return foreseen;
}
