import type { Db } from "db/client.ts";
import { cohorts, enrolments, pairings } from "db/schema/index.ts";
import {
  and,
  asc,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  sql,
  type SQL,
} from "drizzle-orm";
import { LIVE_STATUSES } from "~/domain/pairing/lifecycle.ts";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, refusing } from "~/lib/errors.ts";
import { holdCohort } from "./lock.server.ts";
import { firstFree, PLACE_CONFLICTS } from "./places.server.ts";

/** Proposals at or above a score (0 to 100) that carry no warning: good enough to approve together. */
export function approvable(cohortId: string, minimum: number): SQL | undefined {
  return and(
    eq(pairings.cohortId, cohortId),
    eq(pairings.status, "proposed"),
    gte(pairings.score, minimum * 100),
    isNotNull(pairings.explanation),
    eq(pairings.warningCount, 0),
  );
}

/**
 * Approves every proposal at or above a score that carries no warning, the best first, as far as places last.
 *
 * @param input.expected  how many the person agreed to; if there are others now, nothing is approved
 * @returns how many were approved, and for how many there was no place
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if the list has changed, or the cohort is closed
 */
export async function approveAll(
  ctx: Context,
  cohortId: string,
  input: { readonly minimum: number; readonly expected: number },
): Promise<{ approved: number; withoutPlace: number }> {
  const cohort = await coordinatedCohort(ctx, cohortId);
  if (cohort.state === "closed")
    throw new ConflictError("pairings:errors.closed");
  return refusing(PLACE_CONFLICTS, () =>
    ctx.db.transaction(async (tx) => {
      const chosen = await lockApprovable(tx, cohortId, input.minimum);
      if (chosen.length !== input.expected)
        throw new ConflictError("pairings:errors.list_changed");
      const places = await openPlaces(tx, cohort, chosen);
      let approved = 0;
      for (const row of chosen) {
        const place = places.take(row.mentor, row.mentee);
        if (!place) continue;
        await approveOne(tx, ctx, row, place);
        await recordAudit(tx, ctx, {
          action: "pairing.approve",
          subject: ["pairing", row.id],
          programmeId: cohort.programmeId,
          cohortId,
          details: { from: "proposed", minimum: input.minimum },
        });
        approved += 1;
      }
      return { approved, withoutPlace: chosen.length - approved };
    }),
  );
}

interface Row {
  readonly id: string;
  readonly mentor: string;
  readonly mentee: string;
}

/** The cohort, then mentors, then mentees, then pairings, each in the order of ids: the same order as for a single decision. */
async function lockApprovable(
  tx: Db,
  cohortId: string,
  minimum: number,
): Promise<Row[]> {
  await holdCohort(tx, eq(cohorts.id, cohortId));
  const seen = await tx
    .select({
      id: pairings.id,
      mentor: pairings.mentorEnrolmentId,
      mentee: pairings.menteeEnrolmentId,
    })
    .from(pairings)
    .where(approvable(cohortId, minimum));
  if (seen.length === 0) return [];
  for (const side of ["mentor", "mentee"] as const)
    await tx
      .select({ id: enrolments.id })
      .from(enrolments)
      .where(
        inArray(
          enrolments.id,
          seen.map((row) => row[side]),
        ),
      )
      .orderBy(asc(enrolments.id))
      .for("no key update");
  const locked = await tx
    .select({ id: pairings.id })
    .from(pairings)
    .where(
      and(
        approvable(cohortId, minimum),
        inArray(
          pairings.id,
          seen.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(pairings.id))
    .for("update");
  return inOrderOfScore(
    tx,
    locked.map(({ id }) => id),
  );
}

async function inOrderOfScore(tx: Db, ids: readonly string[]): Promise<Row[]> {
  if (ids.length === 0) return [];
  return tx
    .select({
      id: pairings.id,
      mentor: pairings.mentorEnrolmentId,
      mentee: pairings.menteeEnrolmentId,
    })
    .from(pairings)
    .where(inArray(pairings.id, [...ids]))
    .orderBy(desc(pairings.score), asc(pairings.id));
}

/** The numbered places that are still free, as they are given away. */
async function openPlaces(
  tx: Db,
  cohort: { id: string; mentorsPerMentee: number },
  rows: readonly Row[],
) {
  const accepted = await acceptedCapacities(
    tx,
    rows.flatMap((row) => [row.mentor, row.mentee]),
  );
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
        eq(pairings.cohortId, cohort.id),
        inArray(pairings.status, [...LIVE_STATUSES]),
      ),
    );
  const taken = new Map<string, (number | null)[]>();
  const occupy = (id: string, place: number | null) =>
    taken.set(id, [...(taken.get(id) ?? []), place]);
  for (const row of live) {
    occupy(row.mentor, row.mentorPlace);
    occupy(row.mentee, row.menteePlace);
  }
  return {
    take(mentor: string, mentee: string) {
      const capacity = accepted.get(mentor);
      if (capacity === undefined || !accepted.has(mentee)) return null;
      const mentorPlace = firstFree(taken.get(mentor) ?? [], capacity);
      const menteePlace = firstFree(
        taken.get(mentee) ?? [],
        cohort.mentorsPerMentee,
      );
      if (mentorPlace === null || menteePlace === null) return null;
      occupy(mentor, mentorPlace);
      occupy(mentee, menteePlace);
      return { mentorPlace, menteePlace };
    },
  };
}

/** The capacity of those who take part still, by enrolment. */
async function acceptedCapacities(
  tx: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .select({ id: enrolments.id, capacity: enrolments.capacity })
    .from(enrolments)
    .where(
      and(inArray(enrolments.id, [...ids]), eq(enrolments.state, "accepted")),
    );
  return new Map(rows.map(({ id, capacity }) => [id, capacity]));
}

async function approveOne(
  tx: Db,
  ctx: Context,
  row: Row,
  place: { mentorPlace: number; menteePlace: number },
): Promise<void> {
  await tx
    .update(pairings)
    .set({
      ...place,
      status: "approved",
      approvedAt: ctx.now,
      approvedBy: ctx.actor.personId,
      version: sql`${pairings.version} + 1`,
    })
    .where(eq(pairings.id, row.id));
}
