import {
  buildCohort,
  buildEnrolment,
  buildPairing,
  buildPerson,
  buildProgramme,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import { auditEntries, enrolments, mails, pairings } from "db/schema/index.ts";
import { asc, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import {
  NEXT_STATUS,
  PAIRING_STATUSES,
  type PairingStatus,
} from "~/domain/pairing/lifecycle.ts";
import { answerProposal } from "~/features/pairings/answer.server.ts";
import { approveAll } from "~/features/pairings/approve-all.server.ts";
import { decidePairing, saveNote } from "~/features/pairings/decide.server.ts";
import { expireProposals } from "~/features/pairings/expire.server.ts";
import { pairingsCsv } from "~/features/pairings/csv.server.ts";
import { readPairingQuery } from "~/features/pairings/filters.ts";
import { pairingList } from "~/features/pairings/list.server.ts";
import {
  pairingHead,
  pairingPage,
} from "~/features/pairings/pairing-page.server.ts";
import {
  proposalPage,
  proposalPreview,
} from "~/features/pairings/proposal.server.ts";
import { sendPage } from "~/features/pairings/send-page.server.ts";
import { sendProposals } from "~/features/pairings/send.server.ts";
import type { Context } from "~/lib/context.ts";
import {
  asAdministrator,
  asCoordinator,
  asPerson,
  NOW,
  queuedJobs,
} from "../support/context.ts";
import { freshDatabase, withDatabase } from "../support/database.ts";
import {
  auditActions,
  IN_A_WEEK,
  outcomeOf,
  pairingRow,
  pairingScene,
} from "../support/pairing-scene.ts";

const NO_WARNINGS = { score: 7_000, blockedBy: [], criteria: [], warnings: [] };

async function mailsOf(db: Db) {
  const rows = await db.select().from(mails).orderBy(asc(mails.createdAt));
  return rows.map((row) => row.template);
}

describe("steps", () => {
  test("the database allows exactly the steps of the domain", () =>
    withDatabase(async (db) => {
      const allowed = new Set(
        Object.values(NEXT_STATUS).flatMap((steps) =>
          Object.entries(steps).map(([from, to]) => `${from} ${to}`),
        ),
      );
      for (const from of PAIRING_STATUSES)
        for (const to of PAIRING_STATUSES) {
          const [row] = await db.execute<{ ok: boolean }>(
            sql`select pairing_step_allowed(${from}, ${to}) as ok`,
          );
          expect([from, to, row!.ok]).toEqual([
            from,
            to,
            allowed.has(`${from} ${to}`),
          ]);
        }
    }));
});

describe("approving", () => {
  test("takes the first free places and says who and when", () =>
    withDatabase(async (db) => {
      const { pairing, coordinator } = await pairingScene(db, {
        mentorPlace: null,
        menteePlace: null,
      });
      await decidePairing(coordinator, pairing.id, { step: "approve" });
      expect(await pairingRow(db, pairing.id)).toMatchObject({
        status: "approved",
        mentorPlace: 1,
        menteePlace: 1,
        approvedAt: NOW,
        approvedBy: coordinator.actor.personId,
        sentAt: null,
      });
      expect(await auditActions(db, pairing.id)).toEqual(["pairing.approve"]);
      expect(await queuedJobs(db)).toEqual([]);
    }));

  test("is not possible twice, nor for what was rejected", () =>
    withDatabase(async (db) => {
      const { pairing, coordinator } = await pairingScene(db);
      const approve = () =>
        decidePairing(coordinator, pairing.id, { step: "approve" });
      expect(await outcomeOf(approve())).toBe("done");
      expect(await outcomeOf(approve())).toBe(409);
    }));

  test("is for coordinators of the programme only", () =>
    withDatabase(async (db) => {
      const { pairing, asMentor } = await pairingScene(db);
      const other = await asCoordinator(db, (await buildProgramme(db)).id);
      for (const ctx of [asMentor, other])
        expect(
          await outcomeOf(decidePairing(ctx, pairing.id, { step: "approve" })),
        ).toBe(404);
      const administrator = await asAdministrator(db);
      expect(
        await outcomeOf(
          decidePairing(administrator, pairing.id, { step: "approve" }),
        ),
      ).toBe("done");
    }));

  test("is refused when the mentor has no place left", () =>
    withDatabase(async (db) => {
      const { cohort, mentor, coordinator } = await pairingScene(db, {
        status: "approved",
      });
      const second = await buildPairing(db, {
        cohortId: cohort.id,
        mentorEnrolmentId: mentor.id,
      });
      await expect(
        decidePairing(coordinator, second.id, { step: "approve" }),
      ).rejects.toMatchObject({
        status: 409,
        key: "pairings:errors.mentor_full",
      });
    }));

  test("is refused when the mentee has a live pairing, unless the cohort allows two", () =>
    withDatabase(async (db) => {
      const { cohort, mentee, coordinator } = await pairingScene(db, {
        status: "approved",
      });
      const second = await buildPairing(db, {
        cohortId: cohort.id,
        menteeEnrolmentId: mentee.id,
      });
      const approve = () =>
        decidePairing(coordinator, second.id, { step: "approve" });
      await expect(approve()).rejects.toMatchObject({
        key: "pairings:errors.mentee_taken",
      });
      await db.execute(
        sql`update cohorts set mentors_per_mentee = 2 where id = ${cohort.id}`,
      );
      await approve();
      expect(await pairingRow(db, second.id)).toMatchObject({ menteePlace: 2 });
    }));

  test("is refused when somebody has left the cohort", () =>
    withDatabase(async (db) => {
      const { pairing, mentee, coordinator } = await pairingScene(db);
      await db
        .update(enrolments)
        .set({ state: "withdrawn" })
        .where(eq(enrolments.id, mentee.id));
      await expect(
        decidePairing(coordinator, pairing.id, { step: "approve" }),
      ).rejects.toMatchObject({ key: "pairings:errors.not_accepted" });
    }));

  test("a capacity cannot be lowered below the places that live pairings hold", () =>
    withDatabase(async (db) => {
      const { mentor } = await pairingScene(db, { status: "approved" });
      await expect(
        db
          .update(enrolments)
          .set({ capacity: 0 })
          .where(eq(enrolments.id, mentor.id)),
      ).rejects.toMatchObject({
        cause: { constraint_name: "enrolments_capacity_in_use" },
      });
    }));
});

describe("fifty at once", () => {
  test("one approval wins the only place, the others get a conflict and leave no trace", async () => {
    const { db } = await freshDatabase();
    const cohort = await buildCohort(db);
    const coordinator = await asCoordinator(db, cohort.programmeId);
    const mentor = await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentor",
      capacity: 1,
    });
    const ids: string[] = [];
    for (let at = 0; at < 50; at++)
      ids.push(
        (
          await buildPairing(db, {
            cohortId: cohort.id,
            mentorEnrolmentId: mentor.id,
          })
        ).id,
      );
    const outcomes = await Promise.all(
      ids.map((id) =>
        outcomeOf(decidePairing(coordinator, id, { step: "approve" })),
      ),
    );
    expect(outcomes.filter((each) => each === "done")).toHaveLength(1);
    expect(outcomes.filter((each) => each === 409)).toHaveLength(49);
    expect(
      await db
        .select()
        .from(auditEntries)
        .where(eq(auditEntries.action, "pairing.approve")),
    ).toHaveLength(1);
    expect(
      await db.select().from(pairings).where(eq(pairings.status, "approved")),
    ).toHaveLength(1);
  }, 60_000);

  test("decisions, bulk approvals and sending mixed never end in a deadlock", async () => {
    const { db } = await freshDatabase();
    const cohort = await buildCohort(db);
    const coordinator = await asCoordinator(db, cohort.programmeId);
    const people = async (role: "mentor" | "mentee") => {
      const ids: string[] = [];
      for (let at = 0; at < 5; at++)
        ids.push(
          (
            await buildEnrolment(db, {
              cohortId: cohort.id,
              role,
              capacity: 2,
            })
          ).id,
        );
      return ids;
    };
    const mentors = await people("mentor");
    const mentees = await people("mentee");
    const ids: string[] = [];
    for (const mentorEnrolmentId of mentors)
      for (const menteeEnrolmentId of mentees)
        ids.push(
          (
            await buildPairing(db, {
              cohortId: cohort.id,
              mentorEnrolmentId,
              menteeEnrolmentId,
              explanation: NO_WARNINGS,
            })
          ).id,
        );
    const outcomes = await Promise.all([
      ...ids
        .toReversed()
        .map((id) =>
          outcomeOf(decidePairing(coordinator, id, { step: "approve" })),
        ),
      ...[25, 24, 23].map((expected) =>
        outcomeOf(approveAll(coordinator, cohort.id, { minimum: 0, expected })),
      ),
      ...[1, 2].map(() =>
        outcomeOf(sendProposals(coordinator, cohort.id, { answerDays: 7 })),
      ),
    ]);
    for (const each of outcomes) expect(["done", 409]).toContain(each);
    const live = await db
      .select()
      .from(pairings)
      .where(eq(pairings.status, "approved"));
    expect(live).toHaveLength(5); // every mentee has one place
  }, 60_000);
});

