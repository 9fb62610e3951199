import {
  buildCohort,
  buildEvent,
  buildPairing,
  buildPerson,
  buildSession,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  auditEntries,
  cohorts,
  enrolments,
  feedback,
  mentoringSessions,
  sessionVersions,
} from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { calendarOf } from "~/features/sessions/calendar.server.ts";
import {
  confirmOverdueSessions,
  confirmSession,
  correctSession,
  logSession,
} from "~/features/sessions/commands.server.ts";
import type { LogSessionInput } from "~/features/sessions/inputs.ts";
import { pairHome, sessionPage } from "~/features/sessions/queries.server.ts";
import { freshDatabase, withDatabase } from "../support/database.ts";
import {
  asCoordinator,
  asPerson,
  NOW,
  queuedJobs,
} from "../support/context.ts";

const INPUT: LogSessionInput = {
  status: "held",
  date: "2026-11-10",
  time: "09:30",
  timeZone: "Europe/Paris",
  durationMinutes: 60,
  form: "video",
  mentorAttended: "on",
  menteeAttended: "on",
  topics: "The secret of the market in Tunis",
  nextStep: "Write to the buyers",
};

async function activePair(db: Db, status: "active" | "approved" = "active") {
  const cohort = await buildCohort(db, { state: "running" });
  const pairing = await buildPairing(db, { cohortId: cohort.id, status });
  const personOf = async (id: string) =>
    (await db.select().from(enrolments).where(eq(enrolments.id, id)))[0]!
      .personId;
  const mentor = await asPerson(db, await personOf(pairing.mentorEnrolmentId));
  const mentee = await asPerson(db, await personOf(pairing.menteeEnrolmentId));
  const coordinator = await asCoordinator(db, cohort.programmeId);
  return { pairing, cohort, mentor, mentee, coordinator };
}

