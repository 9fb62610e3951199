import { buildEnrolment, buildPairing, buildPerson } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { accounts, mails, pairingReminders } from "db/schema/index.ts";
import { asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { answerProposal } from "~/features/pairings/answer.server.ts";
import { expireProposals } from "~/features/pairings/expire.server.ts";
import { decidePairing } from "~/features/pairings/decide.server.ts";
import {
  answerQuestion,
  askCoordination,
  conversations,
} from "~/features/pairings/messages.server.ts";
import { pairingHead } from "~/features/pairings/pairing-page.server.ts";
import { proposalPage } from "~/features/pairings/proposal.server.ts";
import {
  remindByHand,
  remindOfAnswers,
} from "~/features/pairings/remind.server.ts";
import { sendProposals } from "~/features/pairings/send.server.ts";
import { sendTestMails } from "~/features/pairings/test-mail.server.ts";
import { attentionList } from "~/features/programmes/attention.server.ts";
import {
  asCoordinator,
  asPerson,
  NOW,
  queuedJobs,
} from "../support/context.ts";
import { freshDatabase, withDatabase } from "../support/database.ts";
import {
  ACCEPTED,
  IN_A_WEEK,
  outcomeOf,
  pairingRow,
  pairingScene,
  queuedMails,
  SENT,
} from "../support/pairing-scene.ts";

const DAY = 86_400_000;
const job = (db: Db, now: Date) => ({
  db,
  now,
  requestId: null,
  origin: "http://127.0.0.1:3000",
});
const later = (ms: number) => new Date(NOW.getTime() + ms);

describe("reminders", () => {
  /** Sent on 20 November at 11:00 in Paris, to be answered by the end of 27 November there. */
  async function sentFor(db: Db, timeZone: string, answerDays = 7) {
    const { personId } = await buildPerson(db, { timeZone });
    const { cohort, coordinator } = await pairingScene(db);
    const mentor = await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentor",
      personId,
    });
    const pairing = await buildPairing(db, {
      cohortId: cohort.id,
      mentorEnrolmentId: mentor.id,
      status: "approved",
    });
    await sendProposals(coordinator, cohort.id, { answerDays });
    await db.delete(mails);
    return { pairing, personId, mentor };
  }

  async function kinds(db: Db) {
    const rows = await db
      .select()
      .from(pairingReminders)
      .orderBy(asc(pairingReminders.remindedAt));
    return rows.map(({ kind, side }) => `${side} ${kind}`);
  }

  test("come half-way and on the day before, at nine in the morning of the recipient, once each", () =>
    withDatabase(async (db) => {
      const { personId } = await sentFor(db, "Asia/Amman"); // three hours ahead
      const run = (at: string) => remindOfAnswers(job(db, new Date(at)));
      expect(await run("2026-11-23T23:00:00Z")).toBe(0);
      expect(await run("2026-11-24T05:59:00Z")).toBe(0);
      expect(await run("2026-11-24T06:01:00Z")).toBe(1);
      expect(await run("2026-11-24T06:16:00Z")).toBe(0);
      expect(await run("2026-11-26T05:59:00Z")).toBe(0);
      expect(await run("2026-11-26T06:00:00Z")).toBe(1);
      expect(await run("2026-11-26T06:15:00Z")).toBe(0);
      expect(await run("2026-11-27T20:00:00Z")).toBe(0);
      expect(await kinds(db)).toEqual(["mentor half_way", "mentor last_day"]);
      expect(await queuedMails(db)).toEqual([
        `proposal_reminder ${personId}`,
        `proposal_reminder ${personId}`,
      ]);
    }));

  test("after a standstill, only the later of two that were missed goes out", () =>
    withDatabase(async (db) => {
      await sentFor(db, "Europe/Paris");
      const late = new Date("2026-11-26T12:00:00Z");
      expect(await remindOfAnswers(job(db, late))).toBe(1);
      expect(await remindOfAnswers(job(db, late))).toBe(0);
      expect(await kinds(db)).toEqual(["mentor last_day"]);
    }));

  test("do not come on the day of sending, nor twice when there are few days", () =>
    withDatabase(async (db) => {
      await sentFor(db, "Europe/Paris", 1);
      expect(await remindOfAnswers(job(db, later(DAY)))).toBe(0);
    }));

  test("do not come to who has answered, whose date has passed, or who has no account any more", () =>
    withDatabase(async (db) => {
      const { pairing, personId, mentor } = await sentFor(db, "Europe/Paris");
      expect(await remindOfAnswers(job(db, later(20 * DAY)))).toBe(0);
      await db
        .update(accounts)
        .set({ deactivatedAt: NOW })
        .where(eq(accounts.personId, personId));
      expect(await remindOfAnswers(job(db, later(4 * DAY)))).toBe(0);
      await db
        .update(accounts)
        .set({ deactivatedAt: null })
        .where(eq(accounts.personId, personId));
      await answerProposal(await asPerson(db, mentor.personId), pairing.id, {
        step: "decline",
        reason: "no_time",
      });
      expect(await remindOfAnswers(job(db, later(6.5 * DAY)))).toBe(0);
      expect(await queuedMails(db)).not.toContain(
        `proposal_reminder ${personId}`,
      );
    }));

  test("of two workers at once, one reminds", async () => {
    const { db } = await freshDatabase();
    await sentFor(db, "Europe/Paris");
    const at = new Date("2026-11-24T12:00:00Z");
    const sent = await Promise.all(
      [1, 2, 3, 4].map(() => remindOfAnswers(job(db, at))),
    );
    expect(sent.reduce((sum, each) => sum + each)).toBe(1);
    expect(await queuedMails(db)).toHaveLength(1);
  }, 60_000);

  test("a coordinator can send one by hand, not two within a day", () =>
    withDatabase(async (db) => {
      const { pairing, coordinator, mentee, asMentor } = await pairingScene(
        db,
        ACCEPTED,
      );
      await remindByHand(coordinator, pairing.id);
      expect(await queuedMails(db)).toEqual([
        `proposal_reminder ${mentee.personId}`,
      ]);
      expect(await outcomeOf(remindByHand(coordinator, pairing.id))).toBe(409);
      const tomorrow = { ...coordinator, now: later(DAY) };
      expect(await outcomeOf(remindByHand(tomorrow, pairing.id))).toBe("done");
      expect(await outcomeOf(remindByHand(asMentor, pairing.id))).toBe(404);
      const idle = await pairingScene(db, { status: "approved" });
      expect(
        await outcomeOf(remindByHand(idle.coordinator, idle.pairing.id)),
      ).toBe(409);
    }));
});

