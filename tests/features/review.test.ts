import { buildCohort, buildEnrolment, buildPairing } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { auditEntries, pairings } from "db/schema/index.ts";
import { and, asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { carryOutRun } from "~/features/matching/carry-out.server.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { requestRun } from "~/features/matching/request-run.server.ts";
import { reviewPage } from "~/features/matching/review-page.server.ts";
import { swapProposal } from "~/features/matching/swap.server.ts";
import { decidePairing } from "~/features/pairings/decide.server.ts";
import { readPairingQuery } from "~/features/pairings/filters.ts";
import { undoDecision } from "~/features/pairings/undo.server.ts";
import type { Context } from "~/lib/context.ts";
import { asCoordinator, NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

const QUERY = readPairingQuery(new URLSearchParams());

/** Three mentors and three mentees who all fit, matched. */
async function matched(db: Db) {
  const cohort = await buildCohort(db, { state: "matching" });
  for (const role of ["mentor", "mentee"] as const)
    for (let at = 0; at < 3; at++)
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
        "pairing.swap",
        "pairing.undo",
      ]);
    }));

  test("is refused as a whole when somebody it would move has been decided on", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator } = await matched(db);
      const [first, second] = await proposalsOf(db, cohort.id);
      await decidePairing(coordinator, second!.id, { step: "approve" });
      const left = await proposalsOf(db, cohort.id);
      await expect(
        swapProposal(coordinator, cohort.id, {
          pairing: first!.id,
          mentor: second!.mentor,
        }),
      ).rejects.toMatchObject({ key: "review:errors.moved_on" });
      expect(await proposalsOf(db, cohort.id)).toEqual(left);
    }));
});

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
      expect(second.chosen.alternatives).toHaveLength(2);
      for (const { effect } of second.chosen.alternatives!)
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
