import { buildCohort, buildEnrolment, buildPerson } from "db/builders.ts";
import { people } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { personChoices } from "~/features/matching/person-choices.server.ts";
import { CriteriaFormInput } from "~/features/programmes/criteria-form.ts";
import { withDatabase } from "../support/database.ts";

test("two hundred can be chosen from, and a part of the name finds the others", () =>
  withDatabase(async (db) => {
    const cohort = await buildCohort(db);
    const enrol = async (fullName: string, over = {}) => {
      const { personId } = await buildPerson(db);
      await db.update(people).set({ fullName }).where(eq(people.id, personId));
      const to = { cohortId: cohort.id, role: "mentor" as const, personId };
      return (await buildEnrolment(db, { ...to, ...over })).id;
    };
    const choices = (query: string) =>
      personChoices(db, cohort.id, "mentor", new URLSearchParams(query));
    for (let at = 0; at < 200; at += 1)
      await enrol(`Amal ${String(at).padStart(3, "0")}`);
    expect(await choices("")).toMatchObject({ hasMore: false, part: "" });
    const last = await enrol("Zoé Lefèvre");
    const waiting = await enrol("Zoé Later", { state: "submitted" });
    const other = await enrol("Zoé Mentee", { role: "mentee" });

    const all = await choices("");
    expect(all.offered).toHaveLength(200);
    expect(all).toMatchObject({ hasMore: true, first: 200 });
    expect(all.offered.some(({ id }) => id === last)).toBe(false);
    const found = await choices("mentorName=lefevre");
    expect(found.offered.map(({ name }) => name)).toEqual(["Zoé Lefèvre"]);
    const chosen = await choices(`mentor=${last}`);
    expect(chosen.chosen?.name).toBe("Zoé Lefèvre");
    expect(chosen.offered[0]?.id).toBe(last); // a form shows whom it holds
    expect(chosen.first).toBe(200);
    for (const id of [waiting, other, "nobody", ""])
      expect((await choices(`mentor=${id}`)).chosen).toBeNull();
    expect((await choices("mentorName=zo")).offered).toHaveLength(1);
  }));

test("the form of the criteria knows the fields that narrow the choice", () => {
  const { error } = CriteriaFormInput.safeParse({
    menteeName: "a",
    mentorName: "b",
  });
  expect(JSON.stringify(error?.issues)).not.toContain("unrecognized");
});