describe("questions", () => {
  test("go to the coordinators and back, each side for itself", () =>
    withDatabase(async (db) => {
      const scene = await pairingScene(db, ACCEPTED);
      const { pairing, asMentor, asMentee, coordinator, mentor } = scene;
      await askCoordination(asMentor, pairing.id, "Is it in French?");
      await askCoordination(asMentee, pairing.id, "When does it begin?");
      expect(await queuedMails(db)).toEqual([
        `question_asked ${coordinator.actor.personId}`,
        `question_asked ${coordinator.actor.personId}`,
      ]);
      await answerQuestion({ ...coordinator, now: later(1) }, pairing.id, {
        side: "mentor",
        body: "In French, yes.",
      });
      expect(await queuedMails(db)).toContain(
        `question_answered ${mentor.personId}`,
      );
      const mine = await proposalPage(asMentor, pairing.id);
      expect(mine.messages.map(({ body }) => body)).toEqual([
        "Is it in French?",
        "In French, yes.",
      ]);
      const theirs = JSON.stringify(await proposalPage(asMentee, pairing.id));
      expect(theirs).toContain("When does it begin?");
      expect(theirs).not.toContain("French?");
      const { messages, sides } = await conversations(coordinator, pairing.id);
      expect(messages).toHaveLength(3);
      expect(sides).toEqual(["mentor", "mentee"]);
    }));

  test("are no way to what was not sent, nor to other people's proposals", () =>
    withDatabase(async (db) => {
      const planned = await pairingScene(db, { status: "approved" });
      const sent = await pairingScene(db, SENT);
      const ask = (ctx: typeof sent.asMentor, id: string) =>
        outcomeOf(askCoordination(ctx, id, "?"));
      expect(await ask(planned.asMentor, planned.pairing.id)).toBe(404);
      expect(await ask(sent.asMentee, sent.pairing.id)).toBe(404);
      expect(await ask(planned.asMentor, sent.pairing.id)).toBe(404);
      const say = (ctx: typeof sent.asMentor, side: "mentor" | "mentee") =>
        outcomeOf(answerQuestion(ctx, sent.pairing.id, { side, body: "!" }));
      expect(await say(sent.coordinator, "mentee")).toBe(409);
      expect(await say(sent.coordinator, "mentor")).toBe("done");
      expect(await say(planned.coordinator, "mentor")).toBe(404);
      expect(await say(sent.asMentor, "mentor")).toBe(404);
      expect(
        await outcomeOf(conversations(planned.coordinator, sent.pairing.id)),
      ).toBe(404);
    }));

  test("stop after many without an answer", () =>
    withDatabase(async (db) => {
      const { pairing, asMentor, coordinator } = await pairingScene(db, SENT);
      const ask = () => outcomeOf(askCoordination(asMentor, pairing.id, "?"));
      for (let at = 0; at < 10; at++) expect(await ask()).toBe("done");
      expect(await ask()).toBe(409);
      await answerQuestion({ ...coordinator, now: later(1) }, pairing.id, {
        side: "mentor",
        body: "One at a time.",
      });
      expect(await ask()).toBe("done");
    }));
});

