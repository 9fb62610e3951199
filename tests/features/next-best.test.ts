import { buildCohort, buildEnrolment, buildProgramme } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { matchingSuggestions, pairings } from "db/schema/index.ts";
import { and, asc, eq } from "drizzle-orm";
import { build } from "esbuild";
import path from "node:path";
import { expect, test } from "vitest";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults.ts";
import { carryOutRun } from "~/features/matching/carry-out.server.ts";
import {
  computeMatching,
  UnprovenResult,
} from "~/features/matching/compute.server.ts";
import type { SolveExchange } from "~/features/matching/exchange.server.ts";
import {
  checkPairs,
  exchangeOf,
} from "~/features/matching/exchanging.server.ts";
import {
  nextBest,
  takeNextBest,
  workOutNextBest,
} from "~/features/matching/next-best.server.ts";
import { requestRun } from "~/features/matching/request-run.server.ts";
import { exchangeInThread } from "~/features/matching/solver-thread.server.ts";
import { proposePair } from "~/features/matching/why-not-page.server.ts";
import { decidePairing } from "~/features/pairings/decide.server.ts";
import { saveCriteria } from "~/features/programmes/criteria.server.ts";
import { asCoordinator, NOW, statusOf } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";
import { problemOf } from "../support/matching-cases.ts";
import { scratchDir } from "../support/scratch.ts";

const atHand: SolveExchange = async (task, proposed) =>
  exchangeOf(task, proposed);

const job = (db: Db) => ({ db, now: NOW, requestId: null });

/** As many mentees as mentors but one more, all proposed to somebody; the first proposal has been rejected. */
async function fallen(db: Db, size = 3) {
  const cohort = await buildCohort(db);
  const coordinator = await asCoordinator(db, cohort.programmeId);
  for (let at = 0; at <= size; at++)
    await buildEnrolment(db, { cohortId: cohort.id, role: "mentor" });
  for (let at = 0; at < size; at++)
    await buildEnrolment(db, { cohortId: cohort.id, role: "mentee" });
  const runId = await requestRun(coordinator, cohort.id);
  await carryOutRun(job(db), runId, async (task) => computeMatching(task));
  const [first] = await proposalsOf(db, cohort.id);
  await decidePairing(coordinator, first!.id, {
    step: "reject",
    reason: "other",
    version: first!.version,
  });
  return { cohort, coordinator, first: first!, runId };
}

async function proposalsOf(db: Db, cohortId: string) {
  return db
    .select()
    .from(pairings)
    .where(
      and(eq(pairings.cohortId, cohortId), eq(pairings.status, "proposed")),
    )
    .orderBy(asc(pairings.id));
}

test("after a rejection the mentee gets somebody else, and nobody else changes", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, first, runId } = await fallen(db);
    expect(await nextBest(coordinator, first.id)).toBeNull();
    const kept = await proposalsOf(db, cohort.id);

    await workOutNextBest(job(db), first.id, atHand);
    await workOutNextBest(job(db), first.id, atHand);

    expect(await proposalsOf(db, cohort.id)).toEqual(kept);
    const suggestion = (await nextBest(coordinator, first.id))!;
    expect(suggestion).toMatchObject({
      gain: { people: 1, secondPlaces: 0 },
      changes: [{ from: null }],
      takenAt: null,
    });

    await takeNextBest(coordinator, first.id, atHand);

    const now = await proposalsOf(db, cohort.id);
    expect(now).toHaveLength(kept.length + 1);
    const added = now.find(({ id }) => kept.every((row) => row.id !== id))!;
    expect(added).toMatchObject({
      menteeEnrolmentId: first.menteeEnrolmentId,
      runId,
      pinned: false,
    });
    expect(added.mentorEnrolmentId).not.toBe(first.mentorEnrolmentId);
    expect(added.explanation!.criteria.length).toBeGreaterThan(0);
    expect((await nextBest(coordinator, first.id))!.takenAt).not.toBeNull();
    expect(await statusOf(takeNextBest(coordinator, first.id, atHand))).toBe(
      409,
    );
  }));

/** Two mentors and two mentees of two trades; the proposal of the first trade has been rejected. */
async function fallenTrade(db: Db, objective: "coverage" | "fairest") {
  const cohort = await buildCohort(db);
  const coordinator = await asCoordinator(db, cohort.programmeId);
  for (const role of ["mentor", "mentee"] as const)
    for (const sector of ["62", "01"])
      await buildEnrolment(db, {
        cohortId: cohort.id,
        role,
        sectors: [sector],
      });
  await saveCriteria(coordinator, cohort.id, {
    basedOn: 0,
    note: null,
    objective,
    criteria: DEFAULT_CRITERIA,
  });
  const runId = await requestRun(coordinator, cohort.id);
  await carryOutRun(job(db), runId, async (task) => computeMatching(task));
  const [gone, left] = await proposalsOf(db, cohort.id);
  await decidePairing(coordinator, gone!.id, {
    step: "reject",
    reason: "other",
    version: gone!.version,
  });
  await workOutNextBest(job(db), gone!.id, atHand);
  return { suggestion: (await nextBest(coordinator, gone!.id))!, left: left! };
}