describe("the other decisions of a coordinator", () => {
  const cases: [PairingStatus, Parameters<typeof decidePairing>[2], string][] =
    [
      ["proposed", { step: "reject", reason: "not_a_fit" }, "rejected"],
      ["approved", { step: "withdraw", reason: "mistake" }, "withdrawn"],
      ["active", { step: "hold" }, "on_hold"],
      ["on_hold", { step: "resume" }, "active"],
      ["active", { step: "complete" }, "completed"],
      ["active", { step: "end_early", reason: "no_time" }, "ended_early"],
    ];
  for (const [from, input, to] of cases)
    test(`${input.step} leads from ${from} to ${to}, once`, () =>
      withDatabase(async (db) => {
        const { pairing, coordinator } = await pairingScene(db, {
          status: from,
        });
        await decidePairing(coordinator, pairing.id, input);
        const after = await pairingRow(db, pairing.id);
        expect(after.status).toBe(to);
        expect(after.reason).toBe("reason" in input ? input.reason : null);
        expect(await auditActions(db, pairing.id)).toEqual([
          `pairing.${input.step}`,
        ]);
        expect(
          await outcomeOf(decidePairing(coordinator, pairing.id, input)),
        ).toBe(409);
      }));

  test("what was sent is withdrawn, not rejected, and those who saw it are told", () =>
    withDatabase(async (db) => {
      const { pairing, coordinator } = await pairingScene(db, {
        status: "approved",
        sentAt: NOW,
      });
      await expect(
        decidePairing(coordinator, pairing.id, {
          step: "reject",
          reason: "other",
        }),
      ).rejects.toMatchObject({ key: "pairings:errors.already_sent" });
      await decidePairing(coordinator, pairing.id, {
        step: "withdraw",
        reason: "asked_to",
      });
      expect(await mailsOf(db)).toEqual(["proposal_withdrawn"]);
    }));

  test("a pin is set and loosened on proposals only", () =>
    withDatabase(async (db) => {
      const { pairing, coordinator } = await pairingScene(db);
      await decidePairing(coordinator, pairing.id, { step: "pin" });
      expect(await pairingRow(db, pairing.id)).toMatchObject({ pinned: true });
      await decidePairing(coordinator, pairing.id, { step: "unpin" });
      await decidePairing(coordinator, pairing.id, { step: "approve" });
      expect(
        await outcomeOf(
          decidePairing(coordinator, pairing.id, { step: "pin" }),
        ),
      ).toBe(409);
    }));

  test("a closed cohort is not touched any more", () =>
    withDatabase(async (db) => {
      const { pairing, cohort, coordinator } = await pairingScene(db);
      await db.execute(
        sql`update cohorts set state = 'closed' where id = ${cohort.id}`,
      );
      expect(
        await outcomeOf(
          decidePairing(coordinator, pairing.id, { step: "approve" }),
        ),
      ).toBe(409);
    }));

  test("a note is private, and the second of two at once is told", () =>
    withDatabase(async (db) => {
      const { pairing, coordinator, asMentor } = await pairingScene(db);
      const save = (ctx: Context, note: string) =>
        saveNote(ctx, pairing.id, { note, version: 1 });
      expect(await save(coordinator, "Speak with both first")).toBe(true);
      expect(await save(coordinator, "Other words")).toBe(false);
      expect(await outcomeOf(save(asMentor, "Mine"))).toBe(404);
    }));
});