describe("two coordinators", () => {
  test("the second is refused with what the first did, whatever the step", () =>
    withDatabase(async (db) => {
      const { pairing, coordinator, cohort } = await pairingScene(db);
      const second = await asCoordinator(db, cohort.programmeId);
      const { version } = await pairingHead(second, pairing.id);
      await decidePairing(coordinator, pairing.id, { step: "pin", version });
      await expect(
        decidePairing(second, pairing.id, { step: "approve", version }),
      ).rejects.toMatchObject({ status: 409, key: "pairings:errors.stale" });
      const head = await pairingHead(second, pairing.id);
      expect(head.last).toMatchObject({
        action: "pairing.pin",
        who: coordinator.actor.fullName,
      });
      await decidePairing(second, pairing.id, {
        step: "approve",
        version: head.version,
      });
      expect((await pairingRow(db, pairing.id)).status).toBe("approved");
    }));

  test("who sends what was sent or taken back meanwhile sends nothing", () =>
    withDatabase(async (db) => {
      const { pairing, coordinator, cohort } = await pairingScene(db, {
        status: "approved",
      });
      const other = await buildPairing(db, {
        cohortId: cohort.id,
        status: "approved",
      });
      await decidePairing(coordinator, other.id, {
        step: "reject",
        reason: "other",
      });
      await expect(
        sendProposals(coordinator, cohort.id, {
          answerDays: 7,
          pairing: [pairing.id, other.id],
        }),
      ).rejects.toMatchObject({ key: "pairings:errors.send_changed" });
      expect((await pairingRow(db, pairing.id)).sentAt).toBeNull();
    }));
});

