import { buildEnrolment } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { auditEntries, pairings, wishes } from "db/schema/index.ts";
import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { supersedeApart } from "~/features/pairings/apart.server.ts";
import { pairingPage } from "~/features/pairings/pairing-page.server.ts";
import { proposalPage } from "~/features/pairings/proposal.server.ts";
import type { PairExplanation } from "~/domain/scoring/types.ts";
import { NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";
import {
  ACCEPTED,
  pairingRow,
  pairingScene,
  queuedMails,
  SENT,
} from "../support/pairing-scene.ts";

type Scene = Awaited<ReturnType<typeof pairingScene>>;

const tick = (db: Db) =>
  supersedeApart({ db, now: NOW, requestId: null, origin: "http://x" });

/** One of the two would rather not. */
async function never(db: Db, scene: Scene, by: "mentor" | "mentee") {
  const other = by === "mentor" ? "mentee" : "mentor";
  await db.insert(wishes).values({
    cohortId: scene.cohort.id,
    enrolmentId: scene[by].id,
    role: by,
    otherEnrolmentId: scene[other].id,
    otherRole: other,
    rank: null,
  });
}

const knowing: PairExplanation = {
  score: 5_000,
  blockedBy: [{ key: "hard.apart", args: {} }],
  criteria: [],
  warnings: [],
};

describe("a pending proposal of two people of whom one would rather not", () => {
  test.each([
    [{}, "mentor"],
    [{ pinned: true }, "mentee"],
    [{ status: "approved" }, "mentee"],
    [SENT, "mentor"],
    [ACCEPTED, "mentee"],
    [ACCEPTED, "mentor"],
  ] as const)("%j is taken back when the %s says so", (over, by) =>
    withDatabase(async (db) => {
      const scene = await pairingScene(db, over);
      const before = await pairingRow(db, scene.pairing.id);
      expect(await tick(db)).toBe(0);
      await never(db, scene, by);
      expect(await tick(db)).toBe(1);
      expect(await tick(db)).toBe(0);
      expect(await pairingRow(db, scene.pairing.id)).toMatchObject({
        status: "superseded",
        reason: "not_possible",
        version: before.version + 1,
      });
    }),
  );

  test.each([
    ["that is a pair already", { ...ACCEPTED, status: "active" }],
    ["that rests", { ...ACCEPTED, status: "on_hold" }],
    ["that is over", { ...ACCEPTED, status: "ended_early" }],
    ["that was made knowing of it", { pinned: true, explanation: knowing }],
  ] as const)("%s is left alone", (_, over) =>
    withDatabase(async (db) => {
      const scene = await pairingScene(db, over);
      await never(db, scene, "mentee");
      expect(await tick(db)).toBe(0);
      expect((await pairingRow(db, scene.pairing.id)).status).toBe(
        "status" in over ? over.status : "proposed",
      );
    }),
  );

  test("is the only one: a rank is no refusal, and others' proposals stay", () =>
    withDatabase(async (db) => {
      const scene = await pairingScene(db, SENT);
      const other = await buildEnrolment(db, {
        cohortId: scene.cohort.id,
        role: "mentee",
      });
      await never(
        db,
        { ...scene, mentee: { ...scene.mentee, ...other } },
        "mentor",
      );
      await db.insert(wishes).values({
        cohortId: scene.cohort.id,
        enrolmentId: scene.mentee.id,
        role: "mentee",
        otherEnrolmentId: scene.mentor.id,
        otherRole: "mentor",
        rank: 1,
      });
      expect(await tick(db)).toBe(0);
    }));
});

describe("what is left behind", () => {
  test("is the same whoever said it: the platform's deed, a mail without a reason, and one neutral word", () =>
    withDatabase(async (db) => {
      const traces = [];
      for (const by of ["mentor", "mentee"] as const) {
        const scene = await pairingScene(db, ACCEPTED);
        await never(db, scene, by);
        await tick(db);
        const id = scene.pairing.id;
        const [entry] = await db
          .select()
          .from(auditEntries)
          .where(
            and(
              eq(auditEntries.subjectId, id),
              eq(auditEntries.action, "pairing.supersede"),
            ),
          );
        expect(entry).toMatchObject({
          actorId: null,
          details: { from: "mentor_accepted", reason: "not_possible" },
        });
        const mails = await queuedMails(db);
        for (const side of [scene.mentor, scene.mentee])
          expect(mails).toContain(`proposal_superseded ${side.personId}`);
        const page = await pairingPage(scene.coordinator, id);
        const cards = [
          await proposalPage(scene.asMentor, id),
          await proposalPage(scene.asMentee, id),
        ];
        const seen = JSON.stringify([page, cards]);
        expect(seen).not.toMatch(/never|apart|wish/i);
        const [row] = await db
          .select()
          .from(pairings)
          .where(eq(pairings.id, id));
        traces.push([
          row?.status,
          row?.reason,
          page.history.map(({ who }) => who),
        ]);
      }
      expect(traces[0]).toEqual(traces[1]);
    }));
});
