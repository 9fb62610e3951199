import {
  buildCohort,
  buildEvent,
  buildPairing,
  buildPerson,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  auditEntries,
  cohorts,
  enrolments,
  firstMeetingPlans,
  firstMeetingRatings,
  firstMeetings,
  mails,
} from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { cohortMeetings } from "~/features/first-meetings/cohort-page.server.ts";
import {
  addMeeting,
  arrangeMeeting,
  dropMeeting,
  sendMeetings,
} from "~/features/first-meetings/commands.server.ts";
import {
  meetingCount,
  ownMeetings,
} from "~/features/first-meetings/own-page.server.ts";
import { proposeMeetings } from "~/features/first-meetings/propose.server.ts";
import { rateMeeting } from "~/features/first-meetings/rate.server.ts";
import {
  remindByHand,
  remindOfRatings,
} from "~/features/first-meetings/remind.server.ts";
import { enrolmentFilters } from "~/features/enrolments/filters.ts";
import { reviewPage } from "~/features/enrolments/queries.server.ts";
import { enrolmentExport } from "~/features/enrolments/list.server.ts";
import { cohortHome } from "~/features/programmes/queries.server.ts";
import { editCohort } from "~/features/programmes/commands.server.ts";
import { cohortToEdit } from "~/features/programmes/meeting-plan.server.ts";
import { myParticipation } from "~/features/programmes/waiting.server.ts";
import {
  ConflictError,
  NotFoundError,
  violatedConstraint,
} from "~/lib/errors.ts";
import { asCoordinator, asPerson, NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";
import {
  atHand,
  meetingScene,
  meetingsIn,
  say,
  sendAll,
} from "../support/meeting-scene.ts";

const count = <T>(list: readonly T[], keyOf: (item: T) => string) =>
  list.reduce(
    (counts, item) =>
      counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1),
    new Map<string, number>(),
  );

const FIRST = new URLSearchParams();

