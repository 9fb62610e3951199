import {
  buildCohort,
  buildEnrolment,
  buildOrganisation,
  buildPairing,
  buildPerson,
  buildProgramme,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  auditEntries,
  criteriaSets,
  matchingRuns,
  pairings,
} from "db/schema/index.ts";
import { asc, eq } from "drizzle-orm";
import { build } from "esbuild";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { PairingStatus } from "~/domain/pairing/lifecycle.ts";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults.ts";
import type { MatchingFacts } from "~/domain/scoring/types.ts";
import {
  carryOutRun,
  type Solve,
} from "~/features/matching/carry-out.server.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { runsPage } from "~/features/matching/preflight.server.ts";
import {
  cancelRun,
  requestRun,
  runBlockers,
} from "~/features/matching/request-run.server.ts";
import { runPage } from "~/features/matching/run-page.server.ts";
import {
  proposePair,
  whyNotPage,
} from "~/features/matching/why-not-page.server.ts";
import { decidePairing } from "~/features/pairings/decide.server.ts";
import {
  latestCriteria,
  saveCriteria,
} from "~/features/programmes/criteria.server.ts";
import { solverThread } from "~/features/matching/solver-thread.server.ts";
import type { Context } from "~/lib/context.ts";
import {
  asCoordinator,
  asPerson,
  NOW,
  queuedJobs,
  statusOf,
} from "../support/context.ts";
import { freshDatabase, withDatabase } from "../support/database.ts";
import { scratchDir } from "../support/scratch.ts";

const atHand: Solve = async (task, { onProgress }) =>
  computeMatching(task, { onProgress });

const EVERYBODY = { reason: "all", after: null } as const;

const job = (db: Db) => ({ db, now: NOW, requestId: null });

async function run(ctx: Context, cohortId: string, solve = atHand) {
  const runId = await requestRun(ctx, cohortId);
  await carryOutRun(job(ctx.db), runId, solve);
  return runId;
}

/** A cohort of so many mentors and mentees who fit each other, with its coordinator. */
async function crowd(db: Db, mentors: number, mentees: number) {
  const cohort = await buildCohort(db);
  const enrol = async (role: "mentor" | "mentee", count: number) => {
    const ids: string[] = [];
    for (let at = 0; at < count; at++)
      ids.push((await buildEnrolment(db, { cohortId: cohort.id, role })).id);
    return ids;
  };
  return {
    cohort,
    mentors: await enrol("mentor", mentors),
    mentees: await enrol("mentee", mentees),
    coordinator: await asCoordinator(db, cohort.programmeId),
  };
}

async function pairingsOf(db: Db, cohortId: string) {
  return db
    .select()
    .from(pairings)
    .where(eq(pairings.cohortId, cohortId))
    .orderBy(asc(pairings.createdAt), asc(pairings.id));
}

/** So many copies of the first mentor and the first mentee. */
function crowded(facts: MatchingFacts, size: number): MatchingFacts {
  const copies = <T extends { id: string }>(side: readonly T[]) =>
    Array.from({ length: size }, (_, at) => ({
      ...side[0]!,
      id: `${side[0]!.id}-${at}`,
    }));
  return {
    ...facts,
    mentors: copies(facts.mentors),
    mentees: copies(facts.mentees),
  };
}

async function readRun(db: Db, runId: string) {
  const [row] = await db
    .select()
    .from(matchingRuns)
    .where(eq(matchingRuns.id, runId));
  return row!;
}

