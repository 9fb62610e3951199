import {
  buildCohort,
  buildEnrolment,
  buildPairing,
  buildPerson,
  buildProgramme,
  grantRole,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  accounts,
  auditEntries,
  cohorts,
  mails,
  programmes,
  roleGrants,
} from "db/schema/index.ts";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { moveCohort } from "~/features/programmes/cohort-state.server.ts";
import {
  createCohort,
  createProgramme,
  editCohort,
  editProgramme,
} from "~/features/programmes/commands.server.ts";
import { CohortInput, StaffInput } from "~/features/programmes/inputs.ts";
import {
  addStaff,
  programmeStaff,
  removeStaff,
} from "~/features/programmes/staff.server.ts";
import { checkForm } from "~/lib/forms.server.ts";
import {
  asAdministrator,
  asCoordinator,
  asPerson,
  queuedJobs,
} from "../support/context.ts";
import { freshDatabase, withDatabase } from "../support/database.ts";

const COHORT: CohortInput = {
  name: "Second edition",
  startsOn: "2026-01-10",
  endsOn: "2026-12-20",
  pairsTarget: 15,
  sessionsPlanned: 6,
  sessionMinutes: 60,
  mentorsPerMentee: 2,
  answerDays: 10,
  openApplications: true,
  wishMode: "off",
  meetings: "off",
  meetingsPerMentee: 3,
  meetingsPerMentor: 4,
};

async function actions(db: Db, subjectId: string) {
  const rows = await db
    .select({ action: auditEntries.action, details: auditEntries.details })
    .from(auditEntries)
    .where(eq(auditEntries.subjectId, subjectId));
  return rows;
}

async function cohortOf(db: Db, id: string) {
  const [row] = await db.select().from(cohorts).where(eq(cohorts.id, id));
  return row;
}

async function asMentor(db: Db, cohortId: string) {
  const { personId } = await buildEnrolment(db, { cohortId, role: "mentor" });
  return asPerson(db, personId);
}

test("an administrator starts a programme, a coordinator does not", () =>
  withDatabase(async (db) => {
    const { id: existing } = await buildProgramme(db);

    const id = await createProgramme(await asAdministrator(db), {
      name: "Across the sea",
    });

    expect(await actions(db, id)).toMatchObject([
      { action: "programme.create" },
    ]);
    await expect(
      createProgramme(await asCoordinator(db, existing), { name: "Mine" }),
    ).rejects.toMatchObject({ status: 403 });
  }));

test("a programme is edited by its own coordinators, and a second save of the same form is refused", () =>
  withDatabase(async (db) => {
    const { id } = await buildProgramme(db);
    const ctx = await asCoordinator(db, id);
    const foreign = await asCoordinator(db, (await buildProgramme(db)).id);

    expect(await editProgramme(ctx, id, { name: "New", version: 1 })).toEqual({
      ok: true,
    });
    expect(
      await editProgramme(ctx, id, { name: "Late", version: 1 }),
    ).toMatchObject({ ok: false, key: "stale" });
    const [row] = await db
      .select()
      .from(programmes)
      .where(eq(programmes.id, id));
    expect(row).toMatchObject({ name: "New", version: 2 });
    await expect(
      editProgramme(foreign, id, { name: "Theirs", version: 2 }),
    ).rejects.toMatchObject({ status: 404 });
  }));

test("a cohort is planned as a draft in one's own programme only", () =>
  withDatabase(async (db) => {
    const { id: programmeId } = await buildProgramme(db);
    const ctx = await asCoordinator(db, programmeId);
    const foreign = await asCoordinator(db, (await buildProgramme(db)).id);

    const id = await createCohort(ctx, programmeId, COHORT);

    // first meetings stand in a table of their own
    const { meetings, meetingsPerMentee, meetingsPerMentor, ...own } = COHORT;
    expect([meetings, meetingsPerMentee, meetingsPerMentor]).toEqual([
      "off",
      3,
      4,
    ]);
    expect(await cohortOf(db, id)).toMatchObject({ state: "draft", ...own });
    await expect(
      createCohort(foreign, programmeId, COHORT),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      createCohort(await asMentor(db, id), programmeId, COHORT),
    ).rejects.toMatchObject({ status: 404 });
  }));