describe("a test message", () => {
  test("goes to the coordinator alone, in the languages of both, and leads back to the preview", () =>
    withDatabase(async (db) => {
      const { personId } = await buildPerson(db, { locale: "ar" });
      const { cohort, coordinator, asMentor } = await pairingScene(db);
      const mentor = await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentor",
        personId,
      });
      const pairing = await buildPairing(db, {
        cohortId: cohort.id,
        mentorEnrolmentId: mentor.id,
        status: "approved",
      });
      await sendTestMails(coordinator, pairing.id);
      const rows = await db.select().from(mails).orderBy(asc(mails.template));
      expect(
        rows.map(({ template, toAddress, locale }) => [
          template,
          toAddress,
          locale,
        ]),
      ).toEqual([
        ["proposal_mentee", coordinator.actor.email, "en"],
        ["proposal_mentor", coordinator.actor.email, "ar"],
      ]);
      for (const { args } of rows)
        expect(args).toMatchObject({
          link: `http://127.0.0.1:3000/cohorts/${cohort.id}/send?preview=${pairing.id}`,
          test: "yes",
        });
      expect((await pairingRow(db, pairing.id)).sentAt).toBeNull();
      expect(await outcomeOf(sendTestMails(asMentor, pairing.id))).toBe(404);
    }));
});

describe("what rises on the coordinator's list", () => {
  test("questions without an answer, until they are answered", () =>
    withDatabase(async (db) => {
      const { pairing, cohort, coordinator, asMentor } = await pairingScene(
        db,
        SENT,
      );
      const list = () => attentionList(coordinator, cohort.id);
      expect(await list()).toEqual([]);
      await askCoordination(asMentor, pairing.id, "?");
      expect(await list()).toMatchObject([
        { kind: "question", id: pairing.id, detail: "mentor" },
      ]);
      await answerQuestion({ ...coordinator, now: later(1) }, pairing.id, {
        side: "mentor",
        body: "!",
      });
      expect(await list()).toEqual([]);
    }));

  test("a mentor who asked for somebody else, until there is a proposal", () =>
    withDatabase(async (db) => {
      const { pairing, cohort, coordinator, asMentor, mentor } =
        await pairingScene(db, SENT);
      await answerProposal(asMentor, pairing.id, {
        step: "decline",
        reason: "not_my_expertise",
        next: "another",
      });
      const list = async () =>
        (await attentionList(coordinator, cohort.id)).map(({ kind }) => kind);
      expect((await list()).sort()).toEqual(["another", "declined"]);
      await buildPairing(db, {
        cohortId: cohort.id,
        mentorEnrolmentId: mentor.id,
      });
      expect(await list()).toEqual(["declined"]);
    }));

  test("proposals without an answer, as long as a reminder helps and after", () =>
    withDatabase(async (db) => {
      const { pairing, cohort, coordinator } = await pairingScene(db, SENT);
      const at = (now: Date) =>
        attentionList({ ...coordinator, now }, cohort.id);
      expect(await at(later(4 * DAY))).toEqual([]);
      expect(await at(later(6 * DAY))).toMatchObject([
        { kind: "answer", id: pairing.id, isOpen: true },
      ]);
      expect(await at(new Date(IN_A_WEEK.getTime() + 1))).toMatchObject([
        { kind: "answer", isOpen: false },
      ]);
    }));
});

describe("a pair that comes to nothing", () => {
  const cases = {
    "declined by the mentor": (scene: Scene) =>
      answerProposal(scene.asMentor, scene.pairing.id, DECLINE),
    "taken back by a coordinator": (scene: Scene) =>
      decidePairing(scene.coordinator, scene.pairing.id, {
        step: "withdraw",
        reason: "circumstances",
      }),
    expired: (scene: Scene) =>
      expireProposals(job(scene.coordinator.db, later(20 * DAY))),
  } as const;
  type Scene = Awaited<ReturnType<typeof pairingScene>>;
  const DECLINE = { step: "decline", reason: "no_time" } as const;

  test.each(Object.keys(cases) as (keyof typeof cases)[])(
    "%s has its next best worked out, once, if and only if that was saved",
    (name) =>
      withDatabase(async (db) => {
        const scene = await pairingScene(db, SENT);
        const nextBest = async () =>
          (await queuedJobs(db)).filter(
            (each) => each === "matching.next-best",
          );
        expect(await nextBest()).toEqual([]);
        await cases[name](scene);
        expect(await nextBest()).toHaveLength(1);
        await cases[name](scene).catch(() => undefined); // it is over
        expect(await nextBest()).toHaveLength(1);
      }),
  );
});
