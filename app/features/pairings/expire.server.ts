import type { Db } from "db/client.ts";
import { pairings } from "db/schema/index.ts";
import { and, asc, eq, inArray, isNotNull, lt } from "drizzle-orm";
import { type Clockwork, endByClock } from "./end-by-clock.server.ts";
import { tellOfExpiry } from "./tell.server.ts";

/**
 * Ends the proposals whose answer date has passed.
 *
 * @returns how many were ended; running twice, or twice at once, changes nothing more
 */
export async function expireProposals(job: Clockwork): Promise<number> {
  return endByClock(job, {
    step: "expire",
    reason: null,
    due: (db, most, pairingId) => overdue(db, job.now, most, pairingId),
    tell: tellOfExpiry,
  });
}

async function overdue(db: Db, now: Date, most: number, pairingId?: string) {
  return db
    .select({ id: pairings.id })
    .from(pairings)
    .where(
      and(
        inArray(pairings.status, ["approved", "mentor_accepted"]),
        isNotNull(pairings.sentAt),
        lt(pairings.answerBy, now),
        pairingId === undefined ? undefined : eq(pairings.id, pairingId),
      ),
    )
    .orderBy(asc(pairings.id))
    .limit(most);
}
