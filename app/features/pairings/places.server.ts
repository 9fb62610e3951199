import type { Db } from "db/client.ts";
import { pairings } from "db/schema/index.ts";
import { and, eq, inArray, or } from "drizzle-orm";
import { LIVE_STATUSES } from "~/domain/pairing/lifecycle.ts";
import { ConflictError } from "~/lib/errors.ts";
import type { LockedPairing } from "./lock.server.ts";

/** What the constraints of the database say, in words; the code above them should have been first. */
export const PLACE_CONFLICTS = {
  pairings_mentor_place: "pairings:errors.mentor_full",
  pairings_mentor_capacity: "pairings:errors.mentor_full",
  pairings_mentee_place: "pairings:errors.mentee_taken",
  pairings_mentee_limit: "pairings:errors.mentee_taken",
  pairings_once: "pairings:errors.twice",
  pairings_steps: "pairings:errors.step",
} as const;

/**
 * The lowest free numbered places of both sides.
 *
 * @throws {ConflictError} if one of them has none left
 */
export async function freePlaces(
  tx: Db,
  { pairing, mentor, cohort }: LockedPairing,
): Promise<{ mentorPlace: number; menteePlace: number }> {
  const live = await tx
    .select({
      mentor: pairings.mentorEnrolmentId,
      mentee: pairings.menteeEnrolmentId,
      mentorPlace: pairings.mentorPlace,
      menteePlace: pairings.menteePlace,
    })
    .from(pairings)
    .where(
      and(
        inArray(pairings.status, [...LIVE_STATUSES]),
        or(
          eq(pairings.mentorEnrolmentId, pairing.mentorEnrolmentId),
          eq(pairings.menteeEnrolmentId, pairing.menteeEnrolmentId),
        ),
      ),
    );
  const mentorPlace = firstFree(
    live
      .filter((row) => row.mentor === pairing.mentorEnrolmentId)
      .map((row) => row.mentorPlace),
    mentor.capacity,
  );
  if (mentorPlace === null)
    throw new ConflictError("pairings:errors.mentor_full");
  const menteePlace = firstFree(
    live
      .filter((row) => row.mentee === pairing.menteeEnrolmentId)
      .map((row) => row.menteePlace),
    cohort.mentorsPerMentee,
  );
  if (menteePlace === null)
    throw new ConflictError("pairings:errors.mentee_taken");
  return { mentorPlace, menteePlace };
}

/** The lowest number from 1 to `limit` that is not taken, or null. */
export function firstFree(
  taken: readonly (number | null)[],
  limit: number,
): number | null {
  for (let place = 1; place <= limit; place++)
    if (!taken.includes(place)) return place;
  return null;
}
