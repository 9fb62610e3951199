import { buildEnrolment, buildPairing } from "db/builders.ts";
import { enrolments } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { whyUnfit, type PendingFacts } from "~/domain/pairing/lifecycle.ts";
import { withdrawApplication } from "~/features/enrolments/commands.server.ts";
import { pauseEnrolment } from "~/features/enrolments/pause.server.ts";
import { saveTask } from "~/features/enrolments/save-task.server.ts";
import { answerProposal } from "~/features/pairings/answer.server.ts";
import { decidePairing } from "~/features/pairings/decide.server.ts";
import { keepingProposalsFit } from "~/features/pairings/fit.server.ts";
import { proposalPage } from "~/features/pairings/proposal.server.ts";
import type { Context } from "~/lib/context.ts";
import { asPerson, NOW } from "../support/context.ts";
import { freshDatabase, withDatabase } from "../support/database.ts";
import {
  ACCEPTED,
  auditActions,
  outcomeOf,
  pairingRow,
  pairingScene,
  queuedMails,
  SENT,
} from "../support/pairing-scene.ts";

describe("what no longer fits", () => {
  const facts: PendingFacts = {
    status: "proposed",
    mentorHeld: 0,
    menteeHeld: 0,
    capacity: 1,
    mentorsPerMentee: 1,
    isMentorAccepted: true,
    isMenteeAccepted: true,
    isPausing: false,
  };

  test.each([
    [{}, null],
    [{ mentorHeld: 1 }, "mentor_full"],
    [{ mentorHeld: 1, capacity: 2 }, null],
    [{ menteeHeld: 1 }, "mentee_taken"],
    [{ isMenteeAccepted: false }, "not_accepted"],
    [{ isMentorAccepted: false }, "not_accepted"],
    [{ isPausing: true }, "mentor_paused"],
    [{ status: "approved", isPausing: true }, "mentor_paused"],
    [{ status: "approved", mentorHeld: 5 }, null],
    [{ status: "mentor_accepted", isPausing: true }, null],
    [{ status: "active", isPausing: true, mentorHeld: 9 }, null],
  ] as const)("%j: %s", (over, reason) => {
    expect(whyUnfit({ ...facts, ...over })).toBe(reason);
  });
});

/** Saves the page of an application on which a mentor says how many mentees they take. */
function setCapacity(ctx: Context, enrolmentId: string, capacity: number) {
  return keepingProposalsFit(ctx, enrolmentId, async (inner) => {
    const [row] = await inner.db
      .select()
      .from(enrolments)
      .where(eq(enrolments.id, enrolmentId));
    return saveTask(inner, enrolmentId, "participant", {
      task: "availability",
      value: {
        version: row!.version,
        timeZone: "Europe/Paris",
        parts: [],
        exact: [{ day: "0", from: "09:00", to: "10:00" }],
        capacity,
      },
    });
  });
}

