import type { Db } from "db/client.ts";
import { pairings } from "db/schema/index.ts";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import type { ProposedPair } from "./propose.server.ts";

/** What a replacement did, as the audit keeps it. */
export interface Replacement {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/**
 * Takes undecided proposals back and makes others instead, in the caller's transaction; participants know of neither.
 *
 * @param removed  ids of proposals, each as nobody has decided on it
 * @throws {ConflictError} if one of them is no longer a mere proposal, or two people already have another
 */
export async function replaceProposals(
  tx: Db,
  ctx: Context,
  where: { readonly cohortId: string; readonly runId: string | null },
  removed: readonly string[],
  added: readonly (ProposedPair & {
    readonly pinned: boolean;
    readonly note?: string | null;
  })[],
): Promise<Replacement> {
  await takeBack(tx, ctx, removed);
  const ids: string[] = [];
  for (const pair of added) {
    const [row] = await tx
      .insert(pairings)
      .values({
        cohortId: where.cohortId,
        runId: where.runId,
        mentorEnrolmentId: pair.mentor,
        menteeEnrolmentId: pair.mentee,
        score: pair.score,
        explanation: pair.explanation,
        pinned: pair.pinned,
        coordinatorNote: pair.note ?? null,
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: pairings.id });
    if (!row) throw new ConflictError("review:errors.moved_on");
    ids.push(row.id);
  }
  return { removed, added: ids };
}

/** In the order of ids, like everybody who locks several. */
async function takeBack(
  tx: Db,
  ctx: Context,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await tx
    .select({ id: pairings.id })
    .from(pairings)
    .where(and(inArray(pairings.id, [...ids]), eq(pairings.status, "proposed")))
    .orderBy(asc(pairings.id))
    .for("update");
  if (rows.length !== ids.length)
    throw new ConflictError("review:errors.moved_on");
  await tx
    .update(pairings)
    .set({
      status: "superseded",
      endedAt: ctx.now,
      version: sql`${pairings.version} + 1`,
    })
    .where(inArray(pairings.id, [...ids]));
}
