import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { describeError } from "~/lib/log.server.ts";
import { hideTokens } from "~/server/request-log.ts";
import { withDatabase } from "../support/database.ts";

test("an error in the log says what failed, but none of the values", () =>
  withDatabase(async (db) => {
    await db.execute(sql`create temporary table t (email text unique)`);
    await db.execute(sql`insert into t values ('amal@example.org')`);
    const failure: unknown = await db
      .transaction((tx) =>
        tx.execute(sql`insert into t values (${"amal@example.org"})`),
      )
      .catch((error: unknown) => error);

    const described = JSON.stringify(describeError(failure));

    expect(described).toContain("t_email_key");
    expect(described).toContain("23505");
    expect(described).toContain("log.test.ts");
    expect(described).not.toContain("amal");
  }));

test.each([
  ["/reset/Zk3vTq8rNw1LxY5bAa0PzQ?x=1", "/reset/:token"],
  ["/calendar/Zk3vTq8rNw1LxY5bAa0PzQ.ics", "/calendar/:token.ics"],
  [
    "/pairings/7b0d7c7e-0f5b-4c3e-9a56-1d3c2f4b5a69/edit",
    "/pairings/7b0d7c7e-0f5b-4c3e-9a56-1d3c2f4b5a69/edit",
  ],
  ["/login", "/login"],
])("the log shows %s as %s", (url, shown) => {
  expect(hideTokens(url)).toBe(shown);
});
