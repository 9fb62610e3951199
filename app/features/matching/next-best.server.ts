import type { Db } from "db/client.ts";
import {
  cohorts,
  matchingRuns,
  matchingSuggestions,
  pairings,
  type StoredChange,
} from "db/schema/index.ts";
import { and, asc, desc, eq } from "drizzle-orm";
import { FELL_THROUGH } from "~/domain/pairing/lifecycle.ts";
import { exchangeProposals } from "~/features/pairings/propose.server.ts";
import {
  coordinatedBy,
  lockCohort,
} from "~/features/programmes/access.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import { canonicalJson } from "~/lib/canonical-json.ts";
import type { Context, JobContext } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { gainBetween, namedChanges, peopleIn } from "./effect.server.ts";
import { type SolveExchange, suggestExchange } from "./exchange.server.ts";
import type { Suggestion } from "./exchanging.server.ts";
import { namesOf } from "./people.server.ts";

type Job = Pick<JobContext, "db" | "now">;

/**
 * Works out what could be proposed after a pair fell through, with as few changes to undecided proposals as possible, and
 * writes it down for the coordinator. Nothing else happens; working it out again replaces what stood there.
 *
 * @returns null where there is nothing to work out: the pair stands, its cohort is closed, stable runs, quotas, too many people
 */
export async function workOutNextBest(
  { db, now }: Job,
  pairingId: string,
  solve: SolveExchange,
): Promise<Suggestion | null> {
  const found = await fallenPair(db, pairingId);
  if (found === null) return null;
  const { cohort, pair } = found;
  const suggestion = await suggestExchange(db, now, cohort, pair, solve);
  if (typeof suggestion === "string") return null;
  const { changes, before, after, floor } = suggestion;
  const row = {
    cohortId: found.cohort.id,
    changes,
    before,
    after,
    floor,
    computedAt: now,
    takenAt: null,
  };
  await db
    .insert(matchingSuggestions)
    .values({ pairingId, ...row })
    .onConflictDoUpdate({ target: matchingSuggestions.pairingId, set: row });
  return suggestion;
}

async function fallenPair(db: Db, pairingId: string) {
  const [row] = await db
    .select({
      cohort: cohorts,
      status: pairings.status,
      pair: {
        mentor: pairings.mentorEnrolmentId,
        mentee: pairings.menteeEnrolmentId,
      },
    })
    .from(pairings)
    .innerJoin(cohorts, eq(cohorts.id, pairings.cohortId))
    .where(eq(pairings.id, pairingId));
  const isOpen =
    row?.cohort.state === "matching" || row?.cohort.state === "running";
  return row && isOpen && FELL_THROUGH.has(row.status) ? row : null;
}

/**
 * What was worked out for a pair that fell through, with names and the effect on the whole.
 *
 * @returns null if nothing was
 * @throws {NotFoundError} if there is no such pairing in the actor's programmes
 */
export async function nextBest(ctx: Context, pairingId: string) {
  const row = await readSuggestion(ctx, pairingId);
  if (row === null) return null;
  const { changes, before, after, floor, computedAt, takenAt } = row;
  const names = await namesOf(ctx.db, peopleIn([{ changes }]));
  return {
    pairingId,
    gain: gainBetween(before, after),
    floor,
    changes: namedChanges(changes, names),
    computedAt: computedAt.toISOString(),
    takenAt: takenAt?.toISOString() ?? null,
  };
}

async function readSuggestion(ctx: Context, pairingId: string) {
  const [row] = await ctx.db
    .select({ suggestion: matchingSuggestions, cohortId: pairings.cohortId })
    .from(pairings)
    .innerJoin(cohorts, eq(cohorts.id, pairings.cohortId))
    .leftJoin(
      matchingSuggestions,
      eq(matchingSuggestions.pairingId, pairings.id),
    )
    .where(
      and(
        eq(pairings.id, pairingId),
        coordinatedBy(ctx.actor, cohorts.programmeId),
      ),
    );
  if (!row) throw new NotFoundError();
  return row.suggestion;
}

/**
 * Proposes what was worked out: undecided proposals that it names give way, the new ones wait for approval.
 *
 * @throws {NotFoundError} if there is no such pairing in the actor's programmes
 * @throws {ConflictError} if nothing is to be proposed any more, or things have changed since; then it was worked out anew
 */
export async function takeNextBest(
  ctx: Context,
  pairingId: string,
  solve: SolveExchange,
): Promise<void> {
  const seen = await readSuggestion(ctx, pairingId);
  if (seen === null || seen.takenAt !== null || seen.changes.length === 0)
    throw new ConflictError("exchange:next.gone");
  const isTaken = await ctx.db.transaction((tx) =>
    takeIfUnchanged({ ...ctx, db: tx }, pairingId, seen, solve),
  );
  if (isTaken) return;
  await workOutNextBest(ctx, pairingId, solve);
  throw new ConflictError("exchange:next.stale");
}

async function takeIfUnchanged(
  ctx: Context,
  pairingId: string,
  seen: typeof matchingSuggestions.$inferSelect,
  solve: SolveExchange,
): Promise<boolean> {
  const { db: tx } = ctx;
  const cohort = await lockCohort(tx, ctx.actor, seen.cohortId);
  const [locked] = await tx
    .select({ takenAt: matchingSuggestions.takenAt })
    .from(matchingSuggestions)
    .where(eq(matchingSuggestions.pairingId, pairingId))
    .for("update");
  if (locked?.takenAt) throw new ConflictError("exchange:next.gone");
  const now = await workOutAgain(ctx, pairingId, solve);
  if (now === null || typeof now === "string") return false;
  if (!isSame(now.changes, seen.changes)) return false;
  const runId = await newestRun(tx, cohort.id);
  await exchangeProposals(
    tx,
    { cohortId: cohort.id, runId },
    now.exchange,
    ctx.now,
  );
  await tx
    .update(matchingSuggestions)
    .set({ takenAt: ctx.now })
    .where(eq(matchingSuggestions.pairingId, pairingId));
  await recordAudit(tx, ctx, {
    action: "pairing.propose",
    subject: ["pairing", pairingId],
    programmeId: cohort.programmeId,
    cohortId: cohort.id,
    details: { changes: now.changes.length },
  });
  return true;
}

async function workOutAgain(
  { db, now }: Job,
  pairingId: string,
  solve: SolveExchange,
) {
  const found = await fallenPair(db, pairingId);
  return found && suggestExchange(db, now, found.cohort, found.pair, solve);
}

/** Whether what is worked out now is what somebody has seen. */
export function isSame(
  now: readonly StoredChange[],
  seen: readonly StoredChange[],
): boolean {
  return canonicalJson(now) === canonicalJson(seen);
}

/** The newest finished run of a cohort. */
export async function newestRun(
  tx: Db,
  cohortId: string,
): Promise<string | null> {
  const [run] = await tx
    .select({ id: matchingRuns.id })
    .from(matchingRuns)
    .where(
      and(
        eq(matchingRuns.cohortId, cohortId),
        eq(matchingRuns.state, "finished"),
      ),
    )
    .orderBy(desc(matchingRuns.createdAt), asc(matchingRuns.id))
    .limit(1);
  return run?.id ?? null;
}