test("where the worst pair comes first, it is said that the lowest score falls for somebody's place", () =>
  withDatabase(async (db) => {
    const { suggestion, left } = await fallenTrade(db, "fairest");
    const { changes, gain, floor } = suggestion;
    expect([changes.length, gain.people]).toEqual([2, 1]);
    const scores = changes.map(({ scoreAfter }) => scoreAfter!);
    expect(floor).toEqual({
      before: left.score,
      after: Math.min(...scores),
      possible: null,
    });
    expect(floor!.after).toBeLessThan(floor!.before);
    const plain = await fallenTrade(db, "coverage");
    expect(plain.suggestion).toMatchObject({
      floor: null,
      gain: { people: 1 },
    });
  }));

test("what has changed since is worked out anew, and nothing is proposed unseen", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, first } = await fallen(db);
    await workOutNextBest(job(db), first.id, atHand);
    const [row] = await db
      .select()
      .from(matchingSuggestions)
      .where(eq(matchingSuggestions.pairingId, first.id));
    // the mentor that was to be next is given to the mentee by hand, by somebody else
    await proposePair(coordinator, cohort.id, {
      mentor: row!.changes[0]!.to!,
      mentee: first.menteeEnrolmentId,
    });
    const before = await proposalsOf(db, cohort.id);
    expect(await statusOf(takeNextBest(coordinator, first.id, atHand))).toBe(
      409,
    );
    expect(await proposalsOf(db, cohort.id)).toEqual(before);
    expect((await nextBest(coordinator, first.id))!.changes).toEqual([]);
    expect(await statusOf(takeNextBest(coordinator, first.id, atHand))).toBe(
      409,
    );
  }));

test("a pair that stands has no next best, and it belongs to its programme", () =>
  withDatabase(async (db) => {
    const { cohort, first } = await fallen(db);
    const [standing] = await proposalsOf(db, cohort.id);
    expect(await workOutNextBest(job(db), standing!.id, atHand)).toBeNull();
    await workOutNextBest(job(db), first.id, atHand);
    const other = await asCoordinator(db, (await buildProgramme(db)).id);
    expect(await statusOf(nextBest(other, first.id))).toBe(404);
    expect(await statusOf(takeNextBest(other, first.id, atHand))).toBe(404);
  }));

test("the thread of the solver suggests the same as the function at hand", async () => {
  const file = path.join(scratchDir("passerelle-worker-"), "worker.mjs");
  await build({
    entryPoints: ["app/jobs/matching-worker.ts"],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    alias: { "~": "./app", db: "./db" },
  });
  await withDatabase(async (db) => {
    const { first, cohort } = await fallen(db);
    const asked: Parameters<SolveExchange>[] = [];
    const here = await workOutNextBest(job(db), first.id, (...question) => {
      asked.push(question);
      return atHand(...question);
    });
    expect(here!.exchange.coming).toHaveLength(1);
    const [task, proposed] = asked[0]!;
    expect(proposed).toHaveLength(2);
    expect(await exchangeInThread(task, proposed, file)).toEqual(here);
    expect(await proposalsOf(db, cohort.id)).toHaveLength(2);
  });
}, 60_000);

test("pairs that break a place, a rule or a figure are never suggested", () => {
  const problem = problemOf({
    scores: [
      [9, -1],
      [8, 7],
    ],
  });
  const pair = (mentee: number, mentor: number, score: number) => ({
    mentee,
    mentor,
    score,
    pinned: false,
  });
  const figures = { people: 2, secondPlaces: 0, total: 16 };
  const good = [pair(0, 0, 9), pair(1, 1, 7)];
  checkPairs(problem, good, figures);
  for (const [pairs, said] of [
    [[pair(0, 0, 9), pair(1, 0, 8)], { ...figures, total: 17 }],
    [[pair(0, 1, 9), pair(1, 0, 8)], { ...figures, total: 17 }],
    [[pair(0, 0, 8), pair(1, 1, 7)], { ...figures, total: 15 }],
    [good, { ...figures, total: 17 }],
    [good, { ...figures, people: 1 }],
  ] as const)
    expect(() => checkPairs(problem, pairs, said)).toThrow(UnprovenResult);
});
