import type { Db } from "db/client.ts";
import { auditEntries, cohorts, pairings } from "db/schema/index.ts";
import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { coordinatedBy } from "~/features/programmes/access.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { lockPairing, type LockedPairing } from "./lock.server.ts";
import { replaceProposals } from "./replace.server.ts";

type Row = typeof pairings.$inferSelect;

/**
 * Takes back what was decided about a proposal that nobody outside has seen: an approval, a rejection or a split (the
 * pair is proposed anew, and the rejection no longer rules it out), or a swap (all that it moved moves back). Nothing is
 * erased: the earlier row stays as it ended.
 *
 * @returns the proposal that stands again
 * @throws {NotFoundError} if there is no such pairing in the actor's programmes
 * @throws {ConflictError} if it has been sent, went on otherwise, or the cohort is closed
 */
export async function undoDecision(
  ctx: Context,
  pairingId: string,
): Promise<string> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockPairing(
      tx,
      coordinatedBy(ctx.actor, cohorts.programmeId),
      pairingId,
    );
    const { pairing, cohort } = locked;
    if (cohort.state === "closed")
      throw new ConflictError("pairings:errors.closed");
    if (pairing.status === "proposed") return undoSwap(tx, ctx, locked);
    const isPrivate =
      pairing.status === "rejected" ||
      (pairing.status === "approved" && pairing.sentAt === null) ||
      (pairing.status === "superseded" && (await wasSplit(tx, pairing.id)));
    if (!isPrivate) throw new ConflictError("review:errors.too_late");
    if (pairing.status === "approved")
      await tx
        .update(pairings)
        .set({
          status: "superseded",
          endedAt: ctx.now,
          version: pairing.version + 1,
        })
        .where(eq(pairings.id, pairing.id));
    const { added } = await replaceProposals(
      tx,
      ctx,
      pairing,
      [],
      [again(pairing)],
    );
    return record(tx, ctx, locked, added, [pairing.id]);
  });
}

async function wasSplit(tx: Db, pairingId: string): Promise<boolean> {
  return (await lastDeed(tx, pairingId))?.action === "pairing.split";
}

async function lastDeed(tx: Db, pairingId: string) {
  const [last] = await tx
    .select({ action: auditEntries.action, details: auditEntries.details })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.subjectKind, "pairing"),
        eq(auditEntries.subjectId, pairingId),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(1);
  return last;
}

/** The same proposal once more. */
function again(row: Row) {
  if (row.score === null || row.explanation === null)
    throw new ConflictError("review:errors.too_late");
  return {
    mentor: row.mentorEnrolmentId,
    mentee: row.menteeEnrolmentId,
    score: row.score,
    explanation: row.explanation,
    pinned: row.pinned,
    note: row.coordinatorNote,
  };
}

const Swap = z.object({
  removed: z.array(z.uuid()),
  added: z.array(z.uuid()),
});

async function undoSwap(
  tx: Db,
  ctx: Context,
  locked: LockedPairing,
): Promise<string> {
  const { pairing } = locked;
  const last = await lastDeed(tx, pairing.id);
  const swap = Swap.safeParse(last?.details);
  if (last?.action !== "pairing.swap" || !swap.success)
    throw new ConflictError("review:errors.too_late");
  const before = await tx
    .select()
    .from(pairings)
    .where(inArray(pairings.id, swap.data.removed))
    .orderBy(asc(pairings.id));
  const { added } = await replaceProposals(
    tx,
    ctx,
    pairing,
    swap.data.added,
    before.map(again),
  );
  const at = before.findIndex(
    (row) => row.menteeEnrolmentId === pairing.menteeEnrolmentId,
  );
  const own = added[at] ?? added[0] ?? pairing.id;
  return record(tx, ctx, locked, [own], swap.data.added);
}

async function record(
  tx: Db,
  ctx: Context,
  { pairing, cohort }: LockedPairing,
  [stands = pairing.id]: readonly string[],
  undone: readonly string[],
): Promise<string> {
  await recordAudit(tx, ctx, {
    action: "pairing.undo",
    subject: ["pairing", stands],
    programmeId: cohort.programmeId,
    cohortId: cohort.id,
    details: { from: pairing.status, undone },
  });
  return stands;
}