describe("approving many", () => {
  test("takes the best first, as far as places last, and leaves warnings alone", () =>
    withDatabase(async (db) => {
      const { cohort, mentor, pairing, coordinator } = await pairingScene(db, {
        score: 8_000,
        explanation: NO_WARNINGS,
      });
      const rival = await buildPairing(db, {
        cohortId: cohort.id,
        mentorEnrolmentId: mentor.id,
        score: 9_000,
        explanation: NO_WARNINGS,
      });
      const warned = await buildPairing(db, {
        cohortId: cohort.id,
        score: 9_500,
        explanation: {
          ...NO_WARNINGS,
          warnings: [{ key: "warning.needsMissing", args: {} }],
        },
      });
      const low = await buildPairing(db, {
        cohortId: cohort.id,
        score: 7_400,
        explanation: NO_WARNINGS,
      });
      expect(
        await approveAll(coordinator, cohort.id, { minimum: 75, expected: 2 }),
      ).toEqual({ approved: 1, withoutPlace: 1 });
      const statuses = await Promise.all(
        [pairing, rival, warned, low].map(
          async ({ id }) => (await pairingRow(db, id)).status,
        ),
      );
      expect(statuses).toEqual([
        "proposed",
        "approved",
        "proposed",
        "proposed",
      ]);
    }));

  test("does nothing when the list is no longer the one that was agreed to", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator, pairing } = await pairingScene(db, {
        explanation: NO_WARNINGS,
      });
      expect(
        await outcomeOf(
          approveAll(coordinator, cohort.id, { minimum: 0, expected: 2 }),
        ),
      ).toBe(409);
      expect((await pairingRow(db, pairing.id)).status).toBe("proposed");
    }));

  test("is for coordinators of the programme only", () =>
    withDatabase(async (db) => {
      const { cohort, asMentor } = await pairingScene(db);
      expect(
        await outcomeOf(
          approveAll(asMentor, cohort.id, { minimum: 0, expected: 0 }),
        ),
      ).toBe(404);
    }));
});

