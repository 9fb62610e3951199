import type { Db } from "db/client.ts";
import {
  criteriaSets,
  firstMeetingPlans,
  matchingRuns,
  pairings,
} from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults.ts";
import { meetingRounds } from "~/features/first-meetings/rounds.ts";
import { carryOutRun } from "~/features/matching/carry-out.server.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { readCohortFacts } from "~/features/matching/facts.server.ts";
import { requestRun } from "~/features/matching/request-run.server.ts";
import { runFile } from "~/features/matching/run-file.server.ts";
import { runPage } from "~/features/matching/run-page.server.ts";
import { runsPage } from "~/features/matching/preflight.server.ts";
import { readLeftOutQuery } from "~/features/matching/left-out.server.ts";
import { whyNotPage } from "~/features/matching/why-not-page.server.ts";
import { NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";
import {
  atHand,
  type MeetingScene,
  meetingScene,
  say,
  sendAll,
} from "../support/meeting-scene.ts";

const CROWD = { mentors: 2, mentees: 2 };

async function matched(db: Db, { coordinator, cohort }: MeetingScene) {
  const runId = await requestRun(coordinator, cohort.id);
  await carryOutRun({ db, now: NOW, requestId: null }, runId, atHand);
  const rows = await db
    .select()
    .from(pairings)
    .where(eq(pairings.cohortId, cohort.id));
  const [run] = await db
    .select()
    .from(matchingRuns)
    .where(eq(matchingRuns.id, runId));
  const mentorOf = (mentee: { id: string }) =>
    rows.find((row) => row.menteeEnrolmentId === mentee.id)?.mentorEnrolmentId;
  return { runId, run: run!, mentorOf };
}

const factsOf = async (db: Db, { cohort }: MeetingScene) =>
  (await readCohortFacts(db, cohort, DEFAULT_CRITERIA, "2026-11-20")).facts;

test("who would like to go on is paired, whichever of two equal mentors it is", () =>
  withDatabase(async (db) => {
    for (const turned of [false, true]) {
      const scene = await meetingScene(db, CROWD);
      await sendAll(scene);
      const [one, two] = turned ? scene.mentors.toReversed() : scene.mentors;
      await say(db, scene.mentees[0]!, one!, "prefer");
      await say(db, two!, scene.mentees[1]!, "prefer");
      const { mentorOf, runId, run } = await matched(db, scene);
      expect(scene.mentees.map(mentorOf)).toEqual([one!.id, two!.id]);

      expect(run.input.rated).toEqual({ given: 2, missing: 6 });
      const page = await runPage(scene.coordinator, runId);
      expect(page.outcome?.rated).toEqual({ given: 2, missing: 6 });
      const again = computeMatching({
        facts: run.input,
        criteria: DEFAULT_CRITERIA,
        objective: "coverage",
      });
      expect(again.pairs).toEqual(run.result?.pairs);
    }
  }));

test("both count more than one, and one as much whoever it is", () =>
  withDatabase(async (db) => {
    const scene = await meetingScene(db, CROWD);
    await sendAll(scene);
    const [mentee, other] = scene.mentees;
    const [one, two] = scene.mentors;
    const scoreOf = async (of: { id: string }, mentor: { id: string }) => {
      const { answer } = await whyNotPage(
        scene.coordinator,
        scene.cohort.id,
        of.id,
        mentor.id,
      );
      return answer?.explanation?.criteria.find(
        ({ criterion }) => criterion === "wishes",
      );
    };
    await say(db, mentee!, one!, "prefer");
    await say(db, two!, mentee!, "prefer");
    await say(db, other!, one!, "fine");
    await say(db, other!, two!, "not_met");
    const byMentee = await scoreOf(mentee!, one!);
    expect(byMentee).toMatchObject({
      s: 7_500,
      reason: { key: "wishes.met", args: { count: 1 } },
    });
    expect(await scoreOf(mentee!, two!)).toEqual(byMentee);
    const unsaid = { s: 5_000, reason: { key: "wishes.none", args: {} } };
    expect(await scoreOf(other!, one!)).toMatchObject(unsaid);
    expect(await scoreOf(other!, two!)).toMatchObject(unsaid);
    await say(db, one!, mentee!, "prefer");
    expect(await scoreOf(mentee!, one!)).toMatchObject({
      s: 10_000,
      reason: { key: "wishes.met", args: { count: 2 } },
    });
  }));

test("whom somebody would rather not work with is ruled out, and nobody learns who it was", () =>
  withDatabase(async (db) => {
    const inputs: string[] = [];
    for (const side of ["mentee", "mentor"] as const) {
      const scene = await meetingScene(db, CROWD);
      await sendAll(scene);
      const [mentee] = scene.mentees;
      const [first, second] = scene.mentors;
      const [who, whom] = side === "mentee" ? [mentee, first] : [first, mentee];
      await say(db, who!, whom!, "avoid");
      await say(db, whom!, who!, "prefer");
      const { mentorOf, run, runId } = await matched(db, scene);
      expect(scene.mentees.map(mentorOf)).toEqual([second!.id, first!.id]);
      expect(run.input.apart).toEqual([
        { mentee: mentee!.id, mentor: first!.id },
      ]);
      // nothing of a pair that is kept apart, or the other side would be known
      expect(run.input.liked).toBeUndefined();
      const { answer } = await whyNotPage(
        scene.coordinator,
        scene.cohort.id,
        mentee!.id,
        first!.id,
      );
      expect(answer?.explanation?.blockedBy).toEqual([
        { key: "hard.apart", args: {} },
      ]);
      const { wishes, apart, liked, rated } = run.input;
      inputs.push(
        JSON.stringify({ wishes, apart, liked, rated })
          .replaceAll(mentee!.id, "mentee")
          .replaceAll(first!.id, "mentor"),
      );
      for (const file of ["pairs.csv", "unmatched.csv"]) {
        const text = await (
          await runFile(scene.coordinator, runId, file, "en")
        ).text();
        expect(text).not.toMatch(/go on together|rather not|avoid/i);
      }
    }
    expect(inputs[0]).toBe(inputs[1]);
  }));

test("a file names the criterion and nothing of what was said", () =>
  withDatabase(async (db) => {
    const scene = await meetingScene(db, CROWD);
    await sendAll(scene);
    await say(db, scene.mentees[0]!, scene.mentors[0]!, "prefer");
    const { runId } = await matched(db, scene);
    const file = await runFile(scene.coordinator, runId, "pairs.csv", "en");
    const text = await file.text();
    expect(text).toContain("Wishes");
    expect(text).not.toMatch(/first meeting|go on together/i);
  }));

test("switched off, only that somebody would rather not still counts", () =>
  withDatabase(async (db) => {
    const scene = await meetingScene(db, CROWD);
    const before = await factsOf(db, scene);
    expect([before.apart, before.liked, before.rated]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    await sendAll(scene);
    const [mentee, other] = scene.mentees;
    const [one] = scene.mentors;
    await say(db, mentee!, one!, "prefer");
    await say(db, other!, one!, "avoid");
    const on = await factsOf(db, scene);
    expect(on.collected.wishes).toBe(true);
    expect(on.liked).toEqual([{ mentee: mentee!.id, mentor: one!.id, by: 1 }]);
    const page = await runsPage(
      scene.coordinator,
      scene.cohort.id,
      readLeftOutQuery(new URLSearchParams()),
    );
    expect(page.rated).toEqual({ given: 2, missing: 6 });
    await db
      .update(firstMeetingPlans)
      .set({ isOn: false })
      .where(eq(firstMeetingPlans.cohortId, scene.cohort.id));
    const off = await factsOf(db, scene);
    expect(off.collected.wishes).toBe(false);
    expect(off.liked).toBeUndefined();
    expect(off.apart).toEqual([{ mentee: other!.id, mentor: one!.id }]);
  }));

test("two meetings each are the best there are by the total of their scores, quotas aside", () =>
  withDatabase(async (db) => {
    const scene = await meetingScene(db, { mentors: 5, mentees: 4 });
    const facts = await factsOf(db, scene);
    const limits = { perMentee: 2, perMentor: 2 };
    const criteria = {
      ...DEFAULT_CRITERIA,
      quotas: [
        { side: "mentees", by: "country", value: "MA", atMost: 1 },
      ] as const,
    };
    let solved = 0;
    const pairs = await meetingRounds(
      { facts, criteria },
      limits,
      [],
      async (task) => {
        solved += 1;
        return computeMatching(task);
      },
    );
    const best = computeMatching({
      facts: {
        ...facts,
        mentees: facts.mentees.map((one) => ({ ...one, mentorsWanted: 2 })),
        mentors: facts.mentors.map((one) => ({ ...one, capacity: 2 })),
      },
      criteria: DEFAULT_CRITERIA,
      objective: "coverage",
    });
    const total = pairs.reduce((sum, { score }) => sum + score, 0);
    expect([solved, pairs.length, total]).toEqual([1, 8, best.total]);
    expect(await db.select().from(criteriaSets)).toEqual([]);
  }));