describe("proposing first meetings", () => {
  test.each([2, 3, 4])(
    "gives every mentee %i different mentors, and no mentor more than allowed",
    (perMentee) =>
      withDatabase(async (db) => {
        const scene = await meetingScene(
          db,
          { mentors: 5, mentees: 4 },
          { perMentee, perMentor: 4 },
        );
        const { coordinator, cohort } = scene;
        const made = await proposeMeetings(coordinator, cohort.id, atHand);
        const rows = await meetingsIn(db, cohort.id);
        expect([made, rows.length]).toEqual([4 * perMentee, 4 * perMentee]);
        const ofMentees = count(rows, (row) => row.menteeEnrolmentId);
        expect([...ofMentees.values()]).toEqual(Array(4).fill(perMentee));
        const ofMentors = count(rows, (row) => row.mentorEnrolmentId);
        expect(Math.max(...ofMentors.values())).toBeLessThanOrEqual(4);
        const pairs = count(
          rows,
          (row) => `${row.menteeEnrolmentId} ${row.mentorEnrolmentId}`,
        );
        expect(pairs.size).toBe(rows.length);
        expect(rows.every(({ sentAt }) => sentAt === null)).toBe(true);
        expect(rows.every((row) => row.explanation.score === row.score)).toBe(
          true,
        );
      }),
  );

  test("leaves out mentees who have a pair, and whoever is not accepted", () =>
    withDatabase(async (db) => {
      const scene = await meetingScene(db, { mentors: 3, mentees: 3 });
      const { coordinator, cohort, mentees, mentors } = scene;
      await buildPairing(db, {
        cohortId: cohort.id,
        menteeEnrolmentId: mentees[0]!.id,
        mentorEnrolmentId: mentors[0]!.id,
        status: "approved",
      });
      await db
        .update(enrolments)
        .set({ state: "withdrawn" })
        .where(eq(enrolments.id, mentees[1]!.id));
      await proposeMeetings(coordinator, cohort.id, atHand);
      const rows = await meetingsIn(db, cohort.id);
      expect(new Set(rows.map((row) => row.menteeEnrolmentId))).toEqual(
        new Set([mentees[2]!.id]),
      );
      const { figures } = await cohortMeetings(coordinator, cohort.id, FIRST);
      expect(figures).toMatchObject({ drafts: 2, sent: 0, short: 0 });
      await dropMeeting(coordinator, cohort.id, rows[0]!.id);
      const after = await cohortMeetings(coordinator, cohort.id, FIRST);
      expect(after.figures).toMatchObject({ drafts: 1, short: 1 });
    }));

  test("replaces drafts and keeps what was sent, rated or added by hand", () =>
    withDatabase(async (db) => {
      const scene = await meetingScene(db, { mentors: 4, mentees: 1 });
      const { coordinator, cohort, mentees, mentors } = scene;
      const [mentee] = mentees;
      await proposeMeetings(coordinator, cohort.id, atHand);
      const [kept, dropped] = await meetingsIn(db, cohort.id);
      await dropMeeting(coordinator, cohort.id, dropped!.id);
      await sendMeetings(coordinator, cohort.id);
      const met = mentors.find(({ id }) => id === kept!.mentorEnrolmentId)!;
      await say(db, mentee!, met, "prefer");
      const other = mentors.find(
        ({ id }) =>
          id !== kept!.mentorEnrolmentId && id !== dropped!.mentorEnrolmentId,
      )!;
      await db
        .update(firstMeetingPlans)
        .set({ perMentee: 3 })
        .where(eq(firstMeetingPlans.cohortId, cohort.id));
      const pair = { mentee: mentee!.id, mentor: other.id };
      expect(await addMeeting(coordinator, cohort.id, pair)).toBeNull();
      expect(await proposeMeetings(coordinator, cohort.id, atHand)).toBe(1);
      const rows = await meetingsIn(db, cohort.id);
      expect(rows.length).toBe(3);
      expect(rows.find(({ id }) => id === kept!.id)?.sentAt).toEqual(NOW);
      expect(rows.some(({ mentorEnrolmentId: id }) => id === other.id)).toBe(
        true,
      );
      expect(await db.select().from(firstMeetingRatings)).toHaveLength(1);
    }));

  test("is refused to others and at other times", () =>
    withDatabase(async (db) => {
      const { cohort, coordinator, mentors } = await meetingScene(db);
      const elsewhere = await asCoordinator(
        db,
        (await buildCohort(db)).programmeId,
      );
      const mentor = await asPerson(db, mentors[0]!.personId);
      for (const ctx of [elsewhere, mentor])
        await expect(proposeMeetings(ctx, cohort.id, atHand)).rejects.toThrow(
          NotFoundError,
        );
      for (const state of ["recruiting", "running", "closed"] as const) {
        await db
          .update(cohorts)
          .set({ state })
          .where(eq(cohorts.id, cohort.id));
        await expect(
          proposeMeetings(coordinator, cohort.id, atHand),
        ).rejects.toThrow("first-meetings:errors.state");
        await expect(sendMeetings(coordinator, cohort.id)).rejects.toThrow(
          "first-meetings:errors.state",
        );
      }
      await db
        .update(cohorts)
        .set({ state: "matching" })
        .where(eq(cohorts.id, cohort.id));
      await db
        .update(firstMeetingPlans)
        .set({ ratedUntil: "2026-11-19" })
        .where(eq(firstMeetingPlans.cohortId, cohort.id));
      await expect(
        proposeMeetings(coordinator, cohort.id, atHand),
      ).rejects.toThrow("first-meetings:errors.over");
      await db
        .update(firstMeetingPlans)
        .set({ isOn: false })
        .where(eq(firstMeetingPlans.cohortId, cohort.id));
      await expect(
        proposeMeetings(coordinator, cohort.id, atHand),
      ).rejects.toThrow("first-meetings:errors.off");
    }));
});

