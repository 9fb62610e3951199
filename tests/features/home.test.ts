import {
  buildCohort,
  buildEnrolment,
  buildEvent,
  buildPairing,
  buildPerson,
  buildProgramme,
  buildSession,
  grantRole,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import { enrolments, pairings } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { homePage } from "~/features/programmes/home.server.ts";
import {
  cohortHome,
  programmePage,
} from "~/features/programmes/queries.server.ts";
import {
  asAdministrator,
  asCoordinator,
  asPerson,
  NOW,
} from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000);

async function sides(db: Db, pairing: typeof pairings.$inferSelect) {
  const read = async (id: string) => {
    const [row] = await db
      .select()
      .from(enrolments)
      .where(eq(enrolments.id, id));
    return asPerson(db, row?.personId ?? "");
  };
  return {
    mentor: await read(pairing.mentorEnrolmentId),
    mentee: await read(pairing.menteeEnrolmentId),
  };
}

test("people are greeted by the name they want to be called", () =>
  withDatabase(async (db) => {
    const nameOf = async (callName: string | null) => {
      const person = await buildPerson(db, { fullName: "Leïla B.", callName });
      return (await homePage(await asPerson(db, person.personId))).name;
    };
    expect(await nameOf("Lili")).toBe("Lili");
    expect(await nameOf(" ")).toBe("Leïla B.");
    expect(await nameOf(null)).toBe("Leïla B.");
  }));

test("a proposal is invisible until it is sent, and then waits for the mentor first", () =>
  withDatabase(async (db) => {
    const draft = await sides(
      db,
      await buildPairing(db, { status: "approved" }),
    );
    const sent = await sides(
      db,
      await buildPairing(db, {
        status: "approved",
        sentAt: NOW,
        answerBy: days(7),
      }),
    );

    for (const ctx of [draft.mentor, draft.mentee, sent.mentee])
      expect((await homePage(ctx)).participation).toMatchObject({
        proposals: [],
        awaited: [],
        pairs: [],
      });
    expect(
      (await homePage(sent.mentor)).participation?.proposals,
    ).toMatchObject([
      { role: "mentor", answerBy: days(7).toISOString().replace(".000", "") },
    ]);
  }));

test("once the mentor accepted, it is the mentee's turn and the mentor sees that", () =>
  withDatabase(async (db) => {
    const pairing = await buildPairing(db, { status: "mentor_accepted" });
    const { mentor, mentee } = await sides(db, pairing);

    const forMentor = (await homePage(mentor)).participation;
    const forMentee = (await homePage(mentee)).participation;

    expect(forMentor).toMatchObject({
      proposals: [],
      awaited: [{ id: pairing.id }],
    });
    expect(forMentee).toMatchObject({
      proposals: [{ id: pairing.id }],
      awaited: [],
    });
  }));

test("a session that the other side logged waits for confirmation, and only there", () =>
  withDatabase(async (db) => {
    const pairing = await buildPairing(db, { status: "active" });
    const { mentor, mentee } = await sides(db, pairing);
    const session = await buildSession(db, {
      pairingId: pairing.id,
      loggedBy: mentor.actor.personId,
    });

    const [forMentee] = (await homePage(mentee)).participation?.pairs ?? [];
    const [forMentor] = (await homePage(mentor)).participation?.pairs ?? [];

    expect(forMentee).toMatchObject({
      sessionsHeld: 1,
      confirmSessionId: session.id,
      otherName: mentor.actor.fullName,
      lastSession: "2026-03-02T09:00:00Z",
    });
    expect(forMentor?.confirmSessionId).toBeNull();
  }));

test("declined and ended pairs leave the home page", () =>
  withDatabase(async (db) => {
    for (const status of [
      "mentor_declined",
      "completed",
      "withdrawn",
    ] as const) {
      const { mentor } = await sides(db, await buildPairing(db, { status }));
      expect((await homePage(mentor)).participation).toMatchObject({
        proposals: [],
        pairs: [],
      });
    }
  }));

