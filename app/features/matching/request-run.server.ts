import type { Db } from "db/client.ts";
import { cohorts, matchingRuns } from "db/schema/index.ts";
import { and, eq, inArray } from "drizzle-orm";
import type { CohortState } from "~/domain/cohort/lifecycle.ts";
import { estimateMemory } from "~/domain/matching/memory.ts";
import { usableWeights } from "~/domain/scoring/in-use.ts";
import type { CriteriaSet, MatchingFacts } from "~/domain/scoring/types.ts";
import {
  coordinatedBy,
  lockCohort,
} from "~/features/programmes/access.server.ts";
import { ensureCriteria } from "~/features/programmes/criteria.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { environment } from "~/lib/env.server.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { enqueue } from "~/lib/queue.server.ts";
import { hashOf } from "./carry-out.server.ts";
import { readCohortFacts, type CohortFacts } from "./facts.server.ts";
import type { Roster } from "./roster.server.ts";

/** What stands in the way of a run, each a key of `matching.blockers`. */
export const RUN_BLOCKERS = [
  "state",
  "busy",
  "no_mentors",
  "no_mentees",
  "pins",
  "weights",
  "memory",
] as const;
export type RunBlocker = (typeof RUN_BLOCKERS)[number];

/** What decides whether a run may start, of the people that it would take. */
type StartingRoster = Pick<
  Roster,
  "mentors" | "mentees" | "tooManyPins" | "collected"
>;

/** The same of facts that have been read whole. */
function rosterOf({ facts, tooManyPins }: CohortFacts): StartingRoster {
  return {
    mentors: facts.mentors.length,
    mentees: facts.mentees.length,
    collected: facts.collected,
    tooManyPins,
  };
}

/** Says whether a run may start now, and everything that keeps it from starting. */
export function runBlockers(
  state: CohortState,
  isBusy: boolean,
  criteria: CriteriaSet,
  roster: StartingRoster,
): RunBlocker[] {
  const blocked: Record<RunBlocker, boolean> = {
    state: state !== "matching" && state !== "running",
    busy: isBusy,
    no_mentors: roster.mentors === 0,
    no_mentees: roster.mentees === 0,
    pins: roster.tooManyPins,
    weights: !usableWeights(criteria, roster.collected).ok,
    memory: isTooLarge(memoryOf(roster)),
  };
  return RUN_BLOCKERS.filter((blocker) => blocked[blocker]);
}

/** What a run of these people would take, and what this installation gives it, in megabytes. */
export function memoryFor({ mentees, mentors }: MatchingFacts) {
  return memoryOf({ mentees: mentees.length, mentors: mentors.length });
}

/** The same for people who are only counted. */
export function memoryOf({
  mentees,
  mentors,
}: Pick<StartingRoster, "mentees" | "mentors">): {
  needed: number;
  limit: number;
} {
  return {
    needed: Math.ceil(estimateMemory({ mentees, mentors }) / 1e6),
    limit: environment().MATCHING_MEMORY_MB,
  };
}

function isTooLarge({ needed, limit }: { needed: number; limit: number }) {
  return needed > limit;
}

/** The day that counts for criteria without a reference date: today in UTC. */
export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** The run of a cohort that is waiting or computing, if any. */
export async function busyRun(
  db: Db,
  cohortId: string,
): Promise<string | null> {
  const [run] = await db
    .select({ id: matchingRuns.id })
    .from(matchingRuns)
    .where(
      and(
        eq(matchingRuns.cohortId, cohortId),
        inArray(matchingRuns.state, ["queued", "running"]),
      ),
    )
    .limit(1);
  return run?.id ?? null;
}

/**
 * Freezes what a run is computed from and queues it.
 *
 * @returns the id of the run
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} `matching:blockers.…` if it may not start; the page before says why
 */
export async function requestRun(
  ctx: Context,
  cohortId: string,
): Promise<string> {
  return ctx.db.transaction(async (tx) => {
    const cohort = await lockCohort(tx, ctx.actor, cohortId);
    const set = await ensureCriteria(tx, ctx, cohortId);
    const read = await readCohortFacts(
      tx,
      cohort,
      set.criteria,
      dayOf(ctx.now),
    );
    const isBusy = (await busyRun(tx, cohortId)) !== null;
    const [blocker] = runBlockers(
      cohort.state,
      isBusy,
      set.criteria,
      rosterOf(read),
    );
    if (blocker) {
      const { needed, limit } = memoryFor(read.facts);
      const args =
        blocker === "memory" ? `?needed=${needed}&limit=${limit}` : "";
      throw new ConflictError(`matching:blockers.${blocker}${args}`);
    }
    const { criteria, objective } = set;
    const [run] = await tx
      .insert(matchingRuns)
      .values({
        cohortId,
        criteriaSetId: set.id,
        input: read.facts,
        inputHash: hashOf({ facts: read.facts, criteria, objective }),
        requestedBy: ctx.actor.personId,
        createdAt: ctx.now,
      })
      .returning({ id: matchingRuns.id });
    if (!run) throw new Error("an insert returned no row");
    await enqueue(tx, "matching.run", { runId: run.id }, { maxAttempts: 5 });
    await recordAudit(tx, ctx, {
      action: "run.requested",
      subject: ["run", run.id],
      programmeId: cohort.programmeId,
      cohortId,
      details: { criteriaVersion: set.version },
    });
    return run.id;
  });
}

/**
 * Ends a run that is waiting or computing; nothing of it is kept. Whoever computes it notices within a second.
 *
 * @throws {NotFoundError} if there is no such run in the actor's programmes
 * @throws {ConflictError} if it has ended already
 */
export async function cancelRun(ctx: Context, runId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [run] = await tx
      .select({
        state: matchingRuns.state,
        cohortId: matchingRuns.cohortId,
        programmeId: cohorts.programmeId,
      })
      .from(matchingRuns)
      .innerJoin(cohorts, eq(cohorts.id, matchingRuns.cohortId))
      .where(
        and(
          eq(matchingRuns.id, runId),
          coordinatedBy(ctx.actor, cohorts.programmeId),
        ),
      )
      .for("update", { of: matchingRuns });
    if (!run) throw new NotFoundError();
    if (run.state !== "queued" && run.state !== "running")
      throw new ConflictError("matching:errors.ended");
    await tx
      .update(matchingRuns)
      .set({ state: "cancelled", cancelRequested: true, finishedAt: ctx.now })
      .where(eq(matchingRuns.id, runId));
    await recordAudit(tx, ctx, {
      action: "run.cancelled",
      subject: ["run", runId],
      programmeId: run.programmeId,
      cohortId: run.cohortId,
    });
  });
}