test("an edit of a cohort keeps what somebody else saved first, and a closed cohort as it is", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const ctx = await asCoordinator(db, cohort.programmeId);

    expect(await editCohort(ctx, cohort.id, { ...COHORT, version: 1 })).toEqual(
      { ok: true },
    );
    expect(
      await editCohort(ctx, cohort.id, { ...COHORT, version: 1 }),
    ).toMatchObject({ ok: false, key: "stale" });
    await db
      .update(cohorts)
      .set({ state: "closed" })
      .where(eq(cohorts.id, cohort.id));
    await expect(
      editCohort(ctx, cohort.id, { ...COHORT, version: 2 }),
    ).rejects.toMatchObject({ status: 409, key: "programmes:errors.closed" });
  }));

test("a cohort does not go back to one mentor while a mentee has two", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db, { mentorsPerMentee: 2 });
    const ctx = await asCoordinator(db, cohort.programmeId);
    await buildPairing(db, {
      cohortId: cohort.id,
      menteePlace: 2,
      status: "active",
    });

    expect(
      await editCohort(ctx, cohort.id, {
        ...COHORT,
        mentorsPerMentee: 1,
        version: 1,
      }),
    ).toEqual({
      ok: false,
      field: "mentorsPerMentee",
      key: "programmes:errors.limit_in_use",
    });
    expect((await cohortOf(db, cohort.id))?.mentorsPerMentee).toBe(2);
  }));

test("a foreign coordinator neither edits nor moves a cohort", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const foreign = await asCoordinator(db, (await buildProgramme(db)).id);

    await expect(
      editCohort(foreign, cohort.id, { ...COHORT, version: 1 }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      moveCohort(foreign, cohort.id, "running"),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      moveCohort(await asMentor(db, cohort.id), cohort.id, "running"),
    ).rejects.toMatchObject({ status: 404 });
  }));

test("a cohort goes from draft to closed and back where it may, each step in the audit", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db, { state: "draft" });
    const ctx = await asCoordinator(db, cohort.programmeId);
    const blocked = (to: Parameters<typeof moveCohort>[2], key: string) =>
      expect(moveCohort(ctx, cohort.id, to)).rejects.toMatchObject({
        status: 409,
        key: `programmes:${key}`,
      });

    await moveCohort(ctx, cohort.id, "recruiting");
    await moveCohort(ctx, cohort.id, "draft");
    await moveCohort(ctx, cohort.id, "recruiting");
    await blocked("matching", "blockers.no_mentors");
    await blocked("running", "errors.not_a_neighbour");
    const pairing = await buildPairing(db, { cohortId: cohort.id });
    await blocked("draft", "blockers.applications_exist");
    await moveCohort(ctx, cohort.id, "matching");
    await blocked("running", "blockers.proposals_undecided");
    expect(pairing.status).toBe("proposed");

    expect((await cohortOf(db, cohort.id))?.state).toBe("matching");
    expect(await actions(db, cohort.id)).toMatchObject([
      {
        action: "cohort.advance",
        details: { from: "draft", to: "recruiting" },
      },
      { action: "cohort.return", details: { from: "recruiting", to: "draft" } },
      { action: "cohort.advance" },
      { action: "cohort.advance", details: { to: "matching" } },
    ]);
  }));

test("somebody with an account becomes event staff and is told by one mail", () =>
  withDatabase(async (db) => {
    const { id } = await buildProgramme(db);
    const known = await buildPerson(db, { passwordHash: "x" });

    await addStaff(await asCoordinator(db, id), id, {
      email: known.email.toUpperCase(),
      fullName: "Another name",
      role: "event_staff",
    });

    const ctx = await asPerson(db, known.personId);
    expect(ctx.actor.staffs).toEqual([id]);
    expect(ctx.actor.fullName).toBe(known.fullName);
    expect(await queuedJobs(db)).toEqual(["mail.send"]);
  }));

test("an address that nobody has gets an invitation and the role", () =>
  withDatabase(async (db) => {
    const { id } = await buildProgramme(db);

    await addStaff(await asCoordinator(db, id), id, {
      email: "new@passerelle.example",
      fullName: "Nadia New",
      role: "coordinator",
    });

    const [account] = await db
      .select()
      .from(accounts)
      .where(eq(accounts.emailKey, "new@passerelle.example"));
    const ctx = await asPerson(db, account?.personId ?? "");
    expect(ctx.actor.coordinates).toEqual([id]);
    const sent = await db
      .select({ template: mails.template })
      .from(mails)
      .where(eq(mails.toAddress, "new@passerelle.example"));
    expect(sent).toEqual([{ template: "invitation" }]);
  }));