test("each role sees its own part of the home page and nobody else's", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const elsewhere = await buildProgramme(db, { name: "Elsewhere" });
    const staff = await buildPerson(db);
    await grantRole(db, staff.personId, "event_staff", {
      programmeId: elsewhere.id,
    });
    const event = await buildEvent(db, { programmeId: elsewhere.id });
    const nobody = await buildPerson(db);

    const coordinator = await homePage(
      await asCoordinator(db, cohort.programmeId),
    );
    const atEvents = await homePage(await asPerson(db, staff.personId));
    const member = await homePage(await asPerson(db, nobody.personId));
    const administrator = await homePage(await asAdministrator(db));

    expect(coordinator.programmes?.map(({ id }) => id)).toEqual([
      cohort.programmeId,
    ]);
    expect(coordinator.isAdministrator).toBe(false);
    expect(atEvents).toMatchObject({
      programmes: null,
      events: [{ id: event.id }],
    });
    expect(member).toMatchObject({
      participation: null,
      programmes: null,
      events: null,
      organisations: null,
      isAdministrator: false,
    });
    expect(administrator.programmes?.length).toBeGreaterThanOrEqual(2);
  }));

test("the coordinator's home counts people, proposals, answers, pairs and hours", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db, { pairsTarget: 4 });
    const { id: cohortId } = cohort;
    const ctx = await asCoordinator(db, cohort.programmeId);
    await buildPairing(db, { cohortId });
    await buildPairing(db, {
      cohortId,
      status: "approved",
      sentAt: days(-9),
      answerBy: days(-2),
    });
    const active = await buildPairing(db, {
      cohortId,
      status: "active",
      startedAt: days(-60),
    });
    const { mentor } = await sides(db, active);
    await buildSession(db, {
      pairingId: active.id,
      loggedBy: mentor.actor.personId,
    });
    await buildEnrolment(db, { cohortId, role: "mentor", capacity: 3 });
    await buildEnrolment(db, {
      cohortId,
      role: "mentee",
      state: "submitted",
      submittedAt: days(-3),
    });
    await buildEnrolment(db, { cohortId, role: "mentee" });
    await buildPairing(db); // of another programme

    const home = await cohortHome(ctx, cohortId);

    expect(home.overview).toMatchObject({
      waitingApplications: 1,
      mentors: 4,
      mentees: 4,
      places: 6,
      unmatchedMentees: 1,
      undecidedProposals: 1,
      unansweredProposals: 1,
      overdueAnswers: 1,
      activePairings: 1,
      sessionsHeld: 1,
      minutesHeld: 60,
      quietMentors: 1,
      funnel: { proposed: 3, approved: 2, sent: 2, accepted: 1, active: 1 },
    });
    expect(home.action).toMatchObject({ kind: "decide_proposals", count: 1 });
    expect(home.attention.map(({ kind }) => kind)).toEqual([
      "quiet",
      "answer",
      "application",
    ]);
  }));

test("a mentee whose proposal was declined needs attention until there is another one", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const ctx = await asCoordinator(db, cohort.programmeId);
    const declined = await buildPairing(db, {
      cohortId: cohort.id,
      status: "mentor_declined",
    });
    const before = await cohortHome(ctx, cohort.id);
    await buildPairing(db, {
      cohortId: cohort.id,
      menteeEnrolmentId: declined.menteeEnrolmentId,
    });
    const after = await cohortHome(ctx, cohort.id);

    expect(before.attention).toMatchObject([
      { kind: "declined", id: declined.id },
    ]);
    expect(after.attention).toEqual([]);
  }));

test("a foreign coordinator and a participant find neither the cohort nor the programme", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const foreign = await asCoordinator(db, (await buildProgramme(db)).id);
    const { personId } = await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentor",
    });
    const mentor = await asPerson(db, personId);

    for (const ctx of [foreign, mentor]) {
      await expect(cohortHome(ctx, cohort.id)).rejects.toMatchObject({
        status: 404,
      });
      await expect(
        programmePage(ctx, cohort.programmeId),
      ).rejects.toMatchObject({ status: 404 });
    }
  }));