describe("a run", () => {
  test("is frozen, queued, computed, proved and saved with its proposals", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db, 3, 3);
      const runId = await requestRun(coordinator, cohort.id);
      expect(await queuedJobs(db)).toEqual(["matching.run"]);
      expect(await readRun(db, runId)).toMatchObject({
        state: "queued",
        phase: "waiting",
      });
      await carryOutRun(job(db), runId, atHand);
      const after = await readRun(db, runId);
      expect(after.state).toBe("finished");
      expect(after.result).toMatchObject({ matched: 3, unmatched: [] });
      expect(after.result!.certificate!.primal).toBe(
        after.result!.certificate!.dual,
      );
      const proposed = await pairingsOf(db, cohort.id);
      expect(proposed.map((row) => row.status)).toEqual(
        Array.from({ length: 3 }, () => "proposed"),
      );
      for (const row of proposed) {
        const points = row.explanation!.criteria.map((line) => line.points);
        expect(points.reduce((a, b) => a + b, 0)).toBe(row.score);
      }
      const page = await runPage(coordinator, runId);
      expect(page.outcome).toMatchObject({ matched: 3, pairs: 3 });
    }));

  test("gives the same answer for the same input, and never changes afterwards", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db, 4, 5);
      const first = await readRun(db, await run(coordinator, cohort.id));
      const second = await readRun(db, await run(coordinator, cohort.id));
      expect(second.inputHash).toBe(first.inputHash);
      expect(second.resultHash).toBe(first.resultHash);
      await expect(
        db
          .update(matchingRuns)
          .set({ resultHash: "other" })
          .where(eq(matchingRuns.id, first.id)),
      ).rejects.toMatchObject({
        cause: { constraint_name: "matching_runs_frozen" },
      });
    }));

  test("may be carried out twice, also at once, and saves once", async () => {
    const { db } = await freshDatabase();
    const { cohort, coordinator } = await crowd(db, 3, 4);
    const runId = await requestRun(coordinator, cohort.id);
    const slow: Solve = async (task, options) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return atHand(task, options);
    };
    await Promise.all([
      carryOutRun(job(db), runId, slow),
      carryOutRun(job(db), runId, slow),
    ]);
    await carryOutRun(job(db), runId, atHand);
    expect(await pairingsOf(db, cohort.id)).toHaveLength(3);
    const entries = await db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.action, "run.finished"));
    expect(entries).toHaveLength(1);
  });

  test("runs in a thread of its own, tells how far it is, and ends when it is cancelled", async () => {
    const folder = scratchDir("passerelle-worker-");
    const file = path.join(folder, "worker.mjs");
    await build({
      entryPoints: ["app/jobs/matching-worker.ts"],
      outfile: file,
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      alias: { "~": "./app", db: "./db" },
    });
    const { db } = await freshDatabase();
    const { cohort, coordinator } = await crowd(db, 5, 5);
    const solve = solverThread(file);
    const runId = await run(coordinator, cohort.id, solve);
    expect(await readRun(db, runId)).toMatchObject({ state: "finished" });

    const stuck = await requestRun(coordinator, cohort.id);
    const { input } = await readRun(db, stuck);
    const carrying = carryOutRun(job(db), stuck, async (task, options) => {
      let cancelled: Promise<void> | undefined;
      const result = await solve(
        { ...task, facts: crowded(task.facts, 20_000) },
        {
          ...options,
          onProgress() {
            cancelled ??= cancelRun(coordinator, stuck);
          },
        },
      );
      await cancelled;
      return result;
    });
    await carrying;
    expect(await readRun(db, stuck)).toMatchObject({
      state: "cancelled",
      result: null,
    });

    // the thread that was ended is replaced; the one that finished serves again
    const task = { facts: input, criteria: DEFAULT_CRITERIA } as const;
    for (const objective of ["coverage", "total"] as const) {
      const quiet = {
        onProgress: () => {},
        signal: new AbortController().signal,
      };
      expect(await solve({ ...task, objective }, quiet)).toMatchObject(
        computeMatching({ ...task, objective }),
      );
    }
  }, 60_000);

  test("that breaks down says so, and leaves no proposals", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db, 1, 1);
      const runId = await run(coordinator, cohort.id, () =>
        Promise.reject(new Error("the thread died")),
      );
      expect(await readRun(db, runId)).toMatchObject({
        state: "failed",
        failure: "fault",
      });
      expect(await pairingsOf(db, cohort.id)).toEqual([]);
    }));

  test("replaces undecided proposals, keeps pins, and leaves decided pairs their places", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db, 3, 3);
      await run(coordinator, cohort.id);
      const [first, second, third] = await pairingsOf(db, cohort.id);
      await decidePairing(coordinator, first!.id, { step: "approve" });
      await decidePairing(coordinator, second!.id, { step: "pin" });
      const again = await readRun(db, await run(coordinator, cohort.id));
      expect(again.input.mentees).toHaveLength(2);
      expect(again.input.pins).toEqual([
        {
          mentee: second!.menteeEnrolmentId,
          mentor: second!.mentorEnrolmentId,
        },
      ]);
      const after = await pairingsOf(db, cohort.id);
      const statuses = new Map(after.map((row) => [row.id, row.status]));
      expect(statuses.get(first!.id)).toBe("approved");
      expect(statuses.get(second!.id)).toBe("proposed");
      expect(statuses.get(third!.id)).toBe("superseded");
      expect(after.find((row) => row.id === second!.id)!.runId).toBe(again.id);
      expect(after).toHaveLength(4);
    }));

  test("does not propose again what was refused", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db, 2, 2);
      await run(coordinator, cohort.id);
      const proposed = await pairingsOf(db, cohort.id);
      expect(proposed).toHaveLength(2);
      for (const { id } of proposed)
        await decidePairing(coordinator, id, {
          step: "reject",
          reason: "not_a_fit",
        });
      const { result } = await readRun(db, await run(coordinator, cohort.id));
      const refused = new Set(
        proposed.map((row) => row.menteeEnrolmentId + row.mentorEnrolmentId),
      );
      expect(result!.pairs).toHaveLength(2);
      for (const { mentee, mentor } of result!.pairs)
        expect(refused.has(mentee + mentor)).toBe(false);
    }));

  test("counts a decline, an early end and a finished pair as refused too, but not a proposal that expired", () =>
    withDatabase(async (db) => {
      const cases: [PairingStatus, number][] = [
        ["mentor_declined", 1],
        ["mentee_declined", 1],
        ["ended_early", 1],
        ["completed", 1],
        ["expired", 0],
        ["withdrawn", 0],
        ["superseded", 0],
      ];
      for (const [status, exclusions] of cases) {
        const { cohort, coordinator, mentors, mentees } = await crowd(db, 1, 1);
        await buildPairing(db, {
          cohortId: cohort.id,
          mentorEnrolmentId: mentors[0]!,
          menteeEnrolmentId: mentees[0]!,
          status,
        });
        const page = await runsPage(coordinator, cohort.id, EVERYBODY);
        expect([status, page.exclusions]).toEqual([status, exclusions]);
      }
    }));

  test("leaves out who is not accepted, incomplete, paused, full or paired, and nobody mentors themselves", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db, 1, 1);
      const mentor = (over: object) =>
        buildEnrolment(db, { cohortId: cohort.id, role: "mentor", ...over });
      await mentor({ state: "submitted" });
      await mentor({ sectors: [] });
      await mentor({ pausedUntil: "2026-12-24" });
      await mentor({ capacity: 0 });
      const back = await mentor({ pausedUntil: "2026-11-20" });
      await buildPairing(db, { cohortId: cohort.id, status: "active" });
      const { personId } = await buildPerson(db);
      const organisationId = (await buildOrganisation(db)).id;
      const self = { personId, organisationId };
      await mentor(self);
      await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentee",
        ...self,
      });
      const page = await runsPage(coordinator, cohort.id, EVERYBODY);
      expect(page.leftOut.rows.map(({ reason }) => reason).sort()).toEqual([
        "full",
        "full",
        "incomplete",
        "not_accepted",
        "paired",
        "paused",
      ]);
      expect(page.leftOut.counts).toEqual([
        { reason: "not_accepted", count: 1 },
        { reason: "incomplete", count: 1 },
        { reason: "paused", count: 1 },
        { reason: "full", count: 2 },
        { reason: "paired", count: 1 },
      ]);
      const full = await runsPage(coordinator, cohort.id, {
        reason: "full",
        after: null,
      });
      expect(full.leftOut.rows.map(({ reason }) => reason)).toEqual([
        "full",
        "full",
      ]);
      expect([page.mentors, page.mentees, page.exclusions]).toEqual([3, 2, 1]);
      expect(page.leftOut.rows.some(({ id }) => id === back.id)).toBe(false);
    }));

  test("starts only while the cohort is matching or running, one at a time, with people in it", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db, 1, 1);
      const early = await buildCohort(db, {
        programmeId: cohort.programmeId,
        state: "recruiting",
      });
      const empty = await buildCohort(db, { programmeId: cohort.programmeId });
      await expect(requestRun(coordinator, early.id)).rejects.toMatchObject({
        key: "matching:blockers.state",
      });
      await expect(requestRun(coordinator, empty.id)).rejects.toMatchObject({
        key: "matching:blockers.no_mentors",
      });
      const runId = await requestRun(coordinator, cohort.id);
      await expect(requestRun(coordinator, cohort.id)).rejects.toMatchObject({
        key: "matching:blockers.busy",
      });
      await cancelRun(coordinator, runId);
      expect(await statusOf(cancelRun(coordinator, runId))).toBe(409);
      await carryOutRun(job(db), runId, atHand);
      expect((await readRun(db, runId)).state).toBe("cancelled");
    }));

  test("is refused before it starts when its people need more memory than is allowed", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db, 1, 1);
      const runId = await requestRun(coordinator, cohort.id);
      const { input } = await readRun(db, runId);
      const blockersFor = (size: number) =>
        runBlockers("matching", false, DEFAULT_CRITERIA, {
          mentors: size,
          mentees: size,
          collected: input.collected,
          tooManyPins: false,
        });
      expect(blockersFor(2_000)).toEqual([]);
      expect(blockersFor(200_000)).toEqual(["memory"]);
    }));

  test("belongs to its programme", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator, mentors } = await crowd(db, 1, 1);
      const runId = await requestRun(coordinator, cohort.id);
      const other = await asCoordinator(db, (await buildProgramme(db)).id);
      expect(await statusOf(requestRun(other, cohort.id))).toBe(404);
      expect(await statusOf(cancelRun(other, runId))).toBe(404);
      expect(await statusOf(runPage(other, runId))).toBe(404);
      expect(await statusOf(runsPage(other, cohort.id, EVERYBODY))).toBe(404);
      expect(
        await statusOf(whyNotPage(other, cohort.id, null, mentors[0]!)),
      ).toBe(404);
    }));
});