describe("a draft", () => {
  test("can be dropped and added within the limits, by the coordinators of its cohort", () =>
    withDatabase(async (db) => {
      const scene = await meetingScene(db, { mentors: 3, mentees: 1 });
      const { coordinator, cohort, mentees, mentors } = scene;
      await proposeMeetings(coordinator, cohort.id, atHand);
      const [first, second] = await meetingsIn(db, cohort.id);
      const pairOf = (mentor: string) => ({ mentee: mentees[0]!.id, mentor });
      const third = mentors.find(
        ({ id }) =>
          id !== first!.mentorEnrolmentId && id !== second!.mentorEnrolmentId,
      )!;
      const add = (mentor: string) =>
        addMeeting(coordinator, cohort.id, pairOf(mentor));
      expect(await add(first!.mentorEnrolmentId)).toBe(
        "first-meetings:errors.twice",
      );
      expect(await add(third.id)).toBe(
        "first-meetings:errors.mentee_full?limit=2",
      );
      const other = await asCoordinator(
        db,
        (await buildCohort(db)).programmeId,
      );
      await expect(dropMeeting(other, cohort.id, first!.id)).rejects.toThrow(
        NotFoundError,
      );
      await dropMeeting(coordinator, cohort.id, first!.id);
      expect(await add(third.id)).toBeNull();
      const rows = await meetingsIn(db, cohort.id);
      expect(
        rows.find((row) => row.mentorEnrolmentId === third.id),
      ).toMatchObject({ byHand: true, sentAt: null });
    }));

  test("is seen by nobody but coordinators before it is sent; then both get one message each", () =>
    withDatabase(async (db) => {
      const scene = await meetingScene(db, { mentors: 2, mentees: 1 });
      const { coordinator, cohort, mentees, mentors } = scene;
      await proposeMeetings(coordinator, cohort.id, atHand);
      const mentee = await asPerson(db, mentees[0]!.personId);
      const mine = async () =>
        (await ownMeetings(mentee, mentees[0]!.id)).meetings;
      expect(await mine()).toEqual([]);
      expect(
        (await myParticipation(mentee)).applications[0]?.meetings,
      ).toBeNull();
      expect(await db.select().from(mails)).toEqual([]);

      expect(await sendMeetings(coordinator, cohort.id)).toBe(2);
      const sent = await db
        .select({ template: mails.template, args: mails.args })
        .from(mails);
      expect(sent.map(({ template }) => template)).toEqual(
        Array(3).fill("first_meetings"),
      );
      expect(
        sent
          .map(({ args }) => (args as { count: number }).count)
          .sort((a, b) => a - b),
      ).toEqual([1, 1, 2]);
      expect(await mine()).toHaveLength(2);
      expect(await meetingCount(mentee, mentees[0]!.id)).toBe(2);
      expect((await myParticipation(mentee)).applications[0]?.meetings).toEqual(
        { count: 2, unrated: 2, until: null },
      );
      const mentor = await asPerson(db, mentors[0]!.personId);
      const { meetings } = await ownMeetings(mentor, mentors[0]!.id);
      expect(meetings.map(({ firstName }) => firstName)).toEqual(["mentee"]);

      await expect(sendMeetings(coordinator, cohort.id)).rejects.toThrow(
        "first-meetings:errors.nothing_to_send",
      );
      const [row] = await meetingsIn(db, cohort.id);
      await expect(
        dropMeeting(coordinator, cohort.id, row!.id),
      ).rejects.toThrow(ConflictError);
    }));

  test("gets a time and a link that both sides read", () =>
    withDatabase(async (db) => {
      const scene = await meetingScene(db, { mentors: 2, mentees: 1 });
      const { coordinator, cohort, mentees } = scene;
      await sendAll(scene);
      const [row] = await meetingsIn(db, cohort.id);
      const told = {
        appointment: "3 March, 10:40",
        link: "https://video.example/x",
      };
      await arrangeMeeting(coordinator, cohort.id, {
        meeting: row!.id,
        ...told,
      });
      const ctx = await asPerson(db, mentees[0]!.personId);
      const { meetings } = await ownMeetings(ctx, mentees[0]!.id);
      expect(meetings.find(({ id }) => id === row!.id)).toMatchObject(told);
    }));

  test("whose people have left is not sent", () =>
    withDatabase(async (db) => {
      const scene = await meetingScene(db, { mentors: 2, mentees: 1 });
      const { coordinator, cohort, mentors } = scene;
      await proposeMeetings(coordinator, cohort.id, atHand);
      await db
        .update(enrolments)
        .set({ state: "withdrawn" })
        .where(eq(enrolments.id, mentors[0]!.id));
      expect(await sendMeetings(coordinator, cohort.id)).toBe(1);
      expect(await meetingsIn(db, cohort.id)).toHaveLength(1);
    }));
});

