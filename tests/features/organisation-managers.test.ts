import {
  buildCohort,
  buildOrganisation,
  buildPerson,
  buildProgramme,
} from "db/builders.ts";
import { expect, test } from "vitest";
import {
  addManager,
  organisationManagers,
  removeManager,
} from "~/features/organisations/managers.server.ts";
import { organisationPage } from "~/features/organisations/queries.server.ts";
import { asCoordinator, asPerson, queuedJobs } from "../support/context.ts";
import { freshDatabase, withDatabase } from "../support/database.ts";

test("a coordinator hands the care of an organisation to somebody, who may edit it at once", () =>
  withDatabase(async (db) => {
    const ctx = await asCoordinator(db, (await buildProgramme(db)).id);
    const { id } = await buildOrganisation(db);
    const { email, fullName, personId } = await buildPerson(db);
    await addManager(ctx, id, { email, fullName });
    expect(await queuedJobs(db)).toEqual(["mail.send"]);
    const page = await organisationPage(await asPerson(db, personId), id);
    expect(page).toMatchObject({ mayEdit: true, mayAppoint: false });
  }));

test("taking it away counts from the next request on", () =>
  withDatabase(async (db) => {
    const ctx = await asCoordinator(db, (await buildProgramme(db)).id);
    const { id } = await buildOrganisation(db);
    const { email, fullName, personId } = await buildPerson(db);
    await addManager(ctx, id, { email, fullName });
    const { managers } = await organisationManagers(ctx, id);
    await removeManager(ctx, id, managers[0]!.grantId);
    expect((await asPerson(db, personId)).actor.roles).not.toContain(
      "organisation_manager",
    );
    await expect(
      removeManager(ctx, id, managers[0]!.grantId),
    ).rejects.toMatchObject({ status: 404 });
  }));

test("only coordinators appoint: for everybody else there is no such page", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const ctx = await asCoordinator(db, cohort.programmeId);
    const { id } = await buildOrganisation(db);
    const manager = await buildPerson(db);
    await addManager(ctx, id, manager);
    const own = await asPerson(db, manager.personId);
    await expect(organisationManagers(own, id)).rejects.toMatchObject({
      status: 404,
    });
    await expect(addManager(own, id, manager)).rejects.toMatchObject({
      status: 404,
    });
  }));

test("nobody is appointed twice, by the database's own rule", async () => {
  const { db } = await freshDatabase();
  const ctx = await asCoordinator(db, (await buildProgramme(db)).id);
  const { id } = await buildOrganisation(db);
  const person = await buildPerson(db);
  await addManager(ctx, id, person);
  await expect(addManager(ctx, id, person)).rejects.toMatchObject({
    status: 409,
    key: "organisations:errors.is_manager",
  });
});
