import type { Db } from "db/client.ts";
import { pairings } from "db/schema/index.ts";
import { eq, sql } from "drizzle-orm";
import {
  stepPairing,
  type SupersedeReason,
} from "~/domain/pairing/lifecycle.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { JobContext } from "~/lib/context.ts";
import { type LockedPairing, lockPairing } from "./lock.server.ts";
import { queueNextBest } from "./next-best.server.ts";

/** How many are looked up at a time. */
const BATCH = 200;

export type Clockwork = Pick<JobContext, "db" | "now" | "requestId" | "origin">;

/** What a job ends in the platform's own name. */
export interface ClockEnding {
  readonly step: "expire" | "supersede";
  readonly reason: SupersedeReason | null;
  /** Those that are due, in the order of their ids; or the one that is named, if it is due. */
  due(db: Db, most: number, pairingId?: string): Promise<{ id: string }[]>;
  tell(tx: Db, job: Clockwork, locked: LockedPairing): Promise<void>;
}

/**
 * Ends what is due, each in a transaction of its own, tells those concerned and has the next best looked for. Running
 * twice, or twice at once, changes nothing more.
 *
 * @returns how many were ended
 */
export async function endByClock(
  job: Clockwork,
  ending: ClockEnding,
): Promise<number> {
  let ended = 0;
  for (;;) {
    const due = await ending.due(job.db, BATCH);
    let taken = 0;
    for (const { id } of due)
      if (await job.db.transaction((tx) => endOne(tx, job, ending, id)))
        taken += 1;
    ended += taken;
    if (due.length < BATCH || taken === 0) return ended;
  }
}

async function endOne(
  tx: Db,
  job: Clockwork,
  ending: ClockEnding,
  pairingId: string,
): Promise<boolean> {
  const { step, reason } = ending;
  const locked = await lockPairing(tx, sql`true`, pairingId);
  const { pairing, cohort } = locked;
  const verdict = stepPairing(
    { status: pairing.status, sent: pairing.sentAt !== null },
    step,
  );
  const [still] = await ending.due(tx, 1, pairingId);
  if (!verdict.ok || !still) return false; // it went on while we waited for the lock
  await tx
    .update(pairings)
    .set({
      status: verdict.status,
      ...(reason && { reason }),
      endedAt: job.now,
      version: pairing.version + 1,
    })
    .where(eq(pairings.id, pairingId));
  await recordAudit(
    tx,
    { ...job, actor: null },
    {
      action: `pairing.${step}`,
      subject: ["pairing", pairingId],
      programmeId: cohort.programmeId,
      cohortId: cohort.id,
      details: { from: pairing.status, ...(reason && { reason }) },
    },
  );
  await ending.tell(tx, job, locked);
  await queueNextBest(tx, pairingId);
  return true;
}
