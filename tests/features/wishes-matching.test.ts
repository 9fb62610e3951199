import { buildCohort, buildEnrolment } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { cohorts, matchingRuns, pairings, wishes } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { WishMode } from "~/domain/enrolment/wishes.ts";
import { firstWishes } from "~/domain/reporting/first-wishes.ts";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults.ts";
import {
  carryOutRun,
  type Solve,
} from "~/features/matching/carry-out.server.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { readCohortFacts } from "~/features/matching/facts.server.ts";
import { requestRun } from "~/features/matching/request-run.server.ts";
import { runFile } from "~/features/matching/run-file.server.ts";
import { runPage } from "~/features/matching/run-page.server.ts";
import { whyNotPage } from "~/features/matching/why-not-page.server.ts";
import { asCoordinator, NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

const atHand: Solve = async (task, { onProgress }) =>
  computeMatching(task, { onProgress });

/** Two mentors and two mentees who fit each other all alike. */
async function scene(db: Db, wishMode: WishMode) {
  const cohort = await buildCohort(db, { wishMode });
  const enrol = async (role: "mentor" | "mentee") =>
    (await buildEnrolment(db, { cohortId: cohort.id, role })).id;
  const mentors = [await enrol("mentor"), await enrol("mentor")].sort();
  const mentees = [await enrol("mentee"), await enrol("mentee")].sort();
  return {
    cohort,
    mentors: mentors as [string, string],
    mentees: mentees as [string, string],
    coordinator: await asCoordinator(db, cohort.programmeId),
  };
}

/** What a mentee says of mentors; null is rather not. */
async function say(
  db: Db,
  cohortId: string,
  mentee: string,
  ranks: Readonly<Record<string, number | null>>,
) {
  await db.insert(wishes).values(
    Object.entries(ranks).map(([mentor, rank]) => ({
      cohortId,
      enrolmentId: mentee,
      role: "mentee" as const,
      otherEnrolmentId: mentor,
      otherRole: "mentor" as const,
      rank,
    })),
  );
}

async function matched(db: Db, of: Awaited<ReturnType<typeof scene>>) {
  const runId = await requestRun(of.coordinator, of.cohort.id);
  await carryOutRun({ db, now: NOW, requestId: null }, runId, atHand);
  const rows = await db
    .select()
    .from(pairings)
    .where(eq(pairings.cohortId, of.cohort.id));
  const mentorOf = (mentee: string) =>
    rows.find((row) => row.menteeEnrolmentId === mentee)?.mentorEnrolmentId;
  return { runId, mentorOf };
}

const factsOf = async (db: Db, cohort: typeof cohorts.$inferSelect) =>
  readCohortFacts(db, cohort, DEFAULT_CRITERIA, "2026-11-20");

describe("a run", () => {
  test("gives people whom they ranked, and follows the ranks when they turn", () =>
    withDatabase(async (db) => {
      for (const turned of [false, true]) {
        const one = await scene(db, "named");
        const [a, b] = turned ? one.mentors.toReversed() : one.mentors;
        await say(db, one.cohort.id, one.mentees[0], { [a!]: 1, [b!]: 2 });
        await say(db, one.cohort.id, one.mentees[1], { [b!]: 1 });
        const { runId, mentorOf } = await matched(db, one);
        expect([turned, ...one.mentees.map(mentorOf)]).toEqual([turned, a, b]);
        const { outcome } = await runPage(one.coordinator, runId);
        expect(outcome?.wishes).toEqual({ met: 2, asked: 2 });
      }
    }));

  test("never pairs two of whom one would rather not, and does not say which of them", () =>
    withDatabase(async (db) => {
      const one = await scene(db, "named");
      const [first, second] = one.mentors;
      await say(db, one.cohort.id, one.mentees[0], { [first]: null });
      const { runId, mentorOf } = await matched(db, one);
      expect(one.mentees.map(mentorOf)).toEqual([second, first]);

      const [run] = await db
        .select()
        .from(matchingRuns)
        .where(eq(matchingRuns.id, runId));
      expect(JSON.stringify(run)).not.toContain("never");
      const { answer } = await whyNotPage(
        one.coordinator,
        one.cohort.id,
        one.mentees[0],
        first,
      );
      expect(answer?.explanation?.blockedBy).toEqual([
        { key: "hard.apart", args: {} },
      ]);
    }));

  test("tells its coordinators of ranks, and the files that go from hand to hand nothing", () =>
    withDatabase(async (db) => {
      const one = await scene(db, "named");
      await say(db, one.cohort.id, one.mentees[0], { [one.mentors[0]]: 1 });
      const { runId } = await matched(db, one);
      const { answer } = await whyNotPage(
        one.coordinator,
        one.cohort.id,
        one.mentees[0],
        one.mentors[0],
      );
      const keys = answer?.explanation?.criteria.map(
        ({ reason }) => reason.key,
      );
      expect(keys).toContain("wishes.mentee");
      const file = await runFile(one.coordinator, runId, "pairs.csv", "en");
      const text = await file.text();
      expect(text).toContain("Wishes");
      expect(text).not.toContain("Ranked");
    }));
});

describe("the facts", () => {
  test("are as they ever were where nobody asks, and ranks are left out once asking is over", () =>
    withDatabase(async (db) => {
      const { cohort, mentors, mentees } = await scene(db, "named");
      const before = (await factsOf(db, cohort)).facts;
      expect([before.wishes, before.apart, before.collected.wishes]).toEqual([
        [],
        undefined,
        false,
      ]);
      const ranks = { [mentors[0]]: 1, [mentors[1]]: null };
      await say(db, cohort.id, mentees[0], ranks);
      const asked = (await factsOf(db, cohort)).facts;
      expect(asked.collected.wishes).toBe(true);
      expect(asked.wishes).toEqual([
        { person: mentees[0], other: mentors[0], rank: 1, of: 1 },
      ]);
      await db
        .update(cohorts)
        .set({ wishMode: "off" })
        .where(eq(cohorts.id, cohort.id));
      const over = (await factsOf(db, cohort)).facts;
      // whom somebody would rather not work with holds
      expect({ ...over, apart: undefined }).toEqual(before);
      expect(over.apart).toEqual([{ mentee: mentees[0], mentor: mentors[1] }]);
    }));

  test("keep the length of a list of which somebody has left", () =>
    withDatabase(async (db) => {
      const { cohort, mentors, mentees } = await scene(db, "named");
      const ranks = { [mentors[0]]: 1, [mentors[1]]: 2 };
      await say(db, cohort.id, mentees[0], ranks);
      const gone = await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentor",
        state: "withdrawn",
      });
      await say(db, cohort.id, mentees[0], { [gone.id]: 3 });
      const { facts } = await factsOf(db, cohort);
      expect(facts.wishes.map(({ rank, of }) => [rank, of])).toEqual([
        [1, 3],
        [2, 3],
      ]);
    }));
});

test("a wish counts as come true with one of the first three, and silence is not asked", () => {
  const mentees = ["e1", "e2", "e3"].map((id) => ({ id }));
  const wishes = [
    { person: "e1", other: "r1", rank: 3 },
    { person: "e2", other: "r2", rank: 4 },
    { person: "r3", other: "e3", rank: 1 }, // a mentor's
  ];
  const pairs = [
    { mentee: "e1", mentor: "r1" },
    { mentee: "e2", mentor: "r2" },
    { mentee: "e3", mentor: "r3" },
  ];
  expect(firstWishes(mentees, wishes, pairs)).toEqual({ met: 1, asked: 2 });
  expect(firstWishes(mentees, wishes.slice(2), pairs)).toBeNull();
});
