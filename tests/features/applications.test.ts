import {
  buildCohort,
  buildEnrolment,
  buildPairing,
  buildPerson,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  auditEntries,
  cohorts,
  consents,
  enrolments,
  mails,
  organisations,
  people,
} from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { CONSENT_VERSION } from "~/domain/enrolment/application.ts";
import {
  afterTask,
  saveTaskForm,
} from "~/features/enrolments/application-pages.server.ts";
import {
  submitApplication,
  withdrawApplication,
} from "~/features/enrolments/commands.server.ts";
import {
  giveConsent,
  withdrawConsent,
} from "~/features/enrolments/consent.server.ts";
import { joinAsNewcomer, joinPage } from "~/features/enrolments/join.server.ts";
import { pauseEnrolment } from "~/features/enrolments/pause.server.ts";
import { applicationPage } from "~/features/enrolments/queries.server.ts";
import { startApplication } from "~/features/enrolments/start.server.ts";
import type { SavedTask } from "~/features/enrolments/task-patches.server.ts";
import {
  asCoordinator,
  asPerson,
  NOW,
  queuedJobs,
} from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

async function recruiting(db: Db) {
  return buildCohort(db, { state: "recruiting", name: "Spring" });
}

/** A person with a draft in a cohort that recruits. */
async function applicant(db: Db, role: "mentor" | "mentee" = "mentee") {
  const cohort = await recruiting(db);
  const { personId } = await buildPerson(db, { fullName: "Samira Haddad" });
  const id = await startApplication(
    await asPerson(db, personId),
    cohort.id,
    role,
  );
  return { cohort, personId, id, ctx: await asPerson(db, personId) };
}

function request(fields: Record<string, string | string[]>): Request {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) body.append(name, each);
  return new Request("http://127.0.0.1:3000/", { method: "POST", body });
}

async function row(db: Db, id: string) {
  const [found] = await db
    .select()
    .from(enrolments)
    .where(eq(enrolments.id, id));
  return found!;
}

async function save(
  db: Db,
  ctx: Awaited<ReturnType<typeof asPerson>>,
  id: string,
  task: SavedTask,
  fields: Record<string, string | string[]>,
) {
  const version = String((await row(db, id)).version);
  return saveTaskForm(
    ctx,
    request({ version, ...fields }),
    id,
    "participant",
    task,
  );
}

const MENTEE_PAGES: readonly [SavedTask, Record<string, string | string[]>][] =
  [
    [
      "about",
      {
        fullName: "Samira Haddad",
        callName: "Samira",
        country: "MA",
        phone: "+212 5 22 00 00 00",
        timeZone: "Africa/Casablanca",
      },
    ],
    [
      "organisation",
      { name: "CE3M", title: "Director", kind: "cluster", country: "MA" },
    ],
    ["sectors", { primary: "energy-renewables", sectors: ["27", "35"] }],
    [
      "topics",
      {
        "needs.eu-funding": "1",
        "needs.export": "",
        "own[0].topic": "Members/Fees",
        "own[0].priority": "3",
        "own[1].topic": "",
      },
    ],
    [
      "languages",
      {
        "languages[0].code": "fr",
        "languages[0].level": "C1",
        "languages[1].code": "ar",
        "languages[1].level": "native",
        "languages[2].code": "",
        "languages[2].level": "",
      },
    ],
    [
      "availability",
      {
        timeZone: "Africa/Casablanca",
        parts: ["0-morning", "0-midday"],
        "exact[0].day": "3",
        "exact[0].from": "22:30",
        "exact[0].to": "00:00",
        "exact[1].day": "",
      },
    ],
    ["goals", { goals: "Two new members a month", markets: ["FR", "ES"] }],
  ];