test("the same role twice is refused, and no second mail is queued", async () => {
  const { db } = await freshDatabase();
  const { id } = await buildProgramme(db);
  const ctx = await asCoordinator(db, id);
  const input = {
    email: ctx.actor.email,
    fullName: "Me",
    role: "coordinator",
  } as const;

  await expect(addStaff(ctx, id, input)).rejects.toMatchObject({
    status: 409,
    key: "programmes:errors.has_role",
  });
  expect(await db.select().from(mails)).toEqual([]);
});

test("whoever loses a role has lost it with the next request", () =>
  withDatabase(async (db) => {
    const { id } = await buildProgramme(db);
    const ctx = await asCoordinator(db, id);
    const other = await buildPerson(db);
    await grantRole(db, other.personId, "coordinator", { programmeId: id });
    const { staff } = await programmeStaff(ctx, id);
    const grant = staff.find(({ email }) => email === other.email);

    const stays = await removeStaff(ctx, id, grant?.grantId ?? "");

    expect(stays).toBe(true);
    const after = await asPerson(db, other.personId);
    expect(after.actor.coordinates).toEqual([]);
    await expect(programmeStaff(after, id)).rejects.toMatchObject({
      status: 404,
    });
  }));

test("the last coordinator stays, unless an administrator decides otherwise", () =>
  withDatabase(async (db) => {
    const { id } = await buildProgramme(db);
    const ctx = await asCoordinator(db, id);
    const [grant] = await db
      .select()
      .from(roleGrants)
      .where(
        and(eq(roleGrants.programmeId, id), eq(roleGrants.role, "coordinator")),
      );
    const grantId = grant?.id ?? "";

    await expect(removeStaff(ctx, id, grantId)).rejects.toMatchObject({
      status: 409,
      key: "programmes:errors.last_coordinator",
    });
    expect(await removeStaff(await asAdministrator(db), id, grantId)).toBe(
      true,
    );
  }));

test("nobody adds to or removes from a foreign team", () =>
  withDatabase(async (db) => {
    const { id } = await buildProgramme(db);
    const own = await buildProgramme(db);
    const foreign = await asCoordinator(db, own.id);
    await asCoordinator(db, id);
    const [grant] = await db
      .select()
      .from(roleGrants)
      .where(eq(roleGrants.programmeId, id));
    const grantId = grant?.id ?? "";
    const notFound = { status: 404 };

    await expect(
      addStaff(foreign, id, {
        email: "x@passerelle.example",
        fullName: "X",
        role: "coordinator",
      }),
    ).rejects.toMatchObject(notFound);
    await expect(removeStaff(foreign, id, grantId)).rejects.toMatchObject(
      notFound,
    );
    await expect(removeStaff(foreign, own.id, grantId)).rejects.toMatchObject(
      notFound,
    );
  }));

test("the form of a cohort reads numbers, dates and an unticked box", () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    ...COHORT,
    endsOn: "2025-01-01",
  }))
    if (name !== "openApplications") form.set(name, String(value));

  const wrong = checkForm(form, CohortInput);
  form.set("endsOn", "2026-12-20");
  const right = checkForm(form, CohortInput);

  expect(wrong.ok ? null : wrong.form.error).toEqual({ endsOn: ["order"] });
  expect(right.ok && right.value).toEqual({
    ...COHORT,
    openApplications: false,
  });
});

test("a number too large to count with is told the limit of the form, once", () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    ...COHORT,
    openApplications: "on",
    pairsTarget: "99999999999999999999",
    sessionsPlanned: "-99999999999999999999",
  }))
    form.set(name, String(value));

  const wrong = checkForm(form, CohortInput);

  expect(wrong.ok ? null : wrong.form.error).toEqual({
    pairsTarget: ["too_big?limit=10000"],
    sessionsPlanned: ["too_small?limit=1"],
  });
});

test("a deed that the team page does not know is refused", () => {
  const form = new FormData();
  form.set("deed", "promote");

  expect(checkForm(form, StaffInput).ok).toBe(false);
});
