import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { freshDatabase, withDatabase } from "../support/database.ts";

test("a fresh database is migrated and has the job queue", async () => {
  const { db } = await freshDatabase();

  const rows = await db.execute(
    sql`select to_regclass('graphile_worker.jobs')::text as jobs`,
  );

  expect(rows[0]).toEqual({ jobs: "graphile_worker.jobs" });
});

test("withDatabase rolls back, and inner transactions are savepoints", () =>
  withDatabase(async (db) => {
    await db.transaction((tx) => tx.execute(sql`create table a (b int)`));
    await expect(
      db.transaction((tx) => tx.execute(sql`select nonsense`)),
    ).rejects.toThrow();
    const rows = await db.execute(sql`select count(*)::int as n from a`);
    expect(rows[0]).toEqual({ n: 0 });
  }));

test("nothing of the former test is left", () =>
  withDatabase(async (db) => {
    const rows = await db.execute(sql`select to_regclass('a') as a`);
    expect(rows[0]).toEqual({ a: null });
  }));
