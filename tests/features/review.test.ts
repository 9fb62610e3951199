import { buildCohort, buildEnrolment, buildPairing } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { auditEntries, enrolments, pairings } from "db/schema/index.ts";
import { and, asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { carryOutRun } from "~/features/matching/carry-out.server.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { requestRun } from "~/features/matching/request-run.server.ts";
import { reviewMatrix } from "~/features/matching/review-matrix.server.ts";
import { reviewPage } from "~/features/matching/review-page.server.ts";
import { swapProposal } from "~/features/matching/swap.server.ts";
import { decidePairing } from "~/features/pairings/decide.server.ts";
import { readPairingQuery } from "~/features/pairings/filters.ts";
import { undoDecision } from "~/features/pairings/undo.server.ts";
import type { Context } from "~/lib/context.ts";
import { asCoordinator, NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

const QUERY = readPairingQuery(new URLSearchParams());

/** Mentors and as many mentees who all fit, matched. */
async function matched(db: Db, each = 3) {
  const cohort = await buildCohort(db, { state: "matching" });
  for (const role of ["mentor", "mentee"] as const)
    for (let at = 0; at < each; at++)
      await buildEnrolment(db, { cohortId: cohort.id, role });
  const coordinator = await asCoordinator(db, cohort.programmeId);
  await run(db, coordinator, cohort.id);
  return { cohort, coordinator };
}

async function run(db: Db, coordinator: Context, cohortId: string) {
  const runId = await requestRun(coordinator, cohortId);
  await carryOutRun({ db, now: NOW, requestId: null }, runId, async (task) =>
    computeMatching(task),
  );
}

const proposalsOf = (db: Db, cohortId: string) =>
  db
    .select({
      id: pairings.id,
      mentor: pairings.mentorEnrolmentId,
      mentee: pairings.menteeEnrolmentId,
      pinned: pairings.pinned,
    })
    .from(pairings)
    .where(
      and(eq(pairings.cohortId, cohortId), eq(pairings.status, "proposed")),
    )
    .orderBy(asc(pairings.menteeEnrolmentId));

const couples = (rows: Awaited<ReturnType<typeof proposalsOf>>) =>
  rows.map(({ mentee, mentor }) => `${mentee} ${mentor}`);

const later = (ctx: Context, seconds: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + seconds * 1_000),
});