describe("a mentor who accepts", () => {
  test("ends other proposals for which there is no place any more, of both", () =>
    withDatabase(async (db) => {
      const { cohort, mentor, mentee, pairing, asMentor } = await pairingScene(
        db,
        SENT,
      );
      const cohortId = cohort.id;
      const mine = await buildPairing(db, {
        cohortId,
        mentorEnrolmentId: mentor.id,
      });
      const theirs = await buildPairing(db, {
        cohortId,
        menteeEnrolmentId: mentee.id,
      });
      const others = await buildPairing(db, { cohortId });
      await answerProposal(asMentor, pairing.id, { step: "accept" });
      expect(await pairingRow(db, mine.id)).toMatchObject({
        status: "superseded",
        reason: "mentor_full",
        version: mine.version + 1,
      });
      expect(await pairingRow(db, theirs.id)).toMatchObject({
        status: "superseded",
        reason: "mentee_taken",
      });
      expect((await pairingRow(db, others.id)).status).toBe("proposed");
      expect(await auditActions(db, mine.id)).toEqual(["pairing.supersede"]);
      // nobody had seen them: only the mentee of the accepted one is written to
      expect(await queuedMails(db)).toEqual([
        `proposal_mentee ${mentee.personId}`,
      ]);
    }));

  test("keeps proposals for which there is a place", () =>
    withDatabase(async (db) => {
      const { cohort, mentor, pairing, asMentor } = await pairingScene(
        db,
        SENT,
        2,
      );
      const second = await buildPairing(db, {
        cohortId: cohort.id,
        mentorEnrolmentId: mentor.id,
      });
      await answerProposal(asMentor, pairing.id, { step: "accept" });
      expect((await pairingRow(db, second.id)).status).toBe("proposed");
    }));

  test("can take the yes back until the mentee has confirmed, and both sides hear of it kindly", () =>
    withDatabase(async (db) => {
      const scene = await pairingScene(db, ACCEPTED);
      const { pairing, asMentor, asMentee, mentee, coordinator } = scene;
      await answerProposal(asMentor, pairing.id, {
        step: "decline",
        reason: "no_time",
        message: "My father is ill",
        next: "another",
      });
      expect(await pairingRow(db, pairing.id)).toMatchObject({
        status: "withdrawn",
        withdrawnBy: "mentor",
        reason: "no_time",
        reasonMessage: "My father is ill",
        askedNext: "another",
      });
      expect(await auditActions(db, pairing.id)).toEqual(["pairing.withdraw"]);
      expect(await queuedMails(db)).toEqual(
        [
          `pairing_declined ${coordinator.actor.personId}`,
          `proposal_withdrawn ${mentee.personId}`,
        ].sort(),
      );
      const [mine, theirs] = [
        await proposalPage(asMentor, pairing.id),
        await proposalPage(asMentee, pairing.id),
      ];
      expect([mine.state, theirs.state]).toEqual([
        "you_withdrew",
        "other_withdrew",
      ]);
      expect(JSON.stringify(theirs)).not.toContain("father");
    }));

  test("can no longer take it back once the pair is active", () =>
    withDatabase(async (db) => {
      const { pairing, asMentor } = await pairingScene(db, {
        status: "active",
      });
      expect(
        await outcomeOf(
          answerProposal(asMentor, pairing.id, {
            step: "decline",
            reason: "no_time",
          }),
        ),
      ).toBe(409);
    }));
});

describe("a mentor who pauses", () => {
  /** One accepted, one sent, one approved and one proposed pairing of the same mentor. */
  async function four(db: Parameters<Parameters<typeof withDatabase>[0]>[0]) {
    const scene = await pairingScene(db, ACCEPTED, 4);
    const more = (over: object) =>
      buildPairing(db, {
        cohortId: scene.cohort.id,
        mentorEnrolmentId: scene.mentor.id,
        ...over,
      });
    const sent = await more({ ...SENT, mentorPlace: 2 });
    const approved = await more({ status: "approved", mentorPlace: 3 });
    const proposed = await more({});
    return { ...scene, sent, approved, proposed };
  }

  test("from the page of the application: what they have not answered is taken back, with a word for what they saw", () =>
    withDatabase(async (db) => {
      const { mentor, asMentor, pairing, sent, approved, proposed } =
        await four(db);
      await keepingProposalsFit(asMentor, mentor.id, (inner) =>
        pauseEnrolment(inner, mentor.id, "participant", "2027-02-01"),
      );
      for (const { id } of [sent, approved, proposed])
        expect(await pairingRow(db, id)).toMatchObject({
          status: "superseded",
          reason: "mentor_paused",
        });
      expect((await pairingRow(db, pairing.id)).status).toBe("mentor_accepted");
      expect(await queuedMails(db)).toEqual([
        `proposal_superseded ${mentor.personId}`,
      ]);
      expect((await proposalPage(asMentor, sent.id)).state).toBe("superseded");
      expect(await outcomeOf(proposalPage(asMentor, approved.id))).toBe(404);
    }));

  test("when declining: the same", () =>
    withDatabase(async (db) => {
      const { asMentor, pairing, sent, approved, proposed } = await four(db);
      await answerProposal(asMentor, sent.id, {
        step: "decline",
        reason: "no_time",
        next: "pause",
        pauseUntil: "2027-02-01",
      });
      const after = await Promise.all(
        [pairing, sent, approved, proposed].map(
          async ({ id }) => (await pairingRow(db, id)).status,
        ),
      );
      expect(after).toEqual([
        "mentor_accepted",
        "mentor_declined",
        "superseded",
        "superseded",
      ]);
    }));

  test("nothing is taken back when a pause ends", () =>
    withDatabase(async (db) => {
      const { mentor, asMentor, sent } = await four(db);
      await keepingProposalsFit(asMentor, mentor.id, (inner) =>
        pauseEnrolment(inner, mentor.id, "participant", null),
      );
      expect((await pairingRow(db, sent.id)).status).toBe("approved");
    }));
});

