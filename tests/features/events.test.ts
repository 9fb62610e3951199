import {
  buildCohort,
  buildEnrolment,
  buildEvent,
  buildOrganisation,
  buildPairing,
  buildPerson,
  buildProgramme,
  buildSession,
  grantRole,
} from "db/builders.ts";
import {
  auditEntries,
  enrolments,
  partnershipAgreements,
} from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createEvent, editEvent } from "~/features/events/commands.server.ts";
import { EventInput } from "~/features/events/inputs.ts";
import {
  eventForm,
  eventList,
  eventPage,
} from "~/features/events/queries.server.ts";
import { checkForm } from "~/lib/forms.server.ts";
import { asCoordinator, asPerson } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

const FORUM: EventInput = {
  name: "Forum of clusters",
  startsOn: "2026-03-01",
  endsOn: "2026-03-02",
  city: "Paris",
  country: "FR",
  timeZone: "Europe/Paris",
  delegations: [],
};

test("a coordinator plans an event with its delegations", () =>
  withDatabase(async (db) => {
    const { id: programmeId } = await buildProgramme(db);
    const ctx = await asCoordinator(db, programmeId);
    const guest = await buildOrganisation(db);

    const id = await createEvent(ctx, programmeId, {
      ...FORUM,
      delegations: [guest.id],
    });

    expect(await eventForm(ctx, id)).toMatchObject({
      name: "Forum of clusters",
      delegations: [guest.id],
    });
    const audit = await db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.subjectId, id));
    expect(audit).toMatchObject([{ action: "event.create", programmeId }]);
  }));

test("nobody plans an event in a foreign programme", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const { programmeId } = cohort;
    const foreign = await asCoordinator(db, (await buildProgramme(db)).id);
    const { personId } = await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentor",
    });

    for (const ctx of [foreign, await asPerson(db, personId)])
      await expect(createEvent(ctx, programmeId, FORUM)).rejects.toMatchObject({
        status: 404,
      });
  }));

test("an event is edited by its coordinators only, and a late save is refused", () =>
  withDatabase(async (db) => {
    const { id: programmeId } = await buildProgramme(db);
    const ctx = await asCoordinator(db, programmeId);
    const staff = await buildPerson(db);
    await grantRole(db, staff.personId, "event_staff", { programmeId });
    const [first, second] = [
      await buildOrganisation(db),
      await buildOrganisation(db),
    ];
    const { id } = await buildEvent(db, { programmeId });
    const edit = { ...FORUM, delegations: [first.id], version: 1 };

    expect(await editEvent(ctx, id, edit)).toBe(true);
    expect(await editEvent(ctx, id, edit)).toBe(false);
    await editEvent(ctx, id, {
      ...FORUM,
      delegations: [second.id],
      version: 2,
    });

    expect((await eventForm(ctx, id)).delegations).toEqual([second.id]);
    await expect(
      editEvent(await asPerson(db, staff.personId), id, edit),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      editEvent(
        await asCoordinator(db, (await buildProgramme(db)).id),
        id,
        edit,
      ),
    ).rejects.toMatchObject({ status: 404 });
  }));

test("an event cannot end before it begins, in the form and in the database", () =>
  withDatabase(async (db) => {
    const { id: programmeId } = await buildProgramme(db);
    const ctx = await asCoordinator(db, programmeId);
    const form = new FormData();
    for (const [name, value] of Object.entries({
      ...FORUM,
      endsOn: "2026-02-01",
    }))
      if (name !== "delegations") form.set(name, String(value));

    const read = checkForm(form, EventInput);

    expect(read.ok ? null : read.form.error).toEqual({ endsOn: ["order"] });
    await expect(
      createEvent(ctx, programmeId, { ...FORUM, endsOn: "2026-02-01" }),
    ).rejects.toMatchObject({ cause: { constraint_name: "events_dates" } });
  }));

test("how many pairs met is for everybody, who they are for coordinators and the pair", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const event = await buildEvent(db, { programmeId: cohort.programmeId });
    const pairing = await buildPairing(db, {
      cohortId: cohort.id,
      status: "active",
    });
    const [mentor] = await db
      .select()
      .from(enrolments)
      .where(eq(enrolments.id, pairing.mentorEnrolmentId));
    const personId = mentor?.personId ?? "";
    await buildSession(db, {
      pairingId: pairing.id,
      loggedBy: personId,
      form: "event",
      eventId: event.id,
    });
    const other = await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentee",
    });
    const seen = async (ctx: Parameters<typeof eventPage>[0]) => {
      const page = await eventPage(ctx, event.id);
      return [page.pairsMet, page.pairs.length];
    };

    expect(await seen(await asCoordinator(db, cohort.programmeId))).toEqual([
      1, 1,
    ]);
    expect(await seen(await asPerson(db, personId))).toEqual([1, 1]);
    expect(await seen(await asPerson(db, other.personId))).toEqual([1, 0]);
  }));

test("an agreement that a delegation signed during the event stands on its page", () =>
  withDatabase(async (db) => {
    const { id: programmeId } = await buildProgramme(db);
    const ctx = await asCoordinator(db, programmeId);
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map(() => buildOrganisation(db)),
    );
    if (!one || !two || !three) throw new Error("three were built");
    const id = await createEvent(ctx, programmeId, {
      ...FORUM,
      delegations: [one.id],
    });
    await db.insert(partnershipAgreements).values([
      { firstPartyId: two.id, secondPartyId: one.id, signedOn: "2026-03-02" },
      { firstPartyId: two.id, secondPartyId: one.id, signedOn: "2026-03-03" },
      { firstPartyId: two.id, secondPartyId: three.id, signedOn: "2026-03-02" },
    ]);

    expect((await eventPage(ctx, id)).agreements).toMatchObject([
      { first: two.name, second: one.name, signedOn: "2026-03-02" },
    ]);
  }));

test("events are listed for those who take part, and for nobody else", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const event = await buildEvent(db, { programmeId: cohort.programmeId });
    const at = { cohortId: cohort.id, role: "mentee" } as const;
    const accepted = await buildEnrolment(db, at);
    const applying = await buildEnrolment(db, { ...at, state: "submitted" });

    const list = await eventList(await asPerson(db, accepted.personId));
    const none = await eventList(await asPerson(db, applying.personId));

    expect(list).toMatchObject({
      coming: [],
      past: [{ id: event.id }],
      programmes: [],
    });
    expect(none).toMatchObject({ coming: [], past: [] });
  }));
