import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withDatabase } from "../support/database.ts";

test("a fresh database is migrated and has the job queue", () =>
  withDatabase(async (db) => {
    const rows = await db.execute(
      sql`select to_regclass('graphile_worker.jobs')::text as jobs`,
    );
    expect(rows[0]).toEqual({ jobs: "graphile_worker.jobs" });
  }));

test("inner transactions are savepoints", () =>
  withDatabase(async (db) => {
    await db.transaction((tx) => tx.execute(sql`create table a (b int)`));
    const failing = db.transaction((tx) => tx.execute(sql`select nonsense`));
    await expect(failing).rejects.toThrow();
    const rows = await db.execute(sql`select count(*)::int as n from a`);
    expect(rows[0]).toEqual({ n: 0 });
  }));

test("nothing of an earlier test is left", () =>
  withDatabase(async (db) => {
    const rows = await db.execute(sql`select to_regclass('a') as a`);
    expect(rows[0]).toEqual({ a: null });
  }));