describe("sending", () => {
  test("gives the mentor until the end of the day in their own zone", () =>
    withDatabase(async (db) => {
      const cohort = await buildCohort(db);
      const coordinator = await asCoordinator(db, cohort.programmeId);
      const { personId } = await buildPerson(db, { timeZone: "Asia/Amman" });
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
      const unapproved = await buildPairing(db, { cohortId: cohort.id });
      expect(
        await sendProposals(coordinator, cohort.id, { answerDays: 7 }),
      ).toEqual({ sent: 1, unreachable: 0 });
      expect(await pairingRow(db, pairing.id)).toMatchObject({
        status: "approved",
        sentAt: NOW,
        // 27 November 23:59 in Amman, three hours ahead of UTC
        answerBy: new Date("2026-11-27T20:59:00Z"),
      });
      expect(await mailsOf(db)).toEqual(["proposal_mentor"]);
      expect(await queuedJobs(db)).toEqual(["mail.send"]);
      expect((await pairingRow(db, unapproved.id)).sentAt).toBeNull();
      expect(
        await sendProposals(coordinator, cohort.id, { answerDays: 7 }),
      ).toEqual({ sent: 0, unreachable: 0 });
    }));

  test("is refused while the cohort recruits, and elsewhere", () =>
    withDatabase(async (db) => {
      const cohort = await buildCohort(db, { state: "recruiting" });
      const coordinator = await asCoordinator(db, cohort.programmeId);
      const other = await asCoordinator(db, (await buildProgramme(db)).id);
      const send = (ctx: Context) =>
        sendProposals(ctx, cohort.id, { answerDays: 7 });
      expect(await outcomeOf(send(coordinator))).toBe(409);
      expect(await outcomeOf(send(other))).toBe(404);
    }));
});