describe("a rating", () => {
  test("is kept, can be changed, and leaves nothing of its content in the audit", () =>
    withDatabase(async (db) => {
      const scene = await meetingScene(db, { mentors: 2, mentees: 1 });
      await sendAll(scene);
      const [mentee] = scene.mentees;
      const [mentor] = scene.mentors;
      await say(db, mentee!, mentor!, "avoid");
      await say(db, mentee!, mentor!, "prefer");
      const ctx = await asPerson(db, mentee!.personId);
      const { meetings } = await ownMeetings(ctx, mentee!.id);
      expect(new Set(meetings.map(({ rating }) => rating))).toEqual(
        new Set(["prefer", null]),
      );
      const entries = await db
        .select()
        .from(auditEntries)
        .where(eq(auditEntries.action, "meetings.rate"));
      expect(entries).toHaveLength(2);
      expect(JSON.stringify(entries)).not.toMatch(/prefer|avoid/);
      const review = await reviewPage(scene.coordinator, mentee!.id);
      expect(review.history).toEqual([]);
    }));

  test("is not told to the other side, nor to coordinators, nor in files", () =>
    withDatabase(async (db) => {
      const scene = await meetingScene(db, { mentors: 2, mentees: 1 });
      const { coordinator, cohort, mentees, mentors } = scene;
      await sendAll(scene);
      const seen = async () => {
        const mentor = await asPerson(db, mentors[0]!.personId);
        const filters = enrolmentFilters(new URLSearchParams());
        return {
          theirs: await ownMeetings(mentor, mentors[0]!.id),
          home: await myParticipation(mentor),
          page: await cohortMeetings(coordinator, cohort.id, FIRST),
          file: await enrolmentExport(coordinator, cohort.id, filters),
        };
      };
      const pages = [];
      for (const rating of ["prefer", "fine", "avoid", "not_met"] as const) {
        await say(db, mentees[0]!, mentors[0]!, rating);
        pages.push(await seen());
      }
      for (const page of pages) expect(page).toEqual(pages[0]);
      expect(pages[0]!.page.figures.rated).toEqual({ given: 1, missing: 3 });
      expect(JSON.stringify(pages[0])).not.toMatch(/"(prefer|avoid|fine)"/);
    }));

  test("is only for one's own meetings that were sent", () =>
    withDatabase(async (db) => {
      const scene = await meetingScene(db, { mentors: 2, mentees: 2 });
      const { coordinator, cohort, mentees } = scene;
      await proposeMeetings(coordinator, cohort.id, atHand);
      const own = (await meetingsIn(db, cohort.id)).find(
        (row) => row.menteeEnrolmentId === mentees[0]!.id,
      )!;
      const ctx = await asPerson(db, mentees[0]!.personId);
      const rate = (as: string, meeting: string) =>
        rateMeeting(ctx, as, { meeting, rating: "fine" });
      await expect(rate(mentees[0]!.id, own.id)).rejects.toThrow(NotFoundError);
      await sendMeetings(coordinator, cohort.id);
      const others = (await meetingsIn(db, cohort.id)).find(
        (row) => row.menteeEnrolmentId === mentees[1]!.id,
      )!;
      await expect(rate(mentees[0]!.id, others.id)).rejects.toThrow(
        NotFoundError,
      );
      await expect(rate(mentees[1]!.id, others.id)).rejects.toThrow(
        NotFoundError,
      );
      await rate(mentees[0]!.id, own.id);
      const coordinating = rateMeeting(coordinator, mentees[0]!.id, {
        meeting: own.id,
        rating: "fine",
      });
      await expect(coordinating).rejects.toThrow(NotFoundError);
    }));

  test("is refused before the event, after the last day, and once the cohort runs", () =>
    withDatabase(async (db) => {
      const scene = await meetingScene(db, { mentors: 2, mentees: 1 });
      const { cohort, mentees, mentors } = scene;
      await sendAll(scene);
      const event = await buildEvent(db, {
        programmeId: cohort.programmeId,
        startsOn: "2026-11-21",
        endsOn: "2026-11-22",
      });
      const set = (plan: Partial<typeof firstMeetingPlans.$inferInsert>) =>
        db
          .update(firstMeetingPlans)
          .set(plan)
          .where(eq(firstMeetingPlans.cohortId, cohort.id));
      const rate = () => say(db, mentees[0]!, mentors[0]!, "fine");
      await set({ place: "event", eventId: event.id });
      await expect(rate()).rejects.toThrow("first-meetings:errors.closed");
      await set({ place: "video", eventId: null, ratedUntil: "2026-11-19" });
      await expect(rate()).rejects.toThrow("first-meetings:errors.closed");
      await set({ ratedUntil: "2026-11-20" });
      await rate();
      await db
        .update(cohorts)
        .set({ state: "running" })
        .where(eq(cohorts.id, cohort.id));
      await expect(rate()).rejects.toThrow("first-meetings:errors.closed");
    }));
});

