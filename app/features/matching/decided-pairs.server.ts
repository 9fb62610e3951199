import type { Db } from "db/client.ts";
import { pairings } from "db/schema/index.ts";
import { and, eq, gt, inArray, ne, notExists, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";

/**
 * Live pairings hold places; pins stay; what somebody refused, or what ended badly, is not proposed again. A rejection
 * that was undone is followed by the same pair and counts no more.
 *
 * @param only  enrolments, if pairs of others are of no interest
 */
export function decidedPairs(
  db: Db,
  cohortId: string,
  only: readonly string[] | null = null,
) {
  return db
    .select({
      mentor: pairings.mentorEnrolmentId,
      mentee: pairings.menteeEnrolmentId,
      status: pairings.status,
    })
    .from(pairings)
    .where(
      and(
        eq(pairings.cohortId, cohortId),
        or(ne(pairings.status, "rejected"), notExists(proposedAgain(db))),
        or(
          inArray(pairings.status, [
            "approved",
            "mentor_accepted",
            "active",
            "on_hold",
            "rejected",
            "mentor_declined",
            "mentee_declined",
            "ended_early",
            "completed",
          ]),
          and(eq(pairings.status, "proposed"), eq(pairings.pinned, true)),
        ),
        only === null
          ? undefined
          : and(
              inArray(pairings.menteeEnrolmentId, [...only]),
              inArray(pairings.mentorEnrolmentId, [...only]),
            ),
      ),
    );
}

const later = alias(pairings, "later");

function proposedAgain(db: Db) {
  return db
    .select({ id: later.id })
    .from(later)
    .where(
      and(
        eq(later.mentorEnrolmentId, pairings.mentorEnrolmentId),
        eq(later.menteeEnrolmentId, pairings.menteeEnrolmentId),
        gt(later.createdAt, pairings.createdAt),
      ),
    );
}
