import { buildCohort, buildEnrolment } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { build } from "esbuild";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { population } from "~/cli/bench/population.ts";
import type { Objective } from "~/domain/matching/types.ts";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults.ts";
import { compileScorer } from "~/domain/scoring/compile.ts";
import { problemOf } from "~/domain/matching/problem.ts";
import type { CriteriaSet } from "~/domain/scoring/types.ts";
import { alternativesOf } from "~/features/matching/alternatives.server.ts";
import { carryOutRun } from "~/features/matching/carry-out.server.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { insistingById } from "~/features/matching/insisting.ts";
import { requestRun } from "~/features/matching/request-run.server.ts";
import { insistInThread } from "~/features/matching/solver-thread.server.ts";
import { openStanding } from "~/features/matching/standing-oracle.server.ts";
import { swapProposal } from "~/features/matching/swap.server.ts";
import { whyNotPage } from "~/features/matching/why-not-page.server.ts";
import { saveCriteria } from "~/features/programmes/criteria.server.ts";
import { asCoordinator, NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";
import { scratchDir } from "../support/scratch.ts";

vi.setConfig({ testTimeout: 60_000 });

const IT = [{ code: "it", level: "native" as const }];
const BOTH = [
  { code: "fr", level: "native" as const },
  { code: "it", level: "native" as const },
];

/**
 * Two mentors who could be with either of two mentees, each much better with the one of the own trade.
 */
async function matched(
  db: Db,
  objective: Objective,
  criteria: Partial<CriteriaSet> = {},
) {
  const cohort = await buildCohort(db, { state: "matching" });
  const enrol = async (role: "mentor" | "mentee", more: object = {}) =>
    (await buildEnrolment(db, { cohortId: cohort.id, role, ...more })).id;
  const near = await enrol("mentor", { sectors: ["62"], languages: BOTH });
  const far = await enrol("mentor", { sectors: ["01"], languages: BOTH });
  const close = await enrol("mentee", { sectors: ["62"], languages: BOTH });
  const other = await enrol("mentee", { sectors: ["01"], languages: IT });
  const coordinator = await asCoordinator(db, cohort.programmeId);
  await saveCriteria(coordinator, cohort.id, {
    basedOn: 0,
    note: null,
    objective,
    criteria: { ...DEFAULT_CRITERIA, ...criteria },
  });
  const runId = await requestRun(coordinator, cohort.id);
  await carryOutRun({ db, now: NOW, requestId: null }, runId, async (task) =>
    computeMatching(task),
  );
  const standing = await openStanding(db, NOW, cohort.id);
  if (standing === null || typeof standing === "string")
    throw new Error("nothing stands");
  const pairOf = (mentee: string) =>
    standing.proposals.find((pair) => pair.mentee === mentee)!;
  return { cohort, coordinator, standing, near, far, close, other, pairOf };
}

test("where the worst pair comes first, a swap says what becomes of the lowest score", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, near, far, close, pairOf } = await matched(
      db,
      "fairest",
    );
    expect(pairOf(close).mentor).toBe(near);
    const { mentors } = (await alternativesOf(
      db,
      NOW,
      cohort.id,
      pairOf(close),
    ))!;
    expect(mentors.map(({ id }) => id)).toEqual([far]);
    const { floor, isBest } = mentors[0]!.effect!.notes;
    expect(isBest).toBe(true);
    // the other mentee could only stay with somebody if the lowest score of all fell
    expect(floor!.after).toBeLessThan(floor!.before);
    expect(mentors[0]!.effect!.gain.people).toBe(0);
    const page = await whyNotPage(coordinator, cohort.id, close, far);
    expect(page.answer!.run).toMatchObject({
      effect: mentors[0]!.effect,
      swap: { pairing: pairOf(close).id },
    });
  }));

test("under stable a swap says who would then rather have each other", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, far, close, pairOf } = await matched(
      db,
      "stable",
    );
    const { mentors } = (await alternativesOf(
      db,
      NOW,
      cohort.id,
      pairOf(close),
    ))!;
    expect(mentors[0]!.effect!.notes.blocking!.before).toBe(0);
    expect(mentors[0]!.effect!.notes.blocking!.after).toBeGreaterThan(0);
    await swapProposal(coordinator, cohort.id, {
      pairing: pairOf(close).id,
      mentor: far,
    });
    const now = await openStanding(db, NOW, cohort.id);
    expect(now).toMatchObject({ proposals: { length: 2 } });
  }));

test("under quotas a pair that breaks one is refused, others are matched anew", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, far, close, pairOf } = await matched(
      db,
      "coverage",
      {
        quotas: [
          {
            side: "mentors",
            by: "sector",
            value: "01",
            atMost: 0,
          },
        ],
      },
    );
    expect(pairOf(close)).toBeDefined();
    const { mentors } = (await alternativesOf(
      db,
      NOW,
      cohort.id,
      pairOf(close),
    ))!;
    expect(mentors).toMatchObject([
      { id: far, effect: null, hindrance: "quotas" },
    ]);
    await expect(
      swapProposal(coordinator, cohort.id, {
        pairing: pairOf(close).id,
        mentor: far,
      }),
    ).rejects.toMatchObject({ status: 409, key: "review:errors.quotas" });
  }));

test("the thread answers as the page itself would", async () => {
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
  const facts = population(12, 9, 3);
  const task = {
    facts,
    criteria: DEFAULT_CRITERIA,
    objective: "stable",
  } as const;
  const { pairs } = computeMatching(task);
  const [first, second] = pairs;
  const wanted = {
    mentee: first!.mentee,
    mentor: second!.mentor,
    instead: first!.mentor,
  };
  const scorer = compileScorer(task.criteria, facts);
  const problem = problemOf(task.criteria, facts, scorer, task.objective);
  const here = insistingById(problem, scorer, pairs)(wanted);
  expect(here).toMatchObject({ blocking: { before: 0 } });
  const asked = { task, proposals: pairs, prices: null, wanted };
  expect(await insistInThread(asked, file)).toEqual(here);
});