describe("reminders", () => {
  test("go out once, the day before the last, to those who have not answered", () =>
    withDatabase(async (db) => {
      const scene = await meetingScene(
        db,
        { mentors: 2, mentees: 1 },
        { ratedUntil: "2026-11-22" },
      );
      const [mentee] = scene.mentees;
      await sendAll(scene);
      for (const mentor of scene.mentors)
        await say(db, mentee!, mentor, "fine");
      const at = (now: string) => ({
        db,
        now: new Date(now),
        requestId: null,
        origin: "https://m.example",
      });
      expect(await remindOfRatings(at("2026-11-20T23:00:00Z"))).toBe(0);
      expect(await remindOfRatings(at("2026-11-21T12:00:00Z"))).toBe(2);
      expect(await remindOfRatings(at("2026-11-21T13:00:00Z"))).toBe(0);
      expect(await remindOfRatings(at("2026-11-23T12:00:00Z"))).toBe(0);
      const sent = await db
        .select({ args: mails.args })
        .from(mails)
        .where(eq(mails.template, "first_meetings_reminder"));
      expect(sent.map(({ args }) => args)).toEqual(
        scene.mentors.map(({ id }) => ({
          cohort: scene.cohort.name,
          count: 1,
          link: `https://m.example/applications/${id}/meetings`,
        })),
      );
    }));

  test("by hand go to everybody who is missing, once a day", () =>
    withDatabase(async (db) => {
      const scene = await meetingScene(db, { mentors: 2, mentees: 1 });
      const { coordinator, cohort } = scene;
      await sendAll(scene);
      expect(await remindByHand(coordinator, cohort.id)).toBe(3);
      await expect(remindByHand(coordinator, cohort.id)).rejects.toThrow(
        "first-meetings:errors.nobody_to_remind",
      );
      const tomorrow = new Date(NOW.getTime() + 24 * 3_600_000);
      const later = { ...coordinator, now: tomorrow };
      expect(await remindByHand(later, cohort.id)).toBe(3);
    }));
});