describe("an application", () => {
  test("is filled in page by page, sent once, and confirmed by e-mail", () =>
    withDatabase(async (db) => {
      const { id, ctx } = await applicant(db);
      // the account knew the name and the country already
      expect((await applicationPage(ctx, id)).done).toBe(1);
      for (const [task, fields] of MENTEE_PAGES)
        expect(await save(db, ctx, id, task, fields)).toBeNull();
      await giveConsent(ctx, id, "ar");

      expect(await row(db, id)).toMatchObject({
        country: "MA",
        sectors: ["energy-renewables", "27", "35"],
        topics: [
          { group: "financing", topic: "EU funding", priority: 1 },
          { group: "Members", topic: "Fees", priority: 3 },
        ],
        languages: [
          { code: "fr", level: "C1" },
          { code: "ar", level: "native" },
        ],
        availability: [
          { day: 0, startMinute: 480, endMinute: 840 },
          { day: 3, startMinute: 1350, endMinute: 1440 },
        ],
        timeZone: "Africa/Casablanca",
        goals: "Two new members a month",
        markets: ["FR", "ES"],
      });
      expect(await afterTask(ctx, id, "consent")).toBe(
        `/applications/${id}/check`,
      );
      await submitApplication(ctx, id);
      expect(await row(db, id)).toMatchObject({
        state: "submitted",
        submittedAt: NOW,
      });
      expect(await queuedJobs(db)).toEqual(["mail.send"]);
      const [mail] = await db.select().from(mails);
      expect(mail).toMatchObject({
        template: "application_received",
        args: { cohort: "Spring" },
      });
      await expect(submitApplication(ctx, id)).rejects.toMatchObject({
        status: 409,
      });
      const audit = await db.select().from(auditEntries);
      expect(audit.map(({ action }) => action)).toContain("enrolment.submit");
      expect(JSON.stringify(audit)).not.toContain("Samira");
    }));

  test("cannot be sent while a page is open", () =>
    withDatabase(async (db) => {
      const { id, ctx } = await applicant(db);
      for (const [task, fields] of MENTEE_PAGES)
        await save(db, ctx, id, task, fields);
      await expect(submitApplication(ctx, id)).rejects.toMatchObject({
        status: 409,
        key: "applications:errors.incomplete",
      });
      expect(await queuedJobs(db)).toEqual([]);
    }));

  test("is begun once, however often its owner comes by the open door", () =>
    withDatabase(async (db) => {
      const { id, ctx, cohort } = await applicant(db);
      expect(await startApplication(ctx, cohort.id, "mentee")).toBe(id);
      expect(await startApplication(ctx, cohort.id, "mentor")).not.toBe(id);
    }));

  test("is not begun in a cohort that does not recruit, or not from everybody", () =>
    withDatabase(async (db) => {
      const { personId } = await buildPerson(db);
      const ctx = await asPerson(db, personId);
      const running = await buildCohort(db, { state: "running" });
      const closed = await buildCohort(db, {
        state: "recruiting",
        openApplications: false,
      });
      for (const { id } of [running, closed]) {
        await expect(startApplication(ctx, id, "mentor")).rejects.toMatchObject(
          {
            status: 404,
          },
        );
        await expect(
          joinPage({ ...ctx, clientAddress: "127.0.0.1" }, id),
        ).rejects.toMatchObject({ status: 404 });
      }
    }));

  test("of somebody else does not exist, for any page or deed", () =>
    withDatabase(async (db) => {
      const { id } = await applicant(db);
      const { personId } = await buildPerson(db);
      const other = await asPerson(db, personId);
      for (const act of [
        () => applicationPage(other, id),
        () => save(db, other, id, "goals", { goals: "x" }),
        () => submitApplication(other, id),
        () => withdrawApplication(other, id),
        () => giveConsent(other, id, "en"),
        () => withdrawConsent(other, id),
        () => pauseEnrolment(other, id, "participant", null),
      ])
        await expect(act()).rejects.toMatchObject({ status: 404 });
    }));

  test("is not open to a coordinator of its programme as a participant", () =>
    withDatabase(async (db) => {
      const { id, cohort } = await applicant(db);
      const coordinator = await asCoordinator(db, cohort.programmeId);
      await expect(applicationPage(coordinator, id)).rejects.toMatchObject({
        status: 404,
      });
    }));

  test("begins with what the person said in an earlier cohort", () =>
    withDatabase(async (db) => {
      const cohort = await recruiting(db);
      const before = await buildEnrolment(db, {
        cohortId: (await recruiting(db)).id,
        role: "mentor",
        sectors: ["10"],
      });
      const ctx = await asPerson(db, before.personId);
      const id = await startApplication(ctx, cohort.id, "mentor");
      expect(await row(db, id)).toMatchObject({
        state: "draft",
        sectors: ["10"],
        organisationId: before.organisationId,
        goals: null,
      });
    }));
});

