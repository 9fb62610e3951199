import type { Db } from "db/client.ts";
import { cohorts, enrolments, pairings } from "db/schema/index.ts";
import { and, eq, type SQL } from "drizzle-orm";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";

/** A pairing with its parties and its cohort, as they stand while the caller holds them. */
export type LockedPairing = Awaited<ReturnType<typeof lockPairing>>;

/**
 * Locks a pairing and the two enrolments whose places it takes, always in the same order: cohort, mentor's
 * enrolment, mentee's enrolment, pairing. Two people who decide at once wait for each other and never
 * in a circle; the cohort is only held against whoever locks the whole of it, as sending does.
 *
 * @param scope  what the caller may see, over `pairings` and `cohorts`
 * @throws {NotFoundError} if there is no such pairing in the scope
 */
export async function lockPairing(tx: Db, scope: SQL, pairingId: string) {
  const [found] = await tx
    .select({
      mentorEnrolmentId: pairings.mentorEnrolmentId,
      menteeEnrolmentId: pairings.menteeEnrolmentId,
      cohort: cohorts,
    })
    .from(pairings)
    .innerJoin(cohorts, eq(cohorts.id, pairings.cohortId))
    .where(and(eq(pairings.id, pairingId), scope))
    .for("share", { of: cohorts });
  if (!found) throw new NotFoundError();
  const mentor = await lockEnrolment(tx, found.mentorEnrolmentId);
  const mentee = await lockEnrolment(tx, found.menteeEnrolmentId);
  const [pairing] = await tx
    .select()
    .from(pairings)
    .where(eq(pairings.id, pairingId))
    .for("update");
  const isSame =
    pairing?.mentorEnrolmentId === mentor.id &&
    pairing.menteeEnrolmentId === mentee.id;
  if (!isSame) throw new ConflictError("pairings:errors.changed");
  return { pairing, mentor, mentee, cohort: found.cohort };
}

/** The first lock of whoever changes several pairings: the database looks at the cohort when a place is taken. */
export async function holdCohort(tx: Db, which: SQL): Promise<void> {
  await tx.select({ id: cohorts.id }).from(cohorts).where(which).for("share");
}

/** A lock that lets others refer to the row, but not change it: proposing pairs does not wait for decisions. */
async function lockEnrolment(tx: Db, enrolmentId: string) {
  const [row] = await tx
    .select({
      id: enrolments.id,
      personId: enrolments.personId,
      state: enrolments.state,
      capacity: enrolments.capacity,
    })
    .from(enrolments)
    .where(eq(enrolments.id, enrolmentId))
    .for("no key update");
  if (!row) throw new NotFoundError();
  return row;
}