describe("the database", () => {
  /** The name of the rule that refuses a deed. */
  async function refusal(db: Db, deed: (tx: Db) => Promise<unknown>) {
    try {
      await db.transaction(async (tx) => {
        await deed(tx);
      });
    } catch (error) {
      return violatedConstraint(error);
    }
    return null;
  }

  test("holds sides, cohort, limits and events together", () =>
    withDatabase(async (db) => {
      const { cohort, mentors, mentees } = await meetingScene(db);
      const strangers = await meetingScene(db);
      const explanation = {
        score: 0,
        blockedBy: [],
        criteria: [],
        warnings: [],
      };
      const meet = (mentee: string, mentor: string) => (tx: Db) =>
        tx.insert(firstMeetings).values({
          cohortId: cohort.id,
          menteeEnrolmentId: mentee,
          mentorEnrolmentId: mentor,
          score: 5_000,
          explanation,
        });
      const plan =
        (set: Partial<typeof firstMeetingPlans.$inferInsert>) => (tx: Db) =>
          tx
            .update(firstMeetingPlans)
            .set(set)
            .where(eq(firstMeetingPlans.cohortId, cohort.id));
      const [mentor] = mentors;
      const [mentee] = mentees;
      expect(await refusal(db, meet(mentee!.id, mentor!.id))).toBeNull();
      expect(await refusal(db, meet(mentee!.id, mentor!.id))).toBe(
        "first_meetings_once",
      );
      expect(await refusal(db, meet(mentor!.id, mentors[1]!.id))).toBe(
        "first_meetings_mentee",
      );
      expect(
        await refusal(db, meet(mentee!.id, strangers.mentors[0]!.id)),
      ).toBe("first_meetings_mentor");
      expect(await refusal(db, plan({ perMentee: 5 }))).toBe(
        "first_meeting_plans_per_mentee",
      );
      expect(await refusal(db, plan({ perMentor: 9 }))).toBe(
        "first_meeting_plans_per_mentor",
      );
      expect(await refusal(db, plan({ place: "event" }))).toBe(
        "first_meeting_plans_where",
      );
      const { id } = await buildEvent(db, {
        programmeId: strangers.cohort.programmeId,
      });
      expect(await refusal(db, plan({ place: "event", eventId: id }))).toBe(
        "first_meeting_plans_event",
      );
    }));

  test("takes a rating from a meeting's own sides only, and of what was sent", () =>
    withDatabase(async (db) => {
      const scene = await meetingScene(db, { mentors: 2, mentees: 2 });
      const { coordinator, cohort } = scene;
      await proposeMeetings(coordinator, cohort.id, atHand);
      const [row] = await meetingsIn(db, cohort.id);
      const rate =
        (role: "mentor" | "mentee", enrolmentId: string) => (tx: Db) =>
          tx.insert(firstMeetingRatings).values({
            meetingId: row!.id,
            role,
            enrolmentId,
            rating: "fine",
            ratedAt: NOW,
          });
      const ofMentor = rate("mentor", row!.mentorEnrolmentId);
      expect(await refusal(db, ofMentor)).toBe("first_meeting_ratings_sent");
      await sendMeetings(coordinator, cohort.id);
      expect(await refusal(db, rate("mentee", row!.mentorEnrolmentId))).toBe(
        "first_meeting_ratings_of_mentee",
      );
      const other = scene.mentors.find(
        ({ id }) => id !== row!.mentorEnrolmentId,
      )!;
      expect(await refusal(db, rate("mentor", other.id))).toBe(
        "first_meeting_ratings_of_mentor",
      );
      expect(await refusal(db, ofMentor)).toBeNull();
      const unsend = (tx: Db) =>
        tx
          .update(firstMeetings)
          .set({ sentAt: null })
          .where(eq(firstMeetings.id, row!.id));
      expect(await refusal(db, unsend)).toBe("first_meetings_sent");
    }));
});