describe("answering", () => {
  const sent = {
    status: "approved",
    sentAt: NOW,
    answerBy: IN_A_WEEK,
  } as const;
  const accepted = {
    status: "mentor_accepted",
    mentorAnsweredAt: NOW,
    answerBy: IN_A_WEEK,
  } as const;

  test("the mentor accepts, then the mentee confirms, and both are told", () =>
    withDatabase(async (db) => {
      const { pairing, asMentor, asMentee } = await pairingScene(db, sent);
      await answerProposal(asMentor, pairing.id, { step: "accept" });
      const after = await pairingRow(db, pairing.id);
      expect(after).toMatchObject({
        status: "mentor_accepted",
        mentorAnsweredAt: NOW,
      });
      // the cohort gives 7 days; Europe/Paris is one hour ahead in winter
      expect(after.answerBy).toEqual(new Date("2026-11-27T22:59:00Z"));
      await answerProposal(asMentee, pairing.id, { step: "accept" });
      expect(await pairingRow(db, pairing.id)).toMatchObject({
        status: "active",
        startedAt: NOW,
      });
      expect(await mailsOf(db)).toEqual([
        "proposal_mentee",
        "pairing_active",
        "pairing_active",
      ]);
      expect(await auditActions(db, pairing.id)).toEqual([
        "pairing.accept_as_mentor",
        "pairing.confirm_as_mentee",
      ]);
    }));

  test("a mentor who declines frees the place, may pause, and coordinators hear of it", () =>
    withDatabase(async (db) => {
      const { pairing, mentor, asMentor } = await pairingScene(db, sent);
      await answerProposal(asMentor, pairing.id, {
        step: "decline",
        reason: "no_time",
        message: "Not before spring",
        next: "pause",
        pauseUntil: "2027-03-01",
      });
      expect(await pairingRow(db, pairing.id)).toMatchObject({
        status: "mentor_declined",
        reason: "no_time",
        reasonMessage: "Not before spring",
      });
      const [after] = await db
        .select()
        .from(enrolments)
        .where(eq(enrolments.id, mentor.id));
      expect(after!.pausedUntil).toBe("2027-03-01");
      expect(await mailsOf(db)).toEqual(["pairing_declined"]);
    }));

  test("a mentee declines with a reason of their own", () =>
    withDatabase(async (db) => {
      const { pairing, asMentee } = await pairingScene(db, accepted);
      expect(
        await outcomeOf(
          answerProposal(asMentee, pairing.id, {
            step: "decline",
            reason: "not_my_expertise",
          }),
        ),
      ).toBe(400);
      await answerProposal(asMentee, pairing.id, {
        step: "decline",
        reason: "not_my_need",
      });
      expect((await pairingRow(db, pairing.id)).status).toBe("mentee_declined");
    }));

  test("what is only planned does not exist for anybody, nor for the mentee before the mentor's answer", () =>
    withDatabase(async (db) => {
      const planned = await pairingScene(db, { status: "approved" });
      for (const ctx of [planned.asMentor, planned.asMentee])
        expect(
          await outcomeOf(
            answerProposal(ctx, planned.pairing.id, { step: "accept" }),
          ),
        ).toBe(404);
      const waiting = await pairingScene(db, sent);
      expect(
        await outcomeOf(
          answerProposal(waiting.asMentee, waiting.pairing.id, {
            step: "accept",
          }),
        ),
      ).toBe(404);
      const stranger = await asPerson(db, (await buildPerson(db)).personId);
      for (const ctx of [stranger, waiting.coordinator])
        expect(
          await outcomeOf(
            answerProposal(ctx, waiting.pairing.id, { step: "accept" }),
          ),
        ).toBe(404);
    }));

  test("an answer comes once, in time, and not after it was taken back", () =>
    withDatabase(async (db) => {
      const answer = async (
        over: Parameters<typeof pairingScene>[1],
        now = NOW,
      ) => {
        const { pairing, mentor } = await pairingScene(db, over);
        const ctx = await asPerson(db, mentor.personId, now);
        return answerProposal(ctx, pairing.id, { step: "accept" });
      };
      await expect(answer(accepted)).rejects.toMatchObject({
        key: "proposals:errors.answered",
      });
      await expect(
        answer({ ...accepted, status: "withdrawn" }),
      ).rejects.toMatchObject({ key: "proposals:errors.withdrawn" });
      await expect(
        answer(sent, new Date(IN_A_WEEK.getTime() + 1)),
      ).rejects.toMatchObject({ key: "proposals:errors.expired" });
    }));
});

