import type { Db } from "db/client.ts";
import { cohorts, pairings } from "db/schema/index.ts";
import { and, eq } from "drizzle-orm";
import {
  splitPairing,
  stepPairing,
  type PairingStep,
} from "~/domain/pairing/lifecycle.ts";
import { coordinatedBy } from "~/features/programmes/access.server.ts";
import { type AuditVerb, recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, refusing } from "~/lib/errors.ts";
import type { DecidePairingInput } from "./inputs.ts";
import { lockPairing, type LockedPairing } from "./lock.server.ts";
import { queueNextBest } from "./next-best.server.ts";
import { freePlaces, PLACE_CONFLICTS } from "./places.server.ts";
import { tellOfWithdrawal } from "./tell.server.ts";

type Changes = Partial<typeof pairings.$inferInsert>;

/**
 * Carries out what a coordinator decided about a pairing.
 *
 * @throws {NotFoundError} if there is no such pairing in the actor's programmes
 * @throws {ConflictError} if somebody changed it since `input.version`, its status does not allow the step, or no
 *   place is free
 */
export async function decidePairing(
  ctx: Context,
  pairingId: string,
  input: DecidePairingInput,
): Promise<void> {
  await refusing(PLACE_CONFLICTS, () =>
    ctx.db.transaction(async (tx) => {
      const locked = await lockPairing(
        tx,
        coordinatedBy(ctx.actor, cohorts.programmeId),
        pairingId,
      );
      checkUnchanged(locked, input.version);
      if (input.step === "pin" || input.step === "unpin")
        return pin(tx, ctx, locked, input.step === "pin");
      const { pairing } = locked;
      const from = { status: pairing.status, sent: pairing.sentAt !== null };
      const verdict =
        input.step === "split"
          ? splitPairing(from)
          : stepPairing(from, input.step);
      if (!verdict.ok) throw new ConflictError(STEP_ERRORS[verdict.reason]);
      const reason = "reason" in input ? input.reason : null;
      await write(tx, locked, {
        status: verdict.status,
        ...(await effects(tx, ctx, locked, input.step)),
        ...(ENDS.has(input.step)
          ? {
              reason,
              reasonMessage: ("message" in input && input.message) || null,
            }
          : {}),
      });
      await record(tx, ctx, locked, input.step, reason);
      if (input.step !== "withdraw") return;
      await tellOfWithdrawal(tx, ctx, locked);
      await queueNextBest(tx, pairing.id);
    }),
  );
}

function checkUnchanged(
  { pairing, cohort }: LockedPairing,
  seen: number | undefined,
): void {
  if (seen !== undefined && seen !== pairing.version)
    throw new ConflictError("pairings:errors.stale");
  if (cohort.state === "closed")
    throw new ConflictError("pairings:errors.closed");
}

const STEP_ERRORS = {
  "pairing.step_not_allowed": "pairings:errors.step",
  "pairing.not_sent": "pairings:errors.not_sent",
  "pairing.already_sent": "pairings:errors.already_sent",
} as const;

type Step = PairingStep | "split";

const ENDS: ReadonlySet<Step> = new Set<Step>([
  "reject",
  "split",
  "withdraw",
  "complete",
  "end_early",
]);

/** What a step changes besides the status. */
async function effects(
  tx: Db,
  ctx: Context,
  locked: LockedPairing,
  step: Step,
): Promise<Changes> {
  if (step === "approve") {
    const isTakingPart =
      locked.mentor.state === "accepted" && locked.mentee.state === "accepted";
    if (!isTakingPart) throw new ConflictError("pairings:errors.not_accepted");
    return {
      ...(await freePlaces(tx, locked)),
      approvedAt: ctx.now,
      approvedBy: ctx.actor.personId,
    };
  }
  if (step === "withdraw")
    return { endedAt: ctx.now, withdrawnBy: "coordinator" };
  return ["split", "complete", "end_early"].includes(step)
    ? { endedAt: ctx.now }
    : {};
}

async function pin(
  tx: Db,
  ctx: Context,
  locked: LockedPairing,
  pinned: boolean,
): Promise<void> {
  if (locked.pairing.status !== "proposed")
    throw new ConflictError("pairings:errors.step");
  if (locked.pairing.pinned === pinned) return;
  await write(tx, locked, { pinned });
  await record(tx, ctx, locked, pinned ? "pin" : "unpin", null);
}

async function write(
  tx: Db,
  { pairing }: LockedPairing,
  changes: Changes,
): Promise<void> {
  await tx
    .update(pairings)
    .set({ ...changes, version: pairing.version + 1 })
    .where(eq(pairings.id, pairing.id));
}

async function record(
  tx: Db,
  ctx: Context,
  { pairing, cohort }: LockedPairing,
  step: AuditVerb<"pairing">,
  reason: string | null,
): Promise<void> {
  await recordAudit(tx, ctx, {
    action: `pairing.${step}`,
    subject: ["pairing", pairing.id],
    programmeId: cohort.programmeId,
    cohortId: cohort.id,
    details: { from: pairing.status, ...(reason ? { reason } : {}) },
  });
}

/**
 * Saves the private note of the coordinators.
 *
 * @returns false if somebody saved another one since `version`
 * @throws {NotFoundError} if there is no such pairing in the actor's programmes
 */
export async function saveNote(
  ctx: Context,
  pairingId: string,
  input: { readonly note: string | null; readonly version: number },
): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const { pairing, cohort } = await lockPairing(
      tx,
      coordinatedBy(ctx.actor, cohorts.programmeId),
      pairingId,
    );
    if (pairing.coordinatorNote === input.note) return true;
    if (pairing.version !== input.version) return false;
    await tx
      .update(pairings)
      .set({ coordinatorNote: input.note, version: pairing.version + 1 })
      .where(and(eq(pairings.id, pairingId)));
    await recordAudit(tx, ctx, {
      action: "pairing.note",
      subject: ["pairing", pairingId],
      programmeId: cohort.programmeId,
      cohortId: cohort.id,
    });
    return true;
  });
}
