import { buildPerson } from "db/builders.ts";
import { people } from "db/schema/index.ts";
import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { chooseLanguage } from "~/features/people/profile.server.ts";
import { asPerson } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

test("the language chosen on a page becomes the person's own, and nobody else's", () =>
  withDatabase(async (db) => {
    const one = await buildPerson(db, { fullName: "One" });
    await buildPerson(db, { fullName: "Two" });
    await chooseLanguage(await asPerson(db, one.personId), "ar");
    const rows = await db
      .select({ name: people.fullName, locale: people.locale })
      .from(people)
      .orderBy(asc(people.fullName));
    expect(rows).toEqual([
      { name: "One", locale: "ar" },
      { name: "Two", locale: "en" },
    ]);
  }));