describe("a page of an application", () => {
  test("that was saved in the meantime is refused and keeps what was typed", () =>
    withDatabase(async (db) => {
      const { id, ctx } = await applicant(db);
      await save(db, ctx, id, "goals", { goals: "First" });
      const refused = await save(db, ctx, id, "goals", {
        version: "1",
        goals: "Second",
      });
      expect(refused?.error).toEqual({ "": ["stale"] });
      expect(refused?.initialValue).toMatchObject({ goals: "Second" });
      expect((await row(db, id)).goals).toBe("First");
    }));

  test.each<[SavedTask, Record<string, string | string[]>, string, string]>([
    [
      "about",
      { fullName: "", country: "XX", timeZone: "Mars/Base" },
      "fullName",
      "required",
    ],
    [
      "about",
      { fullName: "A", country: "XX", timeZone: "Mars/Base" },
      "country",
      "choose_one",
    ],
    ["sectors", { sectors: ["35"] }, "primary", "required"],
    ["topics", { "own[0].topic": "" }, "", "applications:errors.no_topic"],
    [
      "languages",
      { "languages[0].code": "fr", "languages[0].level": "" },
      "languages[0].level",
      "applications:errors.level",
    ],
    [
      "languages",
      {
        "languages[0].code": "fr",
        "languages[0].level": "C1",
        "languages[1].code": "fr",
        "languages[1].level": "C2",
      },
      "languages",
      "applications:errors.language_twice",
    ],
    [
      "availability",
      { timeZone: "Europe/Paris" },
      "parts",
      "applications:errors.no_time",
    ],
    [
      "availability",
      {
        timeZone: "Europe/Paris",
        parts: "0-morning",
        "exact[0].day": "1",
        "exact[0].from": "12:00",
        "exact[0].to": "09:00",
      },
      "exact[0].to",
      "order",
    ],
    [
      "goals",
      { goals: "x", markets: ["FR", "ES", "IT", "MA", "TN", "DZ"] },
      "markets",
      "applications:errors.markets?limit=5",
    ],
    ["goals", { goals: "x", capacity: "50" }, "", "unknown_field"],
  ])("%s says at the field what is missing (%#)", (task, fields, field, key) =>
    withDatabase(async (db) => {
      const { id, ctx } = await applicant(db);
      const refused = await save(db, ctx, id, task, fields);
      expect(refused?.error?.[field]).toEqual([key]);
      expect((await row(db, id)).version).toBe(1);
    }),
  );

  test("with rows that were refused comes back with those rows", () =>
    withDatabase(async (db) => {
      const { id, ctx } = await applicant(db);
      const refused = await save(db, ctx, id, "languages", {
        "languages[0].code": "fr",
        "languages[0].level": "C1",
        "languages[1].code": "fr",
        "languages[1].level": "B2",
      });
      expect(refused?.initialValue).toMatchObject({
        languages: [{ code: "fr" }, { code: "fr", level: "B2" }],
      });
    }));

  test("finds the organisation again by its folded name", () =>
    withDatabase(async (db) => {
      const { id, ctx } = await applicant(db);
      await save(db, ctx, id, "organisation", {
        name: "CE3M",
        kind: "cluster",
      });
      await save(db, ctx, id, "organisation", { name: " ce3m " });
      const found = await db
        .select()
        .from(organisations)
        .where(eq(organisations.nameKey, "ce3m"));
      expect(found).toHaveLength(1);
      expect((await row(db, id)).organisationId).toBe(found[0]!.id);
    }));

  test("after acceptance is closed, but for when there is time", () =>
    withDatabase(async (db) => {
      const { id, ctx } = await applicant(db, "mentor");
      await db
        .update(enrolments)
        .set({ state: "accepted" })
        .where(eq(enrolments.id, id));
      await expect(
        save(db, ctx, id, "goals", { goals: "x" }),
      ).rejects.toMatchObject({ status: 409 });
      expect(
        await save(db, ctx, id, "availability", {
          timeZone: "Europe/Paris",
          parts: "2-evening",
          capacity: "3",
        }),
      ).toBeNull();
      expect((await row(db, id)).capacity).toBe(3);
    }));

  test("cannot lower the capacity below the pairs that are live", () =>
    withDatabase(async (db) => {
      const cohort = await buildCohort(db, { state: "running" });
      const mentor = await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentor",
        capacity: 2,
      });
      await buildPairing(db, {
        cohortId: cohort.id,
        mentorEnrolmentId: mentor.id,
        mentorPlace: 2,
        status: "active",
      });
      const ctx = await asPerson(db, mentor.personId);
      const lower = (capacity: string) =>
        save(db, ctx, mentor.id, "availability", {
          timeZone: "Europe/Paris",
          parts: "2-evening",
          capacity,
        });
      await expect(lower("1")).rejects.toMatchObject({
        status: 409,
        key: "applications:errors.capacity_in_use",
      });
    }));

  test("can no longer be saved in a cohort that is closed", () =>
    withDatabase(async (db) => {
      const { id, ctx, cohort } = await applicant(db);
      await db
        .update(cohorts)
        .set({ state: "closed" })
        .where(eq(cohorts.id, cohort.id));
      await expect(
        save(db, ctx, id, "goals", { goals: "x" }),
      ).rejects.toMatchObject({ status: 409 });
    }));
});