describe("what is shown of a proposal", () => {
  const why = {
    score: 8_000,
    blockedBy: [],
    warnings: [],
    criteria: [
      {
        criterion: "wishes",
        s: 10_000,
        weight: 5,
        points: 5_000,
        reason: {
          key: "wishes.mentee",
          args: { menteeRank: 1, menteeRanked: 3 },
        },
      },
      {
        criterion: "sector",
        s: 10_000,
        weight: 35,
        points: 3_000,
        reason: {
          key: "sector.equal",
          args: { menteeSector: "35", mentorSector: "35", s: 10_000 },
        },
      },
    ],
  } as const;
  const sent = {
    status: "approved",
    sentAt: NOW,
    answerBy: IN_A_WEEK,
    explanation: why,
    coordinatorNote: "between us",
  } as const;

  test("the mentor sees who, why and until when, but no score, no wish and no note", () =>
    withDatabase(async (db) => {
      const { pairing, asMentor, coordinator } = await pairingScene(db, sent);
      await db.update(pairings).set({ approvedBy: coordinator.actor.personId });
      const page = await proposalPage(asMentor, pairing.id);
      expect(page).toMatchObject({
        side: "mentor",
        state: "open",
        approvedBy: coordinator.actor.fullName,
      });
      expect(page.card!.reasons.map(({ key }) => key)).toEqual([
        "sector.equal",
      ]);
      expect(page.card!.answerBy).toBe(IN_A_WEEK.toISOString());
      expect(JSON.stringify(page)).not.toMatch(/between us|wishes|"score"/);
    }));

  test("the mentee sees it only between the mentor's acceptance and the end", () =>
    withDatabase(async (db) => {
      const shown: [PairingStatus, string][] = [
        ["mentor_accepted", "open"],
        ["active", "active"],
        ["completed", "over"],
        ["mentee_declined", "you_declined"],
      ];
      for (const [status, state] of shown) {
        const { pairing, asMentee } = await pairingScene(db, {
          ...sent,
          status,
          mentorAnsweredAt: NOW,
        });
        expect((await proposalPage(asMentee, pairing.id)).state).toBe(state);
      }
      for (const over of [
        sent,
        { ...sent, status: "mentor_declined", mentorAnsweredAt: NOW },
        { ...sent, status: "expired" },
        { status: "approved" },
      ] as const) {
        const { pairing, asMentee } = await pairingScene(db, over);
        expect(await outcomeOf(proposalPage(asMentee, pairing.id))).toBe(404);
      }
    }));

  test("after a decline the other person is no longer shown", () =>
    withDatabase(async (db) => {
      const { pairing, asMentor } = await pairingScene(db, {
        ...sent,
        status: "mentor_declined",
        mentorAnsweredAt: NOW,
      });
      expect(await proposalPage(asMentor, pairing.id)).toMatchObject({
        state: "you_declined",
        card: null,
      });
    }));

  test("pages of coordinators stay in their programme", () =>
    withDatabase(async (db) => {
      const { pairing, cohort, coordinator, asMentor } = await pairingScene(
        db,
        {
          status: "approved",
        },
      );
      const other = await asCoordinator(db, (await buildProgramme(db)).id);
      const query = readPairingQuery(new URLSearchParams("status=all"));
      for (const ctx of [other, asMentor])
        for (const page of [
          pairingPage(ctx, pairing.id),
          pairingHead(ctx, pairing.id),
          pairingList(ctx, cohort.id, query),
          pairingsCsv(ctx, cohort.id, query, "en"),
          sendPage(ctx, cohort.id),
          proposalPreview(ctx, pairing.id),
        ])
          expect(await outcomeOf(page)).toBe(404);
      const own = await pairingPage(coordinator, pairing.id);
      expect(own.steps).toEqual(["reject", "withdraw", "split"]);
      const list = await pairingList(coordinator, cohort.id, query);
      expect(list.counts).toMatchObject({ approved: 1, sent: 0 });
      expect((await sendPage(coordinator, cohort.id)).waiting).toHaveLength(1);
    }));
});

