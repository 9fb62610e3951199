import {
  buildCohort,
  buildEnrolment,
  buildOrganisation,
  buildPerson,
  grantRole,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  auditEntries,
  organisationMemberships,
  organisations,
} from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  createOrganisation,
  editOrganisation,
  findOrCreateOrganisation,
} from "~/features/organisations/commands.server.ts";
import { OrganisationInput } from "~/features/organisations/inputs.ts";
import { organisationFilters } from "~/features/organisations/filters.ts";
import { organisationList } from "~/features/organisations/list.server.ts";
import {
  organisationForm,
  organisationPage,
} from "~/features/organisations/queries.server.ts";
import { checkForm } from "~/lib/forms.server.ts";
import {
  asAdministrator,
  asCoordinator,
  asPerson,
} from "../support/context.ts";
import { freshDatabase, withDatabase } from "../support/database.ts";

const INPUT: OrganisationInput = {
  name: "Algeria Clusters",
  kind: "network",
  country: "DZ",
  sectors: ["35", "tourism"],
  parents: [],
};

async function asManager(db: Db, organisationId: string) {
  const { personId } = await buildPerson(db);
  await grantRole(db, personId, "organisation_manager", { organisationId });
  return asPerson(db, personId);
}

async function coordinator(db: Db) {
  return asCoordinator(db, (await buildCohort(db)).programmeId);
}

test("an organisation is found by its name however it is typed, and created once", () =>
  withDatabase(async (db) => {
    const first = await findOrCreateOrganisation(db, {
      name: "Straße Cluster",
    });
    const again = await findOrCreateOrganisation(db, {
      name: "  STRASSE CLUSTER ",
    });

    expect(first.created).toBe(true);
    expect(again).toEqual({ id: first.id, created: false });
  }));

test("of two organisations of one name, the one in the same country is meant", () =>
  withDatabase(async (db) => {
    await buildOrganisation(db, { name: "Chamber", country: "FR" });
    const egyptian = await buildOrganisation(db, {
      name: "Chamber",
      country: "EG",
    });

    expect(
      await findOrCreateOrganisation(db, { name: "chamber", country: "EG" }),
    ).toEqual({ id: egyptian.id, created: false });
  }));

test("two imports at the same moment create an organisation once", async () => {
  const { db } = await freshDatabase();
  const name = "At the same moment";

  const results = await Promise.all(
    [1, 2, 3, 4].map(() =>
      db.transaction((tx) => findOrCreateOrganisation(tx, { name })),
    ),
  );

  expect(results.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(results.map(({ id }) => id)).size).toBe(1);
});

test("a coordinator enters an organisation with what it is a member of, and the audit says so", () =>
  withDatabase(async (db) => {
    const ctx = await coordinator(db);
    const network = await buildOrganisation(db, { kind: "network" });

    const id = await createOrganisation(ctx, {
      ...INPUT,
      parents: [network.id],
    });

    expect(await organisationForm(ctx, id)).toMatchObject({
      name: "Algeria Clusters",
      sectors: ["35", "tourism"],
      parents: [network.id],
    });
    const audit = await db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.subjectId, id));
    expect(audit.map(({ action }) => action)).toEqual(["organisation.create"]);
  }));

test("a mentee enters no organisation into the register", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const { personId } = await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentee",
    });

    await expect(
      createOrganisation(await asPerson(db, personId), INPUT),
    ).rejects.toMatchObject({ status: 403 });
  }));

test("a manager keeps the profile of the organisation, but not what it is a member of", () =>
  withDatabase(async (db) => {
    const network = await buildOrganisation(db, { kind: "network" });
    const mine = await buildOrganisation(db);
    await db
      .insert(organisationMemberships)
      .values({ memberId: mine.id, parentId: network.id });
    const ctx = await asManager(db, mine.id);

    await editOrganisation(ctx, mine.id, { ...INPUT, version: 1 });

    expect(await organisationForm(ctx, mine.id)).toMatchObject({
      name: "Algeria Clusters",
      version: 2,
      parents: [network.id],
    });
    await expect(
      editOrganisation(ctx, mine.id, {
        ...INPUT,
        parents: [network.id],
        version: 2,
      }),
    ).rejects.toMatchObject({ status: 403 });
  }));

test("a manager sees the members of the organisation, edits none of them, and finds nothing outside", () =>
  withDatabase(async (db) => {
    const mine = await buildOrganisation(db);
    const member = await buildOrganisation(db);
    const foreign = await buildOrganisation(db);
    await db
      .insert(organisationMemberships)
      .values({ memberId: member.id, parentId: mine.id });
    const ctx = await asManager(db, mine.id);

    const page = await organisationPage(ctx, mine.id);

    expect(page.members.map(({ id }) => id)).toEqual([member.id]);
    const edit = (id: string) =>
      editOrganisation(ctx, id, { ...INPUT, version: 1 });
    await expect(edit(member.id)).rejects.toMatchObject({ status: 403 });
    await expect(edit(foreign.id)).rejects.toMatchObject({ status: 404 });
    await expect(organisationPage(ctx, foreign.id)).rejects.toMatchObject({
      status: 404,
    });
  }));

