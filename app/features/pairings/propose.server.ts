import type { Db } from "db/client.ts";
import { pairings } from "db/schema/index.ts";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { LIVE_STATUSES } from "~/domain/pairing/lifecycle.ts";
import type { PairExplanation } from "~/domain/scoring/types.ts";

/** A pair that a run proposes, by enrolment ids. */
export interface ProposedPair {
  readonly mentee: string;
  readonly mentor: string;
  readonly score: number;
  readonly explanation: PairExplanation;
}

/** Rows in one statement: PostgreSQL takes 65,535 parameters at most. */
const ROWS = 1_000;

/**
 * Replaces the undecided proposals of a cohort by those of a run, in the caller's transaction. Pinned ones
 * stay, with what the run found out about them; decided ones are left alone.
 *
 * @returns how many proposals are new, and how many the run replaced
 */
export async function proposePairings(
  tx: Db,
  run: { readonly id: string; readonly cohortId: string },
  pairs: readonly ProposedPair[],
  now: Date,
): Promise<{ added: number; superseded: number }> {
  const before = await lockUndecided(tx, run.cohortId);
  const found = new Map(pairs.map((pair) => [keyOf(pair), pair]));
  const old = before.filter((row) => !row.pinned);
  if (old.length > 0)
    await tx
      .update(pairings)
      .set({ status: "superseded", version: sql`${pairings.version} + 1` })
      .where(
        inArray(
          pairings.id,
          old.map(({ id }) => id),
        ),
      );
  for (const row of before) {
    const pair = row.pinned ? found.get(keyOf(row)) : undefined;
    if (!pair) continue;
    found.delete(keyOf(row));
    const { score, explanation } = pair;
    await tx
      .update(pairings)
      .set({ runId: run.id, score, explanation })
      .where(eq(pairings.id, row.id));
  }
  const added = await addProposals(tx, run, [...found.values()], now);
  return { added, superseded: old.length };
}

/** Proposals that give way, and those that come instead. */
export interface ProposalExchange {
  readonly gone: readonly {
    readonly mentee: string;
    readonly mentor: string;
  }[];
  readonly coming: readonly ProposedPair[];
}

/**
 * Exchanges undecided, unpinned proposals of a cohort for others, in the caller's transaction; all other proposals stay.
 */
export async function exchangeProposals(
  tx: Db,
  run: { readonly runId: string | null; readonly cohortId: string },
  { gone, coming }: ProposalExchange,
  now: Date,
): Promise<void> {
  const isGone = new Set(gone.map(keyOf));
  const old = (await lockUndecided(tx, run.cohortId)).filter(
    (row) => !row.pinned && isGone.has(keyOf(row)),
  );
  if (old.length > 0)
    await tx
      .update(pairings)
      .set({ status: "superseded", version: sql`${pairings.version} + 1` })
      .where(
        inArray(
          pairings.id,
          old.map(({ id }) => id),
        ),
      );
  await addProposals(
    tx,
    { id: run.runId, cohortId: run.cohortId },
    coming,
    now,
  );
}

/** In the order of ids, like everybody who locks several. */
async function lockUndecided(tx: Db, cohortId: string) {
  return tx
    .select({
      id: pairings.id,
      pinned: pairings.pinned,
      mentor: pairings.mentorEnrolmentId,
      mentee: pairings.menteeEnrolmentId,
    })
    .from(pairings)
    .where(
      and(eq(pairings.cohortId, cohortId), eq(pairings.status, "proposed")),
    )
    .orderBy(asc(pairings.id))
    .for("update");
}

function keyOf(pair: { mentor: string; mentee: string }): string {
  return `${pair.mentor} ${pair.mentee}`;
}

async function addProposals(
  tx: Db,
  run: { readonly id: string | null; readonly cohortId: string },
  pairs: readonly ProposedPair[],
  createdAt: Date,
): Promise<number> {
  let added = 0;
  for (let at = 0; at < pairs.length; at += ROWS) {
    const rows = await tx
      .insert(pairings)
      .values(
        pairs.slice(at, at + ROWS).map((pair) => ({
          cohortId: run.cohortId,
          runId: run.id,
          mentorEnrolmentId: pair.mentor,
          menteeEnrolmentId: pair.mentee,
          score: pair.score,
          explanation: pair.explanation,
          createdAt,
        })),
      )
      .onConflictDoNothing() // approved by hand while the run was computing
      .returning({ id: pairings.id });
    added += rows.length;
  }
  return added;
}

/** A pairing that is in the way may end meanwhile; then there is none in the way of the next try. */
const TRIES = 3;

/**
 * Proposes one pair by hand; it is pinned, so that runs keep it.
 *
 * @returns its id, or that of the proposal or live pairing that these two have already
 */
export async function proposeByHand(
  tx: Db,
  cohortId: string,
  pair: ProposedPair,
  runId: string | null,
): Promise<{ id: string; isNew: boolean }> {
  for (let more = TRIES; more > 0; more--) {
    const [added] = await tx
      .insert(pairings)
      .values({
        cohortId,
        runId,
        mentorEnrolmentId: pair.mentor,
        menteeEnrolmentId: pair.mentee,
        score: pair.score,
        explanation: pair.explanation,
        pinned: true,
      })
      .onConflictDoNothing()
      .returning({ id: pairings.id });
    if (added) return { id: added.id, isNew: true };
    const known = await standingPairing(tx, pair);
    if (known) return { id: known, isNew: false };
    // what stood in the way has ended between the two statements
  }
  throw new Error("a conflicting pairing comes and goes");
}

async function standingPairing(
  tx: Db,
  { mentor, mentee }: ProposedPair,
): Promise<string | null> {
  const [known] = await tx
    .select({ id: pairings.id })
    .from(pairings)
    .where(
      and(
        eq(pairings.mentorEnrolmentId, mentor),
        eq(pairings.menteeEnrolmentId, mentee),
        inArray(pairings.status, ["proposed", ...LIVE_STATUSES]),
      ),
    );
  return known?.id ?? null;
}
