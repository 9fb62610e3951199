import { buildCohort } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { pairings } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { splitPairing } from "~/domain/pairing/lifecycle.ts";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults.ts";
import { readCohortFacts } from "~/features/matching/facts.server.ts";
import { decidePairing } from "~/features/pairings/decide.server.ts";
import { pairingPage } from "~/features/pairings/pairing-page.server.ts";
import { undoDecision } from "~/features/pairings/undo.server.ts";
import { asCoordinator } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";
import {
  ACCEPTED,
  auditActions,
  outcomeOf,
  pairingRow,
  pairingScene,
  queuedMails,
  SENT,
} from "../support/pairing-scene.ts";

type Scene = Awaited<ReturnType<typeof pairingScene>>;

const explanation = { score: 7_000, blockedBy: [], criteria: [], warnings: [] };

async function ruledOut(db: Db, { cohort }: Scene) {
  const read = await readCohortFacts(
    db,
    cohort,
    DEFAULT_CRITERIA,
    "2026-11-20",
  );
  return read.facts.exclusions.length + read.facts.pins.length;
}

describe("taking a proposal apart", () => {
  test.each([
    { explanation },
    { explanation, pinned: true },
    { explanation, status: "approved" },
  ] as const)("%j frees both and makes no rule for the next run", (over) =>
    withDatabase(async (db) => {
      const scene = await pairingScene(db, over);
      const { coordinator, pairing } = scene;
      const { steps } = await pairingPage(coordinator, pairing.id);
      expect(steps).toContain("split");

      await decidePairing(coordinator, pairing.id, { step: "split" });

      const row = await pairingRow(db, pairing.id);
      expect(row).toMatchObject({ status: "superseded", reason: null });
      expect(row.endedAt).not.toBeNull();
      expect(await auditActions(db, pairing.id)).toEqual(["pairing.split"]);
      expect(await queuedMails(db)).toEqual([]);
      const { facts } = await readCohortFacts(
        db,
        scene.cohort,
        DEFAULT_CRITERIA,
        "2026-11-20",
      );
      expect(facts.mentors.map(({ id }) => id)).toEqual([scene.mentor.id]);
      expect(facts.mentees.map(({ id }) => id)).toEqual([scene.mentee.id]);
      expect(await ruledOut(db, scene)).toBe(0);
      const after = await pairingPage(coordinator, pairing.id);
      expect(after.steps).toEqual([]);
    }),
  );

  test("differs from a rejection, which the next run obeys", () =>
    withDatabase(async (db) => {
      const scene = await pairingScene(db, { explanation });
      await decidePairing(scene.coordinator, scene.pairing.id, {
        step: "reject",
        reason: "other",
      });
      expect(await ruledOut(db, scene)).toBe(1);
    }));

  test("is undone by proposing the two again, once", () =>
    withDatabase(async (db) => {
      const scene = await pairingScene(db, { explanation, pinned: true });
      const { coordinator, pairing } = scene;
      await decidePairing(coordinator, pairing.id, { step: "split" });
      const again = await undoDecision(coordinator, pairing.id);
      expect(await pairingRow(db, again)).toMatchObject({
        status: "proposed",
        pinned: true,
        mentorEnrolmentId: scene.mentor.id,
        menteeEnrolmentId: scene.mentee.id,
        score: 7_000,
      });
      expect((await pairingRow(db, pairing.id)).status).toBe("superseded");
      expect(
        await outcomeOf(
          db.transaction((tx) =>
            undoDecision({ ...coordinator, db: tx }, pairing.id),
          ),
        ),
      ).toBe(409);
    }));

  test("undoes nothing that was superseded by anything else", () =>
    withDatabase(async (db) => {
      const { coordinator, pairing } = await pairingScene(db, { explanation });
      await db
        .update(pairings)
        .set({ status: "superseded" })
        .where(eq(pairings.id, pairing.id));
      expect(await outcomeOf(undoDecision(coordinator, pairing.id))).toBe(409);
    }));

  test.each([
    ["was sent", SENT],
    ["waits for the mentee", ACCEPTED],
    ["is a pair", { ...ACCEPTED, status: "active" }],
    ["was rejected", { status: "rejected" }],
  ] as const)("is refused where it %s", (_, over) =>
    withDatabase(async (db) => {
      const { coordinator, pairing } = await pairingScene(db, over);
      const { status } = await pairingRow(db, pairing.id);
      expect((await pairingPage(coordinator, pairing.id)).steps).not.toContain(
        "split",
      );
      expect(
        await outcomeOf(
          decidePairing(coordinator, pairing.id, { step: "split" }),
        ),
      ).toBe(409);
      expect((await pairingRow(db, pairing.id)).status).toBe(status);
    }),
  );

  test("is refused to others, and after somebody else's change", () =>
    withDatabase(async (db) => {
      const scene = await pairingScene(db, { explanation });
      const { pairing } = scene;
      const split = { step: "split" } as const;
      const stranger = await asCoordinator(
        db,
        (await buildCohort(db)).programmeId,
      );
      for (const ctx of [stranger, scene.asMentor, scene.asMentee])
        expect(await outcomeOf(decidePairing(ctx, pairing.id, split))).toBe(
          404,
        );
      expect(
        await outcomeOf(
          decidePairing(scene.coordinator, pairing.id, {
            ...split,
            version: pairing.version - 1,
          }),
        ),
      ).toBe(409);
      expect((await pairingRow(db, pairing.id)).status).toBe("proposed");
    }));
});

test("what was sent is not taken apart but withdrawn", () => {
  const of = (
    status: "proposed" | "approved" | "mentor_accepted",
    sent: boolean,
  ) => splitPairing({ status, sent });
  expect(of("proposed", false)).toEqual({ ok: true, status: "superseded" });
  expect(of("approved", false)).toEqual({ ok: true, status: "superseded" });
  for (const status of ["approved", "mentor_accepted"] as const)
    expect(of(status, true)).toEqual({
      ok: false,
      reason: "pairing.already_sent",
    });
});
