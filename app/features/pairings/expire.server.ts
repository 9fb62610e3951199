import type { Db } from "db/client.ts";
import { pairings } from "db/schema/index.ts";
import { and, asc, eq, inArray, isNotNull, lt, sql } from "drizzle-orm";
import { stepPairing } from "~/domain/pairing/lifecycle.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { JobContext } from "~/lib/context.ts";
import { lockPairing } from "./lock.server.ts";
import { queueNextBest } from "./next-best.server.ts";
import { tellOfExpiry } from "./tell.server.ts";

/** How many are looked up at a time. */
const BATCH = 200;

type Clockwork = Pick<JobContext, "db" | "now" | "requestId" | "origin">;

/**
 * Ends the proposals whose answer date has passed, each in a transaction of its own, and tells those concerned.
 * Running twice, or twice at once, changes nothing more.
 *
 * @returns how many were ended
 */
export async function expireProposals(job: Clockwork): Promise<number> {
  let ended = 0;
  for (;;) {
    const due = await job.db
      .select({ id: pairings.id })
      .from(pairings)
      .where(
        and(
          inArray(pairings.status, ["approved", "mentor_accepted"]),
          isNotNull(pairings.sentAt),
          lt(pairings.answerBy, job.now),
        ),
      )
      .orderBy(asc(pairings.id))
      .limit(BATCH);
    for (const { id } of due)
      if (await job.db.transaction((tx) => expireOne(tx, job, id))) ended += 1;
    if (due.length < BATCH) return ended;
  }
}

async function expireOne(
  tx: Db,
  job: Clockwork,
  pairingId: string,
): Promise<boolean> {
  const locked = await lockPairing(tx, sql`true`, pairingId);
  const { pairing, cohort } = locked;
  const isDue = pairing.answerBy !== null && pairing.answerBy < job.now;
  const verdict = stepPairing(
    { status: pairing.status, sent: pairing.sentAt !== null },
    "expire",
  );
  if (!verdict.ok || !isDue) return false; // answered while we waited for the lock
  await tx
    .update(pairings)
    .set({
      status: verdict.status,
      endedAt: job.now,
      version: pairing.version + 1,
    })
    .where(eq(pairings.id, pairingId));
  await recordAudit(
    tx,
    { ...job, actor: null },
    {
      action: "pairing.expire",
      subject: ["pairing", pairingId],
      programmeId: cohort.programmeId,
      cohortId: cohort.id,
      details: { from: pairing.status },
    },
  );
  await tellOfExpiry(tx, job, locked);
  await queueNextBest(tx, pairingId);
  return true;
}
