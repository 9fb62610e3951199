import { type Db, makeDb, type Pool, type Target } from "db/client.ts";
import { randomUUID } from "node:crypto";
import { afterAll, inject } from "vitest";
import { TEMPLATE } from "./postgres.ts";

/** An address and a pool of a fresh, migrated database, dropped when the calling file has ended. */
export async function freshDatabase(): Promise<
  Pool & { target: Exclude<Target, string> }
> {
  const server = inject("target");
  const database = `test_${randomUUID().replaceAll("-", "")}`;
  const admin = makeDb(server, { max: 1, deadlineMs: 0 });
  await admin.client.unsafe(
    `create database ${database} template ${TEMPLATE} strategy file_copy`,
  );
  const target = { ...server, database };
  const pool = makeDb(target, { max: 5 });
  afterAll(async () => {
    await pool.close();
    await admin.client.unsafe(`drop database ${database} with (force)`);
    await admin.close();
  });
  return { ...pool, target };
}

let shared: Promise<Pool> | undefined;

/**
 * Gives a test the file's database inside a transaction that is rolled back afterwards. The
 * transactions of the code under test become savepoints; what needs two connections at once
 * takes a freshDatabase() instead.
 */
export async function withDatabase<T>(
  test: (db: Db) => Promise<T>,
): Promise<void> {
  const { db } = await (shared ??= freshDatabase());
  try {
    await db.transaction(async (tx) => {
      await test(tx);
      throw new RollBack();
    });
  } catch (error) {
    if (!(error instanceof RollBack)) throw error;
  }
}

class RollBack extends Error {}
