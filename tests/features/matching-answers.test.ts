import { buildCohort, buildEnrolment } from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  criteriaSets,
  matchingRuns,
  matchingRunStates,
} from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { solveMatching } from "~/domain/matching/solve.ts";
import {
  carryOutRun,
  type Solve,
} from "~/features/matching/carry-out.server.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { keepRun } from "~/features/matching/keep-run.server.ts";
import { requestRun } from "~/features/matching/request-run.server.ts";
import { openRun } from "~/features/matching/run-oracle.server.ts";
import { runPage } from "~/features/matching/run-page.server.ts";
import { alternativesOf } from "~/features/matching/alternatives.server.ts";
import { answerAbout } from "~/features/matching/why-not.server.ts";
import { whyNotPage } from "~/features/matching/why-not-page.server.ts";
import type { Context } from "~/lib/context.ts";
import { population } from "~/cli/bench/population.ts";
import { asCoordinator, NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

vi.setConfig({ testTimeout: 120_000 });

/** As the thread of the server does it. */
const keeping: Solve = async (task) => {
  const result = computeMatching(task);
  return { ...result, kept: keepRun(task, result) };
};

const forgetting: Solve = async (task) => computeMatching(task);

async function run(ctx: Context, cohortId: string, solve: Solve) {
  const runId = await requestRun(ctx, cohortId);
  await carryOutRun({ db: ctx.db, now: NOW, requestId: null }, runId, solve);
  return runId;
}

/** Three mentees, one mentor with one place who speaks their language, and one who does not. */
async function crowd(db: Db) {
  const cohort = await buildCohort(db);
  const enrol = (role: "mentor" | "mentee", more: object = {}) =>
    buildEnrolment(db, { cohortId: cohort.id, role, ...more });
  const mentor = await enrol("mentor");
  const distant = await enrol("mentor", {
    languages: [{ code: "it", level: "native" }],
  });
  const mentees = [await enrol("mentee"), await enrol("mentee")];
  return {
    cohort,
    mentor: mentor.id,
    distant: distant.id,
    mentees: mentees.map(({ id }) => id),
    coordinator: await asCoordinator(db, cohort.programmeId),
  };
}

test("a run says what would give the unmatched a pair, and what one more place would bring", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, mentor, mentees } = await crowd(db);
    const runId = await run(coordinator, cohort.id, keeping);
    const { outcome } = await runPage(coordinator, runId);
    const [unmatched] = outcome!.unmatched;
    expect(mentees).toContain(unmatched!.id);
    expect(outcome!.insights!.remedies).toMatchObject([
      {
        mentee: unmatched!.id,
        mentor,
        kind: "place",
        gain: { people: 1, secondPlaces: 0 },
      },
    ]);
    expect(outcome!.insights!.places).toMatchObject([
      { mentor, gain: { people: 1 }, moves: 1 },
    ]);
  }));

test("a hard rule that alone keeps a mentee from a mentor is named", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const coordinator = await asCoordinator(db, cohort.programmeId);
    await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentor",
      languages: [{ code: "it", level: "native" }],
    });
    await buildEnrolment(db, { cohortId: cohort.id, role: "mentee" });
    const runId = await run(coordinator, cohort.id, keeping);
    const { outcome } = await runPage(coordinator, runId);
    expect(outcome!.insights!.remedies).toMatchObject([
      { kind: "rule", reason: { key: "hard.noSharedLanguage" } },
    ]);
  }));

test("the state of a run that got lost is made again, the same to the last byte", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator } = await crowd(db);
    const read = async (runId: string) => {
      const [row] = await db
        .select()
        .from(matchingRunStates)
        .where(eq(matchingRunStates.runId, runId));
      return row;
    };
    const kept = await run(coordinator, cohort.id, keeping);
    const lost = await run(coordinator, cohort.id, forgetting);
    expect(await read(lost)).toBeUndefined();
    expect((await openRun(db, cohort.id, lost))!.state).not.toBeNull();
    expect((await read(lost))!.state).toEqual((await read(kept))!.state);
    expect((await read(lost))!.insights).toEqual((await read(kept))!.insights);
  }));

test("alternatives name what each would do to the whole, and who would move", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator, mentor, mentees } = await crowd(db);
    await run(coordinator, cohort.id, keeping);
    const { answer } = await whyNotPage(
      coordinator,
      cohort.id,
      mentees[0]!,
      mentor,
    );
    const other =
      answer!.run!.hindrance === "stands" ? mentees[1]! : mentees[0]!;
    const rows = await alternativesOf(db, NOW, cohort.id, {
      id: "",
      mentee: other,
      mentor: "",
    });
    expect(rows!.mentors).toMatchObject([
      { id: mentor, effect: { gain: { people: 0 } } },
    ]);
    expect(
      rows!.mentors[0]!.effect!.changes.map(({ to }) => to === null),
    ).toEqual(expect.arrayContaining([true, false]));
  }));

test("asking why not in a cohort of a thousand takes a small part of what solving it takes", () =>
  withDatabase(async (db) => {
    const { cohort, coordinator } = await crowd(db);
    const facts = population(1_000, 600, 7);
    const [set] = await db
      .select()
      .from(criteriaSets)
      .where(eq(criteriaSets.cohortId, cohort.id));
    const own = set ?? (await emptySet(coordinator, cohort.id));
    const task = { facts, criteria: own.criteria, objective: own.objective };
    const result = computeMatching(task);
    const [row] = await db
      .insert(matchingRuns)
      .values({
        cohortId: cohort.id,
        criteriaSetId: own.id,
        state: "finished",
        input: facts,
        inputHash: "",
        result,
      })
      .returning();
    await db
      .insert(matchingRunStates)
      .values({ runId: row!.id, ...keepRun(task, result)! });
    const timed = async (work: () => unknown) => {
      const start = performance.now();
      await work();
      return performance.now() - start;
    };
    const oracle = (await openRun(db, cohort.id, row!.id))!;
    const pairs = Array.from({ length: 60 }, (_, at) => at).map((at) => [
      facts.mentees[(at * 17) % 1_000]!.id,
      facts.mentors[(at * 31) % 600]!.id,
    ]);
    const solving: number[] = [];
    const asking: number[] = [];
    for (const [mentee, mentor] of pairs) {
      if (asking.length % 20 === 0)
        solving.push(await timed(() => solveMatching(oracle.problem)));
      asking.push(
        await timed(async () => {
          const at = await openRun(db, cohort.id, row!.id);
          answerAbout(at!, mentee!, mentor!);
        }),
      );
    }
    const middle = (times: number[]) =>
      times.toSorted((a, b) => a - b)[times.length >> 1]!;
    console.info(
      `why not: ${middle(asking).toFixed(1)} ms, solving: ${middle(solving).toFixed(1)} ms`,
    );
    expect(middle(asking)).toBeLessThan(middle(solving) / 2);
  }));

/** The criteria of a cohort that has none yet come with its first run. */
async function emptySet(ctx: Context, cohortId: string) {
  await run(ctx, cohortId, forgetting);
  const [set] = await ctx.db
    .select()
    .from(criteriaSets)
    .where(eq(criteriaSets.cohortId, cohortId));
  return set!;
}