describe("why not", () => {
  test("names the hard rule, the score and what the pair would cost the whole", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator, mentors, mentees } = await crowd(db, 1, 2);
      const distant = await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentor",
        languages: [{ code: "it", level: "native" }],
      });
      await run(coordinator, cohort.id);
      const ask = async (mentee: string, mentor: string) =>
        (await whyNotPage(coordinator, cohort.id, mentee, mentor)).answer!;
      const blocked = await ask(mentees[0]!, distant.id);
      expect(blocked.explanation!.blockedBy[0]!.key).toBe(
        "hard.noSharedLanguage",
      );
      const answers = [
        await ask(mentees[0]!, mentors[0]!),
        await ask(mentees[1]!, mentors[0]!),
      ];
      expect(
        answers.filter(({ run: ofRun }) => ofRun!.hindrance === "stands"),
      ).toHaveLength(1);
      const other = answers.find(({ run: ofRun }) => ofRun!.effect)!;
      expect(other.run!.effect!.gain).toMatchObject({ people: 0 });
      // one comes, the other goes
      expect(other.run!.effect!.changes).toHaveLength(2);
      expect(other.places).toEqual({ capacity: 1, held: 0 });
    }));

  test("two people can be proposed by hand, once, and the next run keeps them", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator, mentors, mentees } = await crowd(db, 2, 2);
      const pair = { mentor: mentors[0]!, mentee: mentees[0]! };
      const id = await proposePair(coordinator, cohort.id, pair);
      expect(await proposePair(coordinator, cohort.id, pair)).toBe(id);
      await run(coordinator, cohort.id);
      const rows = await pairingsOf(db, cohort.id);
      expect(rows.find((row) => row.id === id)).toMatchObject({
        status: "proposed",
        pinned: true,
      });
      const stranger = await crowd(db, 1, 1);
      expect(
        await statusOf(
          proposePair(coordinator, cohort.id, {
            ...pair,
            mentor: stranger.mentors[0]!,
          }),
        ),
      ).toBe(404);
    }));
});