describe("a swap", () => {
  test("moves everybody it moves, pins the new pair, and can be undone", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await matched(db);
      const before = await proposalsOf(db, cohort.id);
      const [first, second] = before;

      const id = await swapProposal(later(coordinator, 1), cohort.id, {
        pairing: first!.id,
        mentor: second!.mentor,
      });

      const after = await proposalsOf(db, cohort.id);
      expect(after).toHaveLength(3);
      expect(new Set(after.map(({ mentor }) => mentor)).size).toBe(3);
      expect(after.find((row) => row.id === id)).toMatchObject({
        mentee: first!.mentee,
        mentor: second!.mentor,
        pinned: true,
      });

      const stands = await undoDecision(later(coordinator, 2), id);
      const again = await proposalsOf(db, cohort.id);
      expect(couples(again)).toEqual(couples(before));
      expect(again.find((row) => row.id === stands)).toMatchObject({
        mentee: first!.mentee,
        mentor: first!.mentor,
        pinned: false,
      });
      const actions = await db
        .select({ action: auditEntries.action })
        .from(auditEntries)
        .where(eq(auditEntries.subjectKind, "pairing"))
        .orderBy(asc(auditEntries.id));
      expect(actions.map(({ action }) => action)).toEqual([
        "pairing.give_way",
        "pairing.give_way",
        "pairing.swap",
        "pairing.undo",
      ]);
    }));

  test("leaves what was decided meanwhile, and goes around it", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await matched(db);
      const [first, second, third] = await proposalsOf(db, cohort.id);
      await decidePairing(coordinator, second!.id, { step: "approve" });
      const id = await swapProposal(coordinator, cohort.id, {
        pairing: first!.id,
        mentor: third!.mentor,
      });
      const after = await proposalsOf(db, cohort.id);
      expect(couples(after)).toEqual([
        `${first!.mentee} ${third!.mentor}`,
        `${third!.mentee} ${first!.mentor}`,
      ]);
      expect(after.find((row) => row.id === id)).toMatchObject({
        pinned: true,
      });
      expect(await statusOf(db, second!.id)).toBe("approved");
    }));

  test("leaves pins alone, and does not propose again what was rejected", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await matched(db, 4);
      const [first, second, third, fourth] = await proposalsOf(db, cohort.id);
      await decidePairing(coordinator, second!.id, { step: "pin" });
      await decidePairing(coordinator, fourth!.id, {
        step: "reject",
        reason: "not_a_fit",
      });
      const swap = { pairing: first!.id, mentor: second!.mentor };
      await expect(
        swapProposal(coordinator, cohort.id, swap),
      ).rejects.toMatchObject({ status: 409, key: "review:errors.no_place" });
      await swapProposal(coordinator, cohort.id, {
        ...swap,
        mentor: third!.mentor,
      });
      const after = couples(await proposalsOf(db, cohort.id));
      // whoever was refused waits for a run; the free mentor helps nobody who has another
      expect(after).toHaveLength(3);
      expect(after).toContain(`${first!.mentee} ${third!.mentor}`);
      expect(after).toContain(`${second!.mentee} ${second!.mentor}`);
      expect(after).not.toContain(`${fourth!.mentee} ${fourth!.mentor}`);
    }));

  test("is refused when all places of the mentor are decided by now, and when the pair itself has changed", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await matched(db);
      const [first, second, third] = await proposalsOf(db, cohort.id);
      const seen = await reviewPage(coordinator, cohort.id, QUERY, first!.id);
      if (!seen.chosen) throw new Error("no pair is shown");
      const { version } = seen.chosen.pairing;
      const swap = { pairing: first!.id, version, mentor: second!.mentor };
      await decidePairing(coordinator, second!.id, { step: "approve" });
      await expect(
        swapProposal(coordinator, cohort.id, swap),
      ).rejects.toMatchObject({ status: 409, key: "review:errors.no_place" });
      await decidePairing(coordinator, first!.id, { step: "pin" });
      const other = { ...swap, mentor: third!.mentor };
      const left = await proposalsOf(db, cohort.id);
      await expect(
        swapProposal(coordinator, cohort.id, other),
      ).rejects.toMatchObject({ status: 409, key: "review:errors.changed" });
      await decidePairing(coordinator, first!.id, { step: "approve" });
      await expect(
        swapProposal(coordinator, cohort.id, { ...other, version: undefined }),
      ).rejects.toMatchObject({ status: 409, key: "review:errors.changed" });
      expect(await proposalsOf(db, cohort.id)).toEqual(
        left.filter(({ id }) => id !== first!.id),
      );
    }));

  test("works from answers as they are now", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await matched(db);
      const [first, second, third] = await proposalsOf(db, cohort.id);
      // the mentor left since the run
      await db
        .update(enrolments)
        .set({ state: "withdrawn" })
        .where(eq(enrolments.id, third!.mentor));
      await expect(
        swapProposal(coordinator, cohort.id, {
          pairing: first!.id,
          mentor: third!.mentor,
        }),
      ).rejects.toMatchObject({ status: 409, key: "review:errors.no_place" });
      await swapProposal(coordinator, cohort.id, {
        pairing: first!.id,
        mentor: second!.mentor,
      });
      expect(couples(await proposalsOf(db, cohort.id))).toEqual(
        expect.arrayContaining([
          `${first!.mentee} ${second!.mentor}`,
          `${second!.mentee} ${first!.mentor}`,
          `${third!.mentee} ${third!.mentor}`, // as it was: a run looks at it anew
        ]),
      );
    }));

  test("of two who swap at once, the second works from what the first left", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await matched(db);
      const other = await asCoordinator(db, cohort.programmeId);
      const [first, second, third] = await proposalsOf(db, cohort.id);
      await swapProposal(coordinator, cohort.id, {
        pairing: first!.id,
        mentor: second!.mentor,
      });
      // the second saw the proposals of before
      await swapProposal(other, cohort.id, {
        pairing: third!.id,
        mentor: first!.mentor,
      });
      expect(couples(await proposalsOf(db, cohort.id))).toEqual([
        `${first!.mentee} ${second!.mentor}`,
        `${second!.mentee} ${third!.mentor}`,
        `${third!.mentee} ${first!.mentor}`,
      ]);
    }));
});

async function statusOf(db: Db, id: string) {
  const [row] = await db
    .select({ status: pairings.status })
    .from(pairings)
    .where(eq(pairings.id, id));
  return row?.status;
}

