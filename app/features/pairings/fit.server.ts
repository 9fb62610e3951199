import type { Db } from "db/client.ts";
import { cohorts, enrolments, imports, pairings } from "db/schema/index.ts";
import { and, asc, eq, inArray, or, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import {
  LIVE_STATUSES,
  type SupersedeReason,
  whyUnfit,
} from "~/domain/pairing/lifecycle.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { holdCohort } from "./lock.server.ts";
import { queueNextBest } from "./next-best.server.ts";
import { tellOfSuperseding } from "./tell.server.ts";

/**
 * Changes somebody's enrolment and, in the same transaction, takes back the proposals that no longer fit: the mentor
 * pauses, has fewer places, or one of the two leaves. Places that are held are numbered anew from 1 before, so that a
 * capacity can be lowered down to what is live.
 *
 * @param change  does the change with the context it is given; what it throws undoes everything
 */
export async function keepingProposalsFit<T>(
  ctx: Context,
  enrolmentId: string,
  change: (ctx: Context) => Promise<T>,
): Promise<T> {
  return ctx.db.transaction(async (tx) => {
    const which = eq(enrolments.id, enrolmentId);
    const cohort = tx
      .select({ id: enrolments.cohortId })
      .from(enrolments)
      .where(which);
    await holdCohort(tx, inArray(cohorts.id, cohort));
    await tx
      .select({ id: enrolments.id })
      .from(enrolments)
      .where(which)
      .for("no key update"); // as for a decision about one of its pairings
    await closeGaps(tx, enrolmentId);
    return changing(tx, ctx, which, change);
  });
}

/**
 * The same for a file of people that is imported or undone.
 *
 * @param change  does it with the context it is given
 */
export async function keepingImportFit<T>(
  ctx: Context,
  importId: string,
  change: (ctx: Context) => Promise<T>,
): Promise<T> {
  return ctx.db.transaction(async (tx) => {
    const cohort = tx
      .select({ id: imports.cohortId })
      .from(imports)
      .where(eq(imports.id, importId));
    return changing(tx, ctx, inArray(enrolments.cohortId, cohort), change);
  });
}

/** Only what the change itself made impossible is taken back: fewer places, a pause, somebody who left. */
async function changing<T>(
  tx: Db,
  ctx: Context,
  which: SQL,
  change: (ctx: Context) => Promise<T>,
): Promise<T> {
  const before = await readLimits(tx, which);
  const answer = await change({ ...ctx, db: tx });
  const after = await readLimits(tx, which);
  const today = ctx.now.toISOString().slice(0, 10);
  const changed = (test: (was: Limits, now: Limits) => boolean) =>
    [...after].flatMap(([id, now]) => {
      const was = before.get(id);
      return was && test(was, now) ? [id] : [];
    });
  const limited = changed(
    (was, now) =>
      now.capacity < was.capacity ||
      (was.state === "accepted" && now.state !== "accepted"),
  );
  const pausing = changed(
    (was, { pausedUntil }) =>
      pausedUntil !== null &&
      pausedUntil !== was.pausedUntil &&
      pausedUntil > today,
  );
  if (limited.length > 0) await supersedeUnfit(tx, ctx, limited, false);
  if (pausing.length > 0) await supersedeUnfit(tx, ctx, pausing, true);
  return answer;
}

type Limits =
  Awaited<ReturnType<typeof readLimits>> extends Map<string, infer L>
    ? L
    : never;

async function readLimits(tx: Db, which: SQL) {
  const rows = await tx
    .select({
      id: enrolments.id,
      state: enrolments.state,
      capacity: enrolments.capacity,
      pausedUntil: enrolments.pausedUntil,
    })
    .from(enrolments)
    .where(which);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Pairings of one of these enrolments, on either side. */
function ofEnrolments(ids: readonly string[]): SQL {
  const either = or(
    inArray(pairings.mentorEnrolmentId, [...ids]),
    inArray(pairings.menteeEnrolmentId, [...ids]),
  );
  return either ?? sql`false`;
}

/**
 * Takes back the pending proposals of some enrolments that can no longer come about, and tells those who had seen
 * them. The caller holds these enrolments, and only what is true of them counts: places of others may become free at
 * the same moment. Proposals are locked in the order of their ids.
 *
 * @param isPausing  these are mentors who have just paused
 * @returns the ids of the proposals taken back
 */
export async function supersedeUnfit(
  tx: Db,
  ctx: Context,
  enrolmentIds: readonly string[],
  isPausing: boolean,
): Promise<string[]> {
  const ended: string[] = [];
  for (const { reason, ...row } of await unfit(tx, enrolmentIds, isPausing)) {
    await tx
      .update(pairings)
      .set({
        status: "superseded",
        reason,
        endedAt: ctx.now,
        version: sql`${pairings.version} + 1`,
      })
      .where(eq(pairings.id, row.pairing.id));
    await recordAudit(tx, ctx, {
      action: "pairing.supersede",
      subject: ["pairing", row.pairing.id],
      programmeId: row.cohort.programmeId,
      cohortId: row.cohort.id,
      details: { from: row.pairing.status, reason },
    });
    await tellOfSuperseding(tx, ctx, row);
    // who has a mentor already needs no other
    if (reason !== "mentee_taken") await queueNextBest(tx, row.pairing.id);
    ended.push(row.pairing.id);
  }
  return ended;
}

const mentorPlace = alias(enrolments, "fit_mentor");
const menteePlace = alias(enrolments, "fit_mentee");

async function unfit(
  tx: Db,
  enrolmentIds: readonly string[],
  isPausing: boolean,
) {
  const locked = await tx
    .select({ id: pairings.id })
    .from(pairings)
    .where(
      and(
        ofEnrolments(enrolmentIds),
        inArray(
          pairings.status,
          isPausing ? ["proposed", "approved"] : ["proposed"],
        ),
      ),
    )
    .orderBy(asc(pairings.id))
    .for("update");
  if (locked.length === 0) return [];
  const rows = await readPending(
    tx,
    locked.map(({ id }) => id),
  );
  const ours = new Set(enrolmentIds);
  return rows.flatMap((row) => {
    const { pairing, facts } = row;
    const isOurMentor = ours.has(pairing.mentorEnrolmentId);
    const isOurMentee = ours.has(pairing.menteeEnrolmentId);
    const reason = whyUnfit({
      status: pairing.status,
      capacity: facts.capacity,
      mentorsPerMentee: facts.mentorsPerMentee,
      mentorHeld: isOurMentor ? facts.mentorHeld : -1, // others are not ours to judge
      menteeHeld: isOurMentee ? facts.menteeHeld : -1,
      isMentorAccepted: !isOurMentor || facts.mentorState === "accepted",
      isMenteeAccepted: !isOurMentee || facts.menteeState === "accepted",
      isPausing: isPausing && isOurMentor,
    });
    return reason ? [{ ...row, reason } satisfies Unfit] : [];
  });
}

type Pending = Awaited<ReturnType<typeof readPending>>[number];
type Unfit = Pending & { readonly reason: SupersedeReason };

async function readPending(tx: Db, ids: readonly string[]) {
  const held = (mine: SQL) => sql<number>`(
    select count(*)::int from pairings other where other.id <> ${pairings.id} and ${mine}
      and other.status in (${sql.join(
        LIVE_STATUSES.map((status) => sql`${status}`),
        sql`, `,
      )}))`;
  return tx
    .select({
      pairing: pairings,
      cohort: cohorts,
      facts: {
        capacity: mentorPlace.capacity,
        mentorState: mentorPlace.state,
        menteeState: menteePlace.state,
        mentorsPerMentee: cohorts.mentorsPerMentee,
        mentorHeld: held(
          sql`other.mentor_enrolment_id = ${pairings.mentorEnrolmentId}`,
        ),
        menteeHeld: held(
          sql`other.mentee_enrolment_id = ${pairings.menteeEnrolmentId}`,
        ),
      },
    })
    .from(pairings)
    .innerJoin(cohorts, eq(cohorts.id, pairings.cohortId))
    .innerJoin(mentorPlace, eq(mentorPlace.id, pairings.mentorEnrolmentId))
    .innerJoin(menteePlace, eq(menteePlace.id, pairings.menteeEnrolmentId))
    .where(inArray(pairings.id, [...ids]))
    .orderBy(asc(pairings.id));
}

/** Each moves to a lower number that is free, because those below have moved already. */
async function closeGaps(tx: Db, enrolmentId: string): Promise<void> {
  const live = await tx
    .select({ id: pairings.id, place: pairings.mentorPlace })
    .from(pairings)
    .where(
      and(
        eq(pairings.mentorEnrolmentId, enrolmentId),
        inArray(pairings.status, [...LIVE_STATUSES]),
      ),
    )
    .orderBy(asc(pairings.mentorPlace));
  for (const [at, { id, place }] of live.entries())
    if (place !== at + 1)
      await tx
        .update(pairings)
        .set({ mentorPlace: at + 1 })
        .where(eq(pairings.id, id));
}