describe("how a cohort matches", () => {
  const changed = {
    ...DEFAULT_CRITERIA,
    weights: { ...DEFAULT_CRITERIA.weights, sector: 50 },
  };
  const input = {
    basedOn: 0,
    criteria: changed,
    objective: "coverage",
    note: "Sector first",
  } as const;

  test("is saved as a new version after the defaults, and the same content adds none", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await crowd(db, 0, 0);
      expect(await saveCriteria(coordinator, cohort.id, input)).toEqual({
        version: 2,
        isNew: true,
      });
      expect(
        await saveCriteria(coordinator, cohort.id, { ...input, basedOn: 2 }),
      ).toEqual({ version: 2, isNew: false });
      expect(await statusOf(saveCriteria(coordinator, cohort.id, input))).toBe(
        409,
      );
      expect(await latestCriteria(db, cohort.id)).toMatchObject({
        version: 2,
        criteria: changed,
      });
      await expect(
        db.update(criteriaSets).set({ note: "other" }),
      ).rejects.toMatchObject({
        cause: { constraint_name: "criteria_sets_append_only" },
      });
    }));

  test("ten savings at once make one version", async () => {
    const { db } = await freshDatabase();
    const { cohort, coordinator } = await crowd(db, 0, 0);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        statusOf(
          saveCriteria(coordinator, cohort.id, {
            ...input,
            criteria: { ...changed, minimumScore: at * 100 },
          }),
        ),
      ),
    );
    expect(outcomes.filter((each) => each === "done")).toHaveLength(1);
    expect(outcomes.filter((each) => each === 409)).toHaveLength(9);
  });

  test("is for coordinators of the programme only", () =>
    withDatabase(async (db) => {
      const { cohort } = await crowd(db, 0, 0);
      const other = await asCoordinator(db, (await buildProgramme(db)).id);
      const nobody = await asPerson(db, (await buildPerson(db)).personId);
      for (const ctx of [other, nobody])
        expect(await statusOf(saveCriteria(ctx, cohort.id, input))).toBe(404);
    }));
});