describe("expiry", () => {
  const job = (db: Db, now: Date) => ({
    db,
    now,
    requestId: null,
    origin: "http://127.0.0.1:3000",
  });

  test("ends what nobody answered in time, once, and tells those concerned", () =>
    withDatabase(async (db) => {
      const { pairing } = await pairingScene(db, {
        status: "approved",
        sentAt: NOW,
        answerBy: IN_A_WEEK,
      });
      const { pairing: unsent } = await pairingScene(db, {
        status: "approved",
      });
      expect(await expireProposals(job(db, NOW))).toBe(0);
      const later = new Date(IN_A_WEEK.getTime() + 1);
      expect(await expireProposals(job(db, later))).toBe(1);
      expect(await expireProposals(job(db, later))).toBe(0);
      expect((await pairingRow(db, pairing.id)).status).toBe("expired");
      expect((await pairingRow(db, unsent.id)).status).toBe("approved");
      expect(await auditActions(db, pairing.id)).toEqual(["pairing.expire"]);
      // the mentor and the coordinator
      expect(await mailsOf(db)).toEqual([
        "proposal_expired",
        "proposal_expired",
      ]);
    }));

  test("the mentor hears of it too when it was the mentee who did not answer", () =>
    withDatabase(async (db) => {
      await pairingScene(db, {
        status: "mentor_accepted",
        mentorAnsweredAt: NOW,
        answerBy: IN_A_WEEK,
      });
      await expireProposals(job(db, new Date(IN_A_WEEK.getTime() + 1)));
      expect(await mailsOf(db)).toHaveLength(3);
    }));
});

test("a programme without coordinators writes to the administrators", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    await buildPerson(db, { isAdministrator: true });
    const mentor = await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentor",
    });
    const pairing = await buildPairing(db, {
      cohortId: cohort.id,
      mentorEnrolmentId: mentor.id,
      status: "approved",
      sentAt: NOW,
      answerBy: IN_A_WEEK,
    });
    const asMentor = await asPerson(db, mentor.personId);
    await answerProposal(asMentor, pairing.id, {
      step: "decline",
      reason: "other",
    });
    expect(await mailsOf(db)).toEqual(["pairing_declined"]);
  }));
