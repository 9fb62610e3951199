import {
  buildCohort,
  buildEnrolment,
  buildPairing,
  buildPerson,
  buildProgramme,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import type { PairingStatus } from "~/domain/pairing/lifecycle.ts";
import { expect, test } from "vitest";
import { personPage } from "~/features/people/queries.server.ts";
import {
  asAdministrator,
  asCoordinator,
  asPerson,
  NOW,
} from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

async function pair(db: Db, status: PairingStatus, sentAt?: Date) {
  const cohort = await buildCohort(db);
  const one = await buildPerson(db, {
    phone: "+33 1",
    bio: "Twenty years of clusters",
  });
  const two = await buildPerson(db, { phone: "+212 1" });
  const at = { cohortId: cohort.id };
  const mentor = await buildEnrolment(db, {
    ...at,
    role: "mentor",
    personId: one.personId,
  });
  const mentee = await buildEnrolment(db, {
    ...at,
    role: "mentee",
    personId: two.personId,
  });
  await buildPairing(db, {
    ...at,
    status,
    sentAt,
    mentorEnrolmentId: mentor.id,
    menteeEnrolmentId: mentee.id,
  });
  return { cohort, mentor: one, mentee: two };
}

test("before a proposal is sent, neither side finds the other", () =>
  withDatabase(async (db) => {
    const { mentor, mentee } = await pair(db, "approved");

    await expect(
      personPage(await asPerson(db, mentee.personId), mentor.personId),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      personPage(await asPerson(db, mentor.personId), mentee.personId),
    ).rejects.toMatchObject({ status: 404 });
  }));

test("a sent proposal shows the mentor who it is, but not how to reach them", () =>
  withDatabase(async (db) => {
    const { mentor, mentee } = await pair(db, "approved", NOW);

    const page = await personPage(
      await asPerson(db, mentor.personId),
      mentee.personId,
    );

    expect(page).toMatchObject({ contact: null, placePath: null, isMe: false });
    expect(page.person.fullName).toBe(mentee.fullName);
    expect(page.places).toMatchObject([
      { sectors: ["35"], languages: [{ code: "fr", level: "C1" }] },
    ]);
    expect(JSON.stringify(page)).not.toContain(mentee.email);
    expect(JSON.stringify(page)).not.toContain("+212 1");
  }));

test("the mentee learns of the mentor once that one has accepted", () =>
  withDatabase(async (db) => {
    const sent = await pair(db, "approved", NOW);
    const accepted = await pair(db, "mentor_accepted");
    const open = async ({ mentor, mentee }: typeof sent) =>
      personPage(await asPerson(db, mentee.personId), mentor.personId);

    await expect(open(sent)).rejects.toMatchObject({ status: 404 });
    const page = await open(accepted);
    expect(page.contact).toBeNull();
    expect(page.person.bio).toBe("Twenty years of clusters");
  }));

test("an active pair sees how to reach each other, and no longer once it has ended", () =>
  withDatabase(async (db) => {
    const active = await pair(db, "active");
    const ended = await pair(db, "completed");
    const seen = async ({ mentor, mentee }: typeof active) =>
      (await personPage(await asPerson(db, mentee.personId), mentor.personId))
        .contact;

    expect(await seen(active)).toEqual({
      email: active.mentor.email,
      phone: "+33 1",
    });
    expect(await seen(ended)).toBeNull();
  }));

test("after a decline the two are strangers again", () =>
  withDatabase(async (db) => {
    const { mentor, mentee } = await pair(db, "mentor_declined");

    await expect(
      personPage(await asPerson(db, mentor.personId), mentee.personId),
    ).rejects.toMatchObject({ status: 404 });
  }));

test("a coordinator knows the people of the programme, and of each only the places there", () =>
  withDatabase(async (db) => {
    const { cohort, mentor } = await pair(db, "proposed");
    const elsewhere = await buildCohort(db);
    await buildEnrolment(db, {
      cohortId: elsewhere.id,
      role: "mentee",
      personId: mentor.personId,
    });
    const ctx = await asCoordinator(db, cohort.programmeId);

    const page = await personPage(ctx, mentor.personId);

    expect(page.contact).toEqual({ email: mentor.email, phone: "+33 1" });
    expect(page.places.map(({ role }) => role)).toEqual(["mentor"]);
    expect(
      (await personPage(await asAdministrator(db), mentor.personId)).places,
    ).toHaveLength(2);
    await expect(
      personPage(
        await asCoordinator(db, (await buildProgramme(db)).id),
        mentor.personId,
      ),
    ).rejects.toMatchObject({ status: 404 });
  }));

test("everybody finds themselves, and a stranger nobody", () =>
  withDatabase(async (db) => {
    const { mentor } = await pair(db, "proposed");
    const stranger = await buildPerson(db);

    expect(
      (await personPage(await asPerson(db, mentor.personId), mentor.personId))
        .isMe,
    ).toBe(true);
    await expect(
      personPage(await asPerson(db, stranger.personId), mentor.personId),
    ).rejects.toMatchObject({ status: 404 });
  }));