describe("a capacity", () => {
  test("goes down to what is live, also when the lowest place is free, and then ends what is only proposed", () =>
    withDatabase(async (db) => {
      const { cohort, mentor, asMentor, pairing } = await pairingScene(
        db,
        { ...ACCEPTED, mentorPlace: 3 },
        3,
      );
      const proposed = await buildPairing(db, {
        cohortId: cohort.id,
        mentorEnrolmentId: mentor.id,
      });
      await setCapacity(asMentor, mentor.id, 2);
      expect((await pairingRow(db, proposed.id)).status).toBe("proposed");
      await setCapacity(asMentor, mentor.id, 1);
      expect(await pairingRow(db, pairing.id)).toMatchObject({
        status: "mentor_accepted",
        mentorPlace: 1,
      });
      expect(await pairingRow(db, proposed.id)).toMatchObject({
        status: "superseded",
        reason: "mentor_full",
      });
      expect(await outcomeOf(setCapacity(asMentor, mentor.id, 0))).toBe(409);
    }));

  test("that is refused changes nothing at all", () =>
    withDatabase(async (db) => {
      const { mentor, asMentor, pairing } = await pairingScene(
        db,
        { ...SENT, mentorPlace: 2 },
        2,
      );
      expect(await outcomeOf(setCapacity(asMentor, mentor.id, 0))).toBe(409);
      expect(await pairingRow(db, pairing.id)).toMatchObject({
        mentorPlace: 2,
        version: pairing.version,
      });
    }));
});

test("proposals of somebody who leaves are taken back", () =>
  withDatabase(async (db) => {
    const { mentee, pairing, asMentee } = await pairingScene(db);
    await keepingProposalsFit(asMentee, mentee.id, (inner) =>
      withdrawApplication(inner, mentee.id),
    );
    expect(await pairingRow(db, pairing.id)).toMatchObject({
      status: "superseded",
      reason: "not_accepted",
    });
  }));

test("accepting, pausing, approving and lowering at once never deadlock and never overfill", async () => {
  const { db } = await freshDatabase();
  const { cohort, mentor, asMentor, coordinator, pairing } = await pairingScene(
    db,
    SENT,
    3,
  );
  const proposals = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const mentee = await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentee",
      });
      return buildPairing(db, {
        cohortId: cohort.id,
        mentorEnrolmentId: mentor.id,
        menteeEnrolmentId: mentee.id,
      });
    }),
  );
  const again = await asPerson(db, mentor.personId, NOW);
  const outcomes = await Promise.all([
    ...proposals.map(({ id }) =>
      outcomeOf(decidePairing(coordinator, id, { step: "approve" })),
    ),
    outcomeOf(answerProposal(asMentor, pairing.id, { step: "accept" })),
    outcomeOf(setCapacity(again, mentor.id, 2)),
    outcomeOf(
      keepingProposalsFit(again, mentor.id, (inner) =>
        pauseEnrolment(inner, mentor.id, "participant", "2027-02-01"),
      ),
    ),
  ]);
  for (const each of outcomes) expect(["done", 409]).toContain(each);
  const [after] = await db
    .select()
    .from(enrolments)
    .where(eq(enrolments.id, mentor.id));
  const live = await Promise.all(
    [pairing, ...proposals].map(async ({ id }) => pairingRow(db, id)),
  );
  const held = live.filter(({ status }) =>
    ["approved", "mentor_accepted"].includes(status),
  );
  expect(held.length).toBeLessThanOrEqual(after!.capacity);
}, 60_000);
