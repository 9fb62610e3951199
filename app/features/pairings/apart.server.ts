import type { Db } from "db/client.ts";
import { pairings, wishes } from "db/schema/index.ts";
import { and, asc, eq, exists, inArray, isNull, or, sql } from "drizzle-orm";
import { type Clockwork, endByClock } from "./end-by-clock.server.ts";
import { tellOfSuperseding } from "./tell.server.ts";

const PENDING = ["proposed", "approved", "mentor_accepted"] as const;

/**
 * Takes back proposals of two people of whom one has since said that they would rather not; a pair that has begun stays.
 *
 * A job does it, some minutes later and in the platform's own name: nothing that it leaves behind tells who it was, or
 * that it was a wish at all. A proposal that was made knowing of it (pinned by a coordinator, say) is left alone.
 *
 * @returns how many were taken back; running twice, or twice at once, changes nothing more
 */
export async function supersedeApart(job: Clockwork): Promise<number> {
  return endByClock(job, {
    step: "supersede",
    reason: "not_possible",
    due: apart,
    tell: tellOfSuperseding,
  });
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