describe("logging a session", () => {
  test("keeps the instant of the wall clock, audits it and asks the other side to confirm", () =>
    withDatabase(async (db) => {
      const { pairing, mentor } = await activePair(db);
      const logged = await logSession(mentor, pairing.id, INPUT);
      expect(logged.ok).toBe(true);
      const [row] = await db.select().from(mentoringSessions);
      expect(row).toMatchObject({
        startsAt: new Date("2026-11-10T08:30:00Z"),
        endsAt: new Date("2026-11-10T09:30:00Z"),
        loggedBy: mentor.actor.personId,
        confirmedAt: null,
      });
      const [entry] = await db
        .select()
        .from(auditEntries)
        .where(eq(auditEntries.action, "session.log"));
      expect(JSON.stringify(entry)).not.toContain("secret");
      expect(await queuedJobs(db)).toEqual(["mail.send"]);
    }));

  test("is refused for the coordinator and for strangers as if the pair did not exist", () =>
    withDatabase(async (db) => {
      const { pairing, coordinator } = await activePair(db);
      const stranger = await activePair(db);
      await expect(
        logSession(coordinator, pairing.id, INPUT),
      ).rejects.toMatchObject({ status: 404 });
      await expect(
        logSession(stranger.mentor, pairing.id, INPUT),
      ).rejects.toMatchObject({ status: 404 });
    }));

  test("is not possible before the mentee has confirmed the pair", () =>
    withDatabase(async (db) => {
      const { pairing, mentor } = await activePair(db, "approved");
      await expect(logSession(mentor, pairing.id, INPUT)).rejects.toMatchObject(
        { status: 404 },
      );
    }));

  test("refuses the future, a time the clock skipped and an event of another programme, at the field", () =>
    withDatabase(async (db) => {
      const { pairing, mentor } = await activePair(db);
      const elsewhere = await buildCohort(db);
      const event = await buildEvent(db, {
        programmeId: elsewhere.programmeId,
      });
      expect(
        await logSession(mentor, pairing.id, { ...INPUT, date: "2026-11-21" }),
      ).toMatchObject({ ok: false, field: "date" });
      expect(
        await logSession(mentor, pairing.id, {
          ...INPUT,
          date: "2026-03-29",
          time: "02:30",
        }),
      ).toMatchObject({ ok: false, field: "time" });
      expect(
        await logSession(mentor, pairing.id, {
          ...INPUT,
          form: "event",
          eventId: event.id,
        }),
      ).toMatchObject({ ok: false, field: "eventId" });
      expect(await db.select().from(mentoringSessions)).toEqual([]);
    }));

  test("at an event begins on one of its days, by the clocks where it takes place", () =>
    withDatabase(async (db) => {
      const { pairing, mentor } = await activePair(db);
      const [cohort] = await db
        .select()
        .from(cohorts)
        .where(eq(cohorts.id, pairing.cohortId));
      const event = await buildEvent(db, {
        programmeId: cohort!.programmeId,
        startsOn: "2026-03-01",
        endsOn: "2026-03-03",
        timeZone: "Europe/Paris",
      });
      const at = (date: string, time: string, timeZone: string) =>
        logSession(mentor, pairing.id, {
          ...INPUT,
          date,
          time,
          timeZone,
          form: "event",
          eventId: event.id,
        });
      for (const [date, time, zone] of [
        ["2026-02-28", "23:30", "Europe/Paris"],
        ["2026-03-04", "00:30", "Europe/Paris"],
        ["2026-03-03", "19:00", "America/New_York"],
      ] as const)
        expect(await at(date, time, zone)).toEqual({
          ok: false,
          field: "date",
          key: `sessions:errors.not_at_event?from=${Date.UTC(2026, 2, 1, 12)}&to=${Date.UTC(2026, 2, 3, 12)}`,
        });
      expect(await db.select().from(mentoringSessions)).toEqual([]);
      for (const [date, time, zone] of [
        ["2026-02-28", "19:00", "America/New_York"],
        ["2026-03-03", "22:30", "Europe/Paris"],
      ] as const)
        expect(await at(date, time, zone)).toMatchObject({ ok: true });
    }));

  test("refuses a second session at an overlapping time, by the database's own rule", () =>
    withDatabase(async (db) => {
      const { pairing, mentor, mentee } = await activePair(db);
      await logSession(mentor, pairing.id, INPUT);
      expect(
        await logSession(mentee, pairing.id, { ...INPUT, time: "10:15" }),
      ).toEqual({
        ok: false,
        field: "date",
        key: "sessions:errors.duplicate",
      });
      const touching = await logSession(mentee, pairing.id, {
        ...INPUT,
        time: "10:30",
      });
      expect(touching.ok).toBe(true);
    }));

  test("stores what a phone sends twice only once", () =>
    withDatabase(async (db) => {
      const { pairing, mentor } = await activePair(db);
      const input = { ...INPUT, clientKey: crypto.randomUUID(), rating: 4 };
      const first = await logSession(mentor, pairing.id, input);
      expect(await logSession(mentor, pairing.id, input)).toEqual(first);
      expect(await db.select().from(mentoringSessions)).toHaveLength(1);
      expect(await db.select().from(feedback)).toHaveLength(1);
    }));

  test("eight phones at once store one session", async () => {
    const { db } = await freshDatabase();
    const { pairing, mentor } = await activePair(db);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => logSession(mentor, pairing.id, INPUT)),
    );
    const saved = outcomes.filter(
      (outcome) => outcome.status === "fulfilled" && outcome.value.ok,
    );
    expect(saved).toHaveLength(1);
    expect(await db.select().from(mentoringSessions)).toHaveLength(1);
  });
});

describe("confirming a session", () => {
  test("is for the other side, once", () =>
    withDatabase(async (db) => {
      const { pairing, mentor, mentee } = await activePair(db);
      const { id } = await buildSession(db, {
        pairingId: pairing.id,
        loggedBy: mentor.actor.personId,
      });
      await expect(confirmSession(mentor, id)).rejects.toMatchObject({
        status: 403,
      });
      await confirmSession(mentee, id);
      const [row] = await db.select().from(mentoringSessions);
      expect(row).toMatchObject({
        confirmedBy: mentee.actor.personId,
        confirmedAt: NOW,
      });
      await expect(confirmSession(mentee, id)).rejects.toMatchObject({
        status: 409,
      });
    }));

  test("is not for coordinators or other pairs", () =>
    withDatabase(async (db) => {
      const { pairing, mentor, coordinator } = await activePair(db);
      const other = await activePair(db);
      const { id } = await buildSession(db, {
        pairingId: pairing.id,
        loggedBy: mentor.actor.personId,
      });
      for (const ctx of [coordinator, other.mentee])
        await expect(confirmSession(ctx, id)).rejects.toMatchObject({
          status: 404,
        });
    }));

  test("happens by itself after seven days, not before, and only once", () =>
    withDatabase(async (db) => {
      const { pairing, mentor } = await activePair(db);
      const at = (day: string) => new Date(`2026-11-${day}T09:00:00Z`);
      for (const day of ["01", "15"])
        await buildSession(db, {
          pairingId: pairing.id,
          loggedBy: mentor.actor.personId,
          startsAt: at(day),
          loggedAt: at(day),
        });
      expect(await confirmOverdueSessions(db, NOW)).toBe(1);
      expect(await confirmOverdueSessions(db, NOW)).toBe(0);
    }));
});