describe("undoing", () => {
  test("an approval proposes the pair again and frees its places", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await matched(db);
      const before = await proposalsOf(db, cohort.id);
      await decidePairing(coordinator, before[0]!.id, { step: "approve" });
      await undoDecision(later(coordinator, 1), before[0]!.id);
      expect(couples(await proposalsOf(db, cohort.id))).toEqual(
        couples(before),
      );
    }));

  test("a rejection makes it count no more in the next run", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await matched(db);
      const [first] = await proposalsOf(db, cohort.id);
      const reject = { step: "reject", reason: "not_a_fit" } as const;
      await decidePairing(coordinator, first!.id, reject);
      const ruledOut = await requestRun(later(coordinator, 1), cohort.id);
      const facts = await carriedOut(db, ruledOut);
      expect(facts.exclusions).toHaveLength(1);

      await undoDecision(later(coordinator, 2), first!.id);
      const next = await requestRun(later(coordinator, 3), cohort.id);
      expect((await carriedOut(db, next)).exclusions).toEqual([]);
    }));

  async function carriedOut(db: Db, runId: string) {
    let seen: Parameters<typeof computeMatching>[0] | undefined;
    await carryOutRun({ db, now: NOW, requestId: null }, runId, async (task) =>
      computeMatching((seen = task)),
    );
    return seen!.facts;
  }

  test("is refused once the proposal was sent, and to other programmes", () =>
    withDatabase(async (db) => {
      const cohort = await buildCohort(db, { state: "matching" });
      const { id } = await buildPairing(db, {
        cohortId: cohort.id,
        status: "approved",
        sentAt: NOW,
      });
      const coordinator = await asCoordinator(db, cohort.programmeId);
      await expect(undoDecision(coordinator, id)).rejects.toMatchObject({
        key: "review:errors.too_late",
      });
      const other = await asCoordinator(
        db,
        (await buildCohort(db)).programmeId,
      );
      for (const door of [
        () => undoDecision(other, id),
        () => reviewPage(other, cohort.id, QUERY, null),
        () =>
          swapProposal(other, cohort.id, { pairing: id, mentor: cohort.id }),
      ])
        await expect(door()).rejects.toMatchObject({ status: 404 });
    }));
});

describe("the workbench", () => {
  test("shows the pair of its address among the others, with alternatives", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await matched(db);
      const page = await reviewPage(coordinator, cohort.id, QUERY, null);
      expect(page.rows).toHaveLength(3);
      expect(page.chosen).toMatchObject({ pairing: { id: page.rows[0]!.id } });
      expect(page.next).toBe(page.rows[1]!.id);
      const second = await reviewPage(
        coordinator,
        cohort.id,
        QUERY,
        page.rows[1]!.id,
      );
      expect(second.before).toBe(page.rows[0]!.id);
      if (!second.chosen) throw new Error("no pair is shown");
      const { mentors, mentees } = second.chosen.alternatives!;
      expect(mentors).toHaveLength(2);
      expect(mentees).toHaveLength(2);
      for (const { effect } of [...mentors, ...mentees])
        expect(effect).not.toBeNull();
    }));

  test("says who else of the team is looking at a pair, while they are", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await matched(db);
      const other = await asCoordinator(db, cohort.programmeId);
      const first = await reviewPage(other, cohort.id, QUERY, null);
      const shown = first.rows[0]!.id;
      const see = (ctx: Context) => reviewPage(ctx, cohort.id, QUERY, shown);
      expect((await see(coordinator)).looking).toEqual({
        [shown]: [other.actor.fullName],
      });
      expect((await see(later(coordinator, 600))).looking).toEqual({});
    }));
});

describe("the matrix", () => {
  test("holds every mentee of the list with every mentor, as the reasons of the pairs say", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await matched(db);
      const page = await reviewMatrix(coordinator, cohort.id, QUERY);
      expect(page.isWhole).toBe(true);
      expect(page.mentors).toHaveLength(3);
      expect(page.rows).toHaveLength(3);
      const pairs = await db
        .select()
        .from(pairings)
        .where(eq(pairings.cohortId, cohort.id));
      const cells = page.rows.flatMap((row) => row.cells);
      expect(cells.filter(({ pair }) => pair)).toHaveLength(3);
      for (const { pair, score } of cells)
        if (pair)
          expect(score).toBe(pairs.find(({ id }) => id === pair)!.score);
        else expect(score).toBeGreaterThan(0);
      const [first] = pairs;
      await decidePairing(coordinator, first!.id, {
        step: "reject",
        reason: "not_a_fit",
      });
      const rest = await reviewMatrix(coordinator, cohort.id, QUERY);
      expect(rest.rows).toHaveLength(2);
      const all = readPairingQuery(new URLSearchParams("status=all"));
      const whole = await reviewMatrix(coordinator, cohort.id, all);
      const refused = whole.rows
        .flatMap((row) => row.cells)
        .find(({ pair }) => pair === first!.id);
      expect(refused!.score).toBe(-1);
      const other = await asCoordinator(
        db,
        (await buildCohort(db)).programmeId,
      );
      await expect(reviewMatrix(other, cohort.id, QUERY)).rejects.toMatchObject(
        { status: 404 },
      );
    }));
});