test("a form that was filled before somebody else saved is refused and changes nothing", () =>
  withDatabase(async (db) => {
    const ctx = await asAdministrator(db);
    const { id } = await buildOrganisation(db, { name: "Before" });

    await editOrganisation(ctx, id, { ...INPUT, version: 1 });
    const late = await editOrganisation(ctx, id, {
      ...INPUT,
      name: "Late",
      version: 1,
    });

    expect(late).toEqual({ ok: false, refusal: { field: "", key: "stale" } });
    expect((await organisationForm(ctx, id)).name).toBe("Algeria Clusters");
  }));

test("an organisation never becomes a member of itself, directly or by a detour", () =>
  withDatabase(async (db) => {
    const ctx = await asAdministrator(db);
    const top = await buildOrganisation(db, { kind: "network" });
    const middle = await buildOrganisation(db);
    const low = await buildOrganisation(db, { kind: "company" });
    await db.insert(organisationMemberships).values([
      { memberId: middle.id, parentId: top.id },
      { memberId: low.id, parentId: middle.id },
    ]);
    const cycle = {
      ok: false,
      refusal: { field: "parents", key: "organisations:errors.cycle" },
    };
    const under = (parent: string) =>
      editOrganisation(ctx, top.id, {
        ...INPUT,
        parents: [parent],
        version: 1,
      });

    expect(await under(top.id)).toEqual(cycle);
    expect(await under(low.id)).toEqual(cycle);
  }));

test("a participant sees the organisations of the cohort and of nobody else", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const me = await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentee",
    });
    const other = await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentor",
    });
    const applying = await buildEnrolment(db, {
      cohortId: cohort.id,
      role: "mentor",
      state: "submitted",
    });
    const elsewhere = await buildOrganisation(db);
    const ctx = await asPerson(db, me.personId);
    const seen = async (id: string | null) =>
      organisationPage(ctx, id ?? "").then(
        () => true,
        () => false,
      );

    expect(await seen(me.organisationId)).toBe(true);
    expect(await seen(other.organisationId)).toBe(true);
    expect(await seen(applying.organisationId)).toBe(false);
    expect(await seen(elsewhere.id)).toBe(false);
  }));

test("the register is searched, filtered and read page by page without losing a row", () =>
  withDatabase(async (db) => {
    const ctx = await coordinator(db);
    const names = Array.from(
      { length: 60 },
      (_, at) => `Énergie ${String(at).padStart(2, "0")}`,
    );
    for (const name of names)
      await buildOrganisation(db, { name, country: "TN", kind: "company" });
    await buildOrganisation(db, { name: "Énergie 99", country: "FR" });
    const url = (query: string) =>
      organisationFilters(new URLSearchParams(query));

    const first = await organisationList(ctx, url("q=énergie&country=TN"));
    const second = await organisationList(
      ctx,
      url(`q=énergie&country=TN&after=${first.after}`),
    );

    expect([...first.rows, ...second.rows].map(({ name }) => name)).toEqual(
      names,
    );
    expect(second.after).toBeNull();
    expect(first.counts).toEqual({ company: 60 });
  }));

test("the address of a website that a browser would run is refused at its field", () => {
  const form = new FormData();
  form.set("name", "Somebody");
  form.set("kind", "other");
  form.set("website", "javascript:alert(1)");

  const read = checkForm(form, OrganisationInput);

  expect(read.ok ? null : read.form.error).toEqual({
    website: ["organisations:errors.website"],
  });
});

test("a form without any box ticked is an organisation without sectors and parents", () => {
  const form = new FormData();
  form.set("name", "Somebody");
  form.set("kind", "other");

  const read = checkForm(form, OrganisationInput);

  expect(read.ok && read.value).toMatchObject({ sectors: [], parents: [] });
});

test("a search for signs that have a meaning in a pattern finds them as they are", () =>
  withDatabase(async (db) => {
    const ctx = await coordinator(db);
    await db.delete(organisations);
    await buildOrganisation(db, { name: "100% Solar" });
    await buildOrganisation(db, { name: "100 Solar" });

    const found = await organisationList(
      ctx,
      organisationFilters(new URLSearchParams("q=0%25")),
    );

    expect(found.rows.map(({ name }) => name)).toEqual(["100% Solar"]);
  }));