describe("correcting a session", () => {
  test("keeps how it read before and asks for a new confirmation", () =>
    withDatabase(async (db) => {
      const { pairing, mentor, mentee } = await activePair(db);
      const logged = await logSession(mentor, pairing.id, INPUT);
      const id = logged.ok ? logged.id : "";
      await confirmSession(mentee, id);
      await correctSession(mentee, id, {
        ...INPUT,
        durationMinutes: 90,
        version: 1,
      });
      const [row] = await db.select().from(mentoringSessions);
      expect(row).toMatchObject({
        version: 2,
        confirmedAt: null,
        loggedBy: mentee.actor.personId,
        endsAt: new Date("2026-11-10T10:00:00Z"),
      });
      const [version] = await db.select().from(sessionVersions);
      expect(version).toMatchObject({ version: 1 });
      expect(version!.content).toMatchObject({
        endsAt: "2026-11-10T09:30:00.000Z",
      });
    }));

  test("made from an old version is refused and changes nothing", () =>
    withDatabase(async (db) => {
      const { pairing, mentor, mentee } = await activePair(db);
      const { id } = await buildSession(db, {
        pairingId: pairing.id,
        loggedBy: mentor.actor.personId,
      });
      await correctSession(mentee, id, { ...INPUT, version: 1 });
      expect(
        await correctSession(mentor, id, { ...INPUT, version: 1 }),
      ).toMatchObject({ ok: false, key: "stale" });
    }));

  test("earlier versions cannot be changed or removed, by the database's own rule", () =>
    withDatabase(async (db) => {
      const { pairing, mentor } = await activePair(db);
      const { id } = await buildSession(db, {
        pairingId: pairing.id,
        loggedBy: mentor.actor.personId,
      });
      await correctSession(mentor, id, { ...INPUT, version: 1 });
      await expect(
        db.transaction((tx) => tx.delete(sessionVersions)),
      ).rejects.toMatchObject({
        cause: { constraint_name: "session_versions_append_only" },
      });
    }));
});

describe("what a coordinator sees of a pair", () => {
  test("is that sessions took place, and nothing of what was said", () =>
    withDatabase(async (db) => {
      const { pairing, mentor, coordinator } = await activePair(db);
      const logged = await logSession(mentor, pairing.id, INPUT);
      const home = await pairHome(coordinator, pairing.id);
      expect(home).toMatchObject({ held: 1, minutes: 60 });
      expect(JSON.stringify(home)).not.toContain("Tunis");
      expect(JSON.stringify(home)).not.toContain("buyers");
      await expect(
        sessionPage(coordinator, logged.ok ? logged.id : ""),
      ).rejects.toMatchObject({ status: 404 });
      expect(JSON.stringify(await pairHome(mentor, pairing.id))).toContain(
        "Tunis",
      );
    }));

  test("of another programme is nothing at all", () =>
    withDatabase(async (db) => {
      const { pairing } = await activePair(db);
      const { coordinator } = await activePair(db);
      const { personId } = await buildPerson(db);
      for (const ctx of [coordinator, await asPerson(db, personId)])
        await expect(pairHome(ctx, pairing.id)).rejects.toMatchObject({
          status: 404,
        });
    }));
});

test("a calendar feed says when and with whom, in the person's language, and not what was said", () =>
  withDatabase(async (db) => {
    const { pairing, mentor } = await activePair(db);
    const stranger = await activePair(db);
    await logSession(mentor, pairing.id, {
      ...INPUT,
      place: "Room 1,\nsecond\r\nBEGIN:VALARM",
    });
    const feed = await calendarOf(db, mentor.actor.personId, mentor.origin);
    const unfolded = feed.replace(/\r\n[ \t]/g, "");
    expect(unfolded).toContain("DTSTART:20261110T083000Z");
    expect(unfolded).toContain("SUMMARY:Mentoring session with Person");
    expect(unfolded).not.toMatch(/Tunis|buyers/);
    expect(unfolded).not.toMatch(/^BEGIN:VALARM/m);
    expect(
      feed.split("\r\n").every((line) => Buffer.byteLength(line) <= 75),
    ).toBe(true);
    const other = stranger.mentor;
    expect(
      await calendarOf(db, other.actor.personId, other.origin),
    ).not.toContain("BEGIN:VEVENT");
  }));