describe("consent", () => {
  test("is kept with its version, language and time, and taken back with one button", () =>
    withDatabase(async (db) => {
      const { id, ctx } = await applicant(db);
      await giveConsent(ctx, id, "fr");
      await giveConsent(ctx, id, "en");
      const [given, ...others] = await db.select().from(consents);
      expect(others).toEqual([]);
      expect(given).toMatchObject({
        enrolmentId: id,
        textVersion: CONSENT_VERSION,
        locale: "fr",
        givenAt: NOW,
        withdrawnAt: null,
      });
      await withdrawConsent(ctx, id);
      const [kept] = await db.select().from(consents);
      expect(kept?.withdrawnAt).toEqual(NOW);
      expect((await row(db, id)).state).toBe("draft");
    }));

  test("taken back withdraws the application, unless a pair is live", () =>
    withDatabase(async (db) => {
      const cohort = await buildCohort(db, { state: "running" });
      const alone = await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentee",
      });
      const paired = await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentee",
      });
      await buildPairing(db, {
        cohortId: cohort.id,
        menteeEnrolmentId: paired.id,
        status: "active",
      });
      await withdrawConsent(await asPerson(db, alone.personId), alone.id);
      await withdrawConsent(await asPerson(db, paired.personId), paired.id);
      expect((await row(db, alone.id)).state).toBe("withdrawn");
      expect((await row(db, paired.id)).state).toBe("accepted");
    }));
});

describe("withdrawing and pausing", () => {
  test("an application is withdrawn once, and not begun again", () =>
    withDatabase(async (db) => {
      const { id, ctx, cohort } = await applicant(db);
      await withdrawApplication(ctx, id);
      expect((await row(db, id)).state).toBe("withdrawn");
      await expect(withdrawApplication(ctx, id)).rejects.toMatchObject({
        status: 409,
      });
      await expect(
        startApplication(ctx, cohort.id, "mentee"),
      ).rejects.toMatchObject({ status: 409 });
    }));

  test("nobody withdraws from a pair that is live", () =>
    withDatabase(async (db) => {
      const pairing = await buildPairing(db, { status: "active" });
      const mentor = await row(db, pairing.mentorEnrolmentId);
      const ctx = await asPerson(db, mentor.personId);
      await expect(withdrawApplication(ctx, mentor.id)).rejects.toMatchObject({
        status: 409,
        key: "applications:errors.pair_alive",
      });
    }));

  test("a mentor pauses and comes back; a mentee cannot", () =>
    withDatabase(async (db) => {
      const cohort = await buildCohort(db);
      const mentor = await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentor",
      });
      const mentee = await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentee",
      });
      const ctx = await asPerson(db, mentor.personId);
      await pauseEnrolment(ctx, mentor.id, "participant", "2027-01-01");
      expect((await row(db, mentor.id)).pausedUntil).toBe("2027-01-01");
      await pauseEnrolment(ctx, mentor.id, "participant", null);
      expect((await row(db, mentor.id)).pausedUntil).toBeNull();
      await expect(
        pauseEnrolment(
          await asPerson(db, mentee.personId),
          mentee.id,
          "participant",
          "2027-01-01",
        ),
      ).rejects.toMatchObject({ status: 409 });
    }));
});

test("a newcomer gets an account to confirm and a draft that waits", () =>
  withDatabase(async (db) => {
    const cohort = await recruiting(db);
    const { personId } = await buildPerson(db);
    const visitor = {
      ...(await asPerson(db, personId)),
      actor: null,
      clientAddress: "192.0.2.7",
    };
    await joinAsNewcomer(visitor, cohort.id, "mentor", {
      email: "new@cluster.example",
      fullName: "Newcomer",
      password: "a long enough phrase",
      locale: "fr",
    });
    const [draft] = await db
      .select({
        state: enrolments.state,
        role: enrolments.role,
        name: people.fullName,
      })
      .from(enrolments)
      .innerJoin(people, eq(people.id, enrolments.personId))
      .where(eq(enrolments.cohortId, cohort.id));
    expect(draft).toEqual({ state: "draft", role: "mentor", name: "Newcomer" });
    const sent = await db.select().from(mails);
    expect(sent.map(({ template }) => template)).toEqual([
      "email_confirmation",
    ]);
  }));
