import type { Db } from "db/client.ts";
import { enrolmentTags } from "db/schema/index.ts";
import { and, eq, inArray } from "drizzle-orm";
import { fold } from "~/domain/text.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { lockRecord } from "./record.server.ts";

/**
 * Hangs a tag on one person, or takes it away.
 *
 * @throws {NotFoundError} if there is no such enrolment in the actor's programmes
 */
export async function tagEnrolment(
  ctx: Context,
  enrolmentId: string,
  change: { readonly deed: "tag" | "untag"; readonly tag: string },
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { cohort } = await lockRecord(
      tx,
      ctx.actor,
      enrolmentId,
      "coordinator",
    );
    const has = await taggedAmong(tx, [enrolmentId], change.tag);
    if (has.has(enrolmentId) === (change.deed === "tag")) return;
    await changeTag(tx, ctx, { enrolmentId, cohortId: cohort.id, ...change });
  });
}

/** Writes one change of a tag, with its line in the audit; the caller holds the row and knows that it is a change. */
export async function changeTag(
  tx: Db,
  ctx: Context,
  of: {
    readonly enrolmentId: string;
    readonly cohortId: string;
    readonly deed: "tag" | "untag";
    readonly tag: string;
  },
): Promise<void> {
  const { enrolmentId, cohortId, deed, tag } = of;
  const tagKey = fold(tag);
  if (deed === "tag")
    await tx
      .insert(enrolmentTags)
      .values({ enrolmentId, cohortId, tagKey, tag: await spelling(tx, of) })
      .onConflictDoNothing();
  else
    await tx
      .delete(enrolmentTags)
      .where(
        and(
          eq(enrolmentTags.enrolmentId, enrolmentId),
          eq(enrolmentTags.tagKey, tagKey),
        ),
      );
  // A tag is free text: the audit, which is for ever, says only that there was one.
  await recordAudit(tx, ctx, {
    action: `enrolment.${deed}`,
    subject: ["enrolment", enrolmentId],
    cohortId,
  });
}

/** The tags of one person as they are written. */
export async function tagsOf(db: Db, enrolmentId: string): Promise<string[]> {
  const rows = await db
    .select({ tag: enrolmentTags.tag })
    .from(enrolmentTags)
    .where(eq(enrolmentTags.enrolmentId, enrolmentId))
    .orderBy(enrolmentTags.tagKey);
  return rows.map(({ tag }) => tag);
}

/** Which of the enrolments have a tag. */
export async function taggedAmong(
  db: Db,
  enrolmentIds: readonly string[],
  tag: string,
): Promise<ReadonlySet<string>> {
  if (enrolmentIds.length === 0) return new Set();
  const rows = await db
    .select({ id: enrolmentTags.enrolmentId })
    .from(enrolmentTags)
    .where(
      and(
        inArray(enrolmentTags.enrolmentId, [...enrolmentIds]),
        eq(enrolmentTags.tagKey, fold(tag)),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/** A tag is written in a cohort as it was the first time. */
async function spelling(
  tx: Db,
  { cohortId, tag }: { cohortId: string; tag: string },
): Promise<string> {
  const [first] = await tx
    .select({ tag: enrolmentTags.tag })
    .from(enrolmentTags)
    .where(
      and(
        eq(enrolmentTags.cohortId, cohortId),
        eq(enrolmentTags.tagKey, fold(tag)),
      ),
    )
    .limit(1);
  return first?.tag ?? tag;
}
