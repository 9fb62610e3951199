import type { Db } from "db/client.ts";
import {
  cohorts,
  criteriaSets,
  matchingRuns,
  matchingRunStates,
  type StoredMatchingResult,
} from "db/schema/index.ts";
import { and, eq, inArray, sql } from "drizzle-orm";
import { createHash } from "node:crypto";
import type { SolveProgress } from "~/domain/matching/progress.ts";
import { queueJoiners } from "~/features/enrolments/queue-joiners.server.ts";
import { proposePairings } from "~/features/pairings/propose.server.ts";
import { type AuditAction, recordAudit } from "~/lib/audit.server.ts";
import { canonicalJson } from "~/lib/canonical-json.ts";
import type { JobContext } from "~/lib/context.ts";
import { log } from "~/lib/log.server.ts";
import type { MatchingTask } from "./compute.server.ts";
import { quotaFailure } from "./run-failure.ts";
import type { KeptRun } from "./keep-run.server.ts";

/** The result, and what is kept beside it if it was made at once. */
export type Solved = StoredMatchingResult & { readonly kept?: KeptRun | null };

/** Whoever computes: a thread of its own in the server, the same function at hand in tests. */
export type Solve = (
  task: MatchingTask,
  options: {
    readonly onProgress: (progress: SolveProgress) => void;
    readonly signal: AbortSignal;
  },
) => Promise<Solved>;

type Job = Pick<JobContext, "db" | "now" | "requestId">;

/** How often progress is written down, and a cancellation noticed. */
const LOOK_MS = 500;

/**
 * Computes a queued run and saves result and proposals in one transaction; the run never changes after that.
 *
 * May be called again for the same run, also while another call is busy with it: the first to finish saves.
 * A run that was cancelled meanwhile saves nothing.
 *
 * @throws whatever keeps the database from answering: the queue tries again
 */
export async function carryOutRun(
  job: Job,
  runId: string,
  solve: Solve,
): Promise<void> {
  const task = await begin(job, runId);
  if (task === null) return; // ended or cancelled already
  const watch = watchOver(job.db, runId);
  let result: Solved;
  try {
    result = await solve(task, {
      onProgress: (progress) => watch.note(progress),
      signal: watch.signal,
    });
  } catch (error) {
    await watch.stop();
    if (watch.signal.aborted) return;
    return fail(job, runId, error);
  }
  await watch.stop();
  await save(job, runId, result);
}

async function begin(job: Job, runId: string): Promise<MatchingTask | null> {
  const [begun] = await job.db
    .update(matchingRuns)
    .set({
      state: "running",
      startedAt: sql`coalesce(${matchingRuns.startedAt}, ${job.now.toISOString()}::timestamptz)`,
      phase: "score",
      done: 0,
      of: 0,
    })
    .where(
      and(
        eq(matchingRuns.id, runId),
        inArray(matchingRuns.state, ["queued", "running"]),
      ),
    )
    .returning({
      facts: matchingRuns.input,
      criteriaSetId: matchingRuns.criteriaSetId,
    });
  if (!begun) return null;
  const [set] = await job.db
    .select({
      criteria: criteriaSets.criteria,
      objective: criteriaSets.objective,
    })
    .from(criteriaSets)
    .where(eq(criteriaSets.id, begun.criteriaSetId));
  return set ? { facts: begun.facts, ...set } : null;
}

/** Writes down the last word about progress twice a second, and notices that the run is no longer wanted. */
function watchOver(db: Db, runId: string) {
  const abort = new AbortController();
  let latest: SolveProgress | null = null;
  let writing: Promise<void> = Promise.resolve();
  const look = async () => {
    const progress = latest;
    const rows = await db
      .update(matchingRuns)
      .set(progress ? { ...progress } : { state: "running" })
      .where(and(eq(matchingRuns.id, runId), eq(matchingRuns.state, "running")))
      .returning({ id: matchingRuns.id });
    if (rows.length === 0) abort.abort();
  };
  const timer = setInterval(() => {
    // a look that fails is made up for by the next one; saving will tell if the database has gone
    writing = writing.then(look).catch(() => undefined);
  }, LOOK_MS);
  return {
    signal: abort.signal,
    note(progress: SolveProgress) {
      latest = progress;
    },
    async stop() {
      clearInterval(timer);
      await writing;
    },
  };
}

async function save(
  job: Job,
  runId: string,
  { kept, ...result }: Solved,
): Promise<void> {
  await job.db.transaction(async (tx) => {
    const run = await lockRunning(tx, runId);
    if (!run) return;
    const { added, superseded } = await proposePairings(
      tx,
      { id: runId, cohortId: run.cohortId },
      result.pairs,
      job.now,
    );
    await tx
      .update(matchingRuns)
      .set({
        state: "finished",
        phase: "save",
        result,
        resultHash: hashOf(result),
        finishedAt: new Date(),
      })
      .where(eq(matchingRuns.id, runId));
    if (kept)
      await tx
        .insert(matchingRunStates)
        .values({ runId, ...kept })
        .onConflictDoNothing();
    await queueJoiners(tx, run.cohortId); // who was accepted while it was computing
    await recordEnd(tx, job, runId, run, {
      action: "run.finished",
      details: { matched: result.matched, added, superseded },
    });
  });
}

const FAILURES = { UnprovenResult: "unproven", RangeError: "input" };

/** The failure (run-failure.ts) is a key of the `matching` catalogue; what really happened goes to the log. */
async function fail(job: Job, runId: string, error: unknown): Promise<void> {
  log().error({ err: error, runId }, "a matching run failed");
  const name = error instanceof Error ? error.name : "";
  const failure =
    quotaFailure(error) ?? FAILURES[name as keyof typeof FAILURES] ?? "fault";
  await job.db.transaction(async (tx) => {
    const run = await lockRunning(tx, runId);
    if (!run) return;
    await tx
      .update(matchingRuns)
      .set({ state: "failed", failure, finishedAt: new Date() })
      .where(eq(matchingRuns.id, runId));
    await recordEnd(tx, job, runId, run, {
      action: "run.failed",
      details: { failure },
    });
  });
}

async function lockRunning(tx: Db, runId: string) {
  const [run] = await tx
    .select({
      cohortId: matchingRuns.cohortId,
      programmeId: cohorts.programmeId,
    })
    .from(matchingRuns)
    .innerJoin(cohorts, eq(cohorts.id, matchingRuns.cohortId))
    .where(and(eq(matchingRuns.id, runId), eq(matchingRuns.state, "running")))
    .for("update", { of: matchingRuns });
  return run;
}

async function recordEnd(
  tx: Db,
  job: Job,
  runId: string,
  run: { cohortId: string; programmeId: string },
  entry: { action: AuditAction; details: Record<string, unknown> },
): Promise<void> {
  await recordAudit(
    tx,
    { ...job, actor: null },
    {
      ...entry,
      subject: ["run", runId],
      ...run,
    },
  );
}

/** The same for equal values, whatever the order of keys that the database gives back. */
export function hashOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
