import type { Db } from "db/client.ts";
import { pairings, wishes } from "db/schema/index.ts";
import { and, asc, eq, exists, inArray, isNull, or, sql } from "drizzle-orm";
import {
  stepPairing,
  type SupersedeReason,
} from "~/domain/pairing/lifecycle.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { JobContext } from "~/lib/context.ts";
import { lockPairing } from "./lock.server.ts";
import { queueNextBest } from "./next-best.server.ts";
import { tellOfSuperseding } from "./tell.server.ts";

/** How many are looked up at a time. */
const BATCH = 200;

const PENDING = ["proposed", "approved", "mentor_accepted"] as const;
const REASON: SupersedeReason = "not_possible";

type Clockwork = Pick<JobContext, "db" | "now" | "requestId" | "origin">;

/**
 * Takes back proposals of two people of whom one has since said that they would rather not; a pair that has begun stays.
 *
 * A job does it, some minutes later and in the platform's own name: nothing that it leaves behind tells who it was, or
 * that it was a wish at all. A proposal that was made knowing of it (pinned by a coordinator, say) is left alone.
 *
 * @returns how many were taken back; running twice, or twice at once, changes nothing more
 */
export async function supersedeApart(job: Clockwork): Promise<number> {
  let ended = 0;
  for (;;) {
    const due = await apart(job.db, BATCH);
    let taken = 0;
    for (const { id } of due)
      if (await job.db.transaction((tx) => supersedeOne(tx, job, id)))
        taken += 1;
    ended += taken;
    if (due.length < BATCH || taken === 0) return ended;
  }
}

async function apart(db: Db, most: number, pairingId?: string) {
  const unwished = db
    .select({ one: sql`1` })
    .from(wishes)
    .where(
      and(
        isNull(wishes.rank),
        or(
          and(
            eq(wishes.enrolmentId, pairings.mentorEnrolmentId),
            eq(wishes.otherEnrolmentId, pairings.menteeEnrolmentId),
          ),
          and(
            eq(wishes.enrolmentId, pairings.menteeEnrolmentId),
            eq(wishes.otherEnrolmentId, pairings.mentorEnrolmentId),
          ),
        ),
      ),
    );
  return db
    .select({ id: pairings.id })
    .from(pairings)
    .where(
      and(
        inArray(pairings.status, [...PENDING]),
        pairingId === undefined ? undefined : eq(pairings.id, pairingId),
        exists(unwished),
        sql`not coalesce(${pairings.explanation} -> 'blockedBy' @> '[{"key": "hard.apart"}]', false)`,
      ),
    )
    .orderBy(asc(pairings.id))
    .limit(most);
}

async function supersedeOne(
  tx: Db,
  job: Clockwork,
  pairingId: string,
): Promise<boolean> {
  const locked = await lockPairing(tx, sql`true`, pairingId);
  const { pairing, cohort } = locked;
  const verdict = stepPairing(
    { status: pairing.status, sent: pairing.sentAt !== null },
    "supersede",
  );
  const [still] = await apart(tx, 1, pairingId);
  if (!verdict.ok || !still) return false; // it went on while we waited for the lock
  await tx
    .update(pairings)
    .set({
      status: verdict.status,
      reason: REASON,
      endedAt: job.now,
      version: pairing.version + 1,
    })
    .where(eq(pairings.id, pairingId));
  await recordAudit(
    tx,
    { ...job, actor: null },
    {
      action: "pairing.supersede",
      subject: ["pairing", pairingId],
      programmeId: cohort.programmeId,
      cohortId: cohort.id,
      details: { from: pairing.status, reason: REASON },
    },
  );
  await tellOfSuperseding(tx, job, locked);
  await queueNextBest(tx, pairingId);
  return true;
}