describe("a cohort's form", () => {
  test("switches first meetings on at an event of the programme, and off again", () =>
    withDatabase(async (db) => {
      const cohort = await buildCohort(db);
      const ctx = await asCoordinator(db, cohort.programmeId);
      const event = await buildEvent(db, { programmeId: cohort.programmeId });
      const { programmeId } = await buildCohort(db);
      const foreign = await buildEvent(db, { programmeId });
      const input = {
        name: "X",
        sessionsPlanned: 6,
        sessionMinutes: 60,
        mentorsPerMentee: 1,
        answerDays: 7,
        openApplications: true,
        wishMode: "off" as const,
        meetings: "event" as const,
        meetingsPerMentee: 4,
        meetingsPerMentor: 8,
        meetingsUntil: "2027-01-01",
      };
      const save = async (over: object) => {
        const { version } = await cohortToEdit(ctx, cohort.id);
        return editCohort(ctx, cohort.id, { ...input, ...over, version });
      };
      expect(await save({ meetingsEvent: foreign.id })).toEqual({
        ok: false,
        field: "meetingsEvent",
        key: "first-meetings:errors.event",
      });
      expect(await save({ meetingsEvent: event.id })).toEqual({ ok: true });
      expect(await cohortToEdit(ctx, cohort.id)).toMatchObject({
        meetings: "event",
        meetingsEvent: event.id,
        meetingsPerMentee: 4,
        meetingsPerMentor: 8,
        meetingsUntil: "2027-01-01",
      });
      expect(await save({ meetings: "off" })).toEqual({ ok: true });
      expect(await cohortToEdit(ctx, cohort.id)).toMatchObject({
        meetings: "off",
        meetingsPerMentee: 4,
      });
    }));

  test("leads the coordinator from proposing to sending, to ratings, to the matching", () =>
    withDatabase(async (db) => {
      const scene = await meetingScene(db, { mentors: 2, mentees: 1 });
      const { coordinator, cohort, mentees, mentors } = scene;
      const next = async () => {
        const { action } = await cohortHome(coordinator, cohort.id);
        return [action?.kind, action?.count];
      };
      expect(await next()).toEqual(["propose_meetings", 1]);
      await proposeMeetings(coordinator, cohort.id, atHand);
      expect(await next()).toEqual(["send_meetings", 2]);
      await sendMeetings(coordinator, cohort.id);
      expect(await next()).toEqual(["await_ratings", 4]);
      for (const mentor of mentors) {
        await say(db, mentees[0]!, mentor, "fine");
        await say(db, mentor, mentees[0]!, "fine");
      }
      expect(await next()).toEqual(["run_matching", 1]);
    }));
});

test("somebody who has left is no longer met, and what they were told stays readable", () =>
  withDatabase(async (db) => {
    const scene = await meetingScene(db, { mentors: 2, mentees: 1 });
    await sendAll(scene);
    const { mentees, mentors } = scene;
    await db
      .update(enrolments)
      .set({ state: "withdrawn" })
      .where(eq(enrolments.id, mentors[0]!.id));
    const ctx = await asPerson(db, mentees[0]!.personId);
    const { meetings } = await ownMeetings(ctx, mentees[0]!.id);
    expect(meetings.filter(({ isThere }) => isThere)).toHaveLength(1);
    const gone = meetings.find(({ isThere }) => !isThere);
    expect(gone).toMatchObject({ goals: null, topics: [], reasons: [] });
    const { figures } = await cohortMeetings(
      scene.coordinator,
      scene.cohort.id,
      FIRST,
    );
    expect(figures.rated).toEqual({ given: 0, missing: 2 });
    const left = await asPerson(db, mentors[0]!.personId);
    expect((await ownMeetings(left, mentors[0]!.id)).meetings).toEqual([]);
    await expect(say(db, mentees[0]!, mentors[0]!, "fine")).rejects.toThrow(
      "first-meetings:errors.closed",
    );
    const stranger = await asPerson(db, (await buildPerson(db)).personId);
    await expect(ownMeetings(stranger, mentees[0]!.id)).rejects.toThrow(
      NotFoundError,
    );
  }));
