import { migrate } from "drizzle-orm/postgres-js/migrator";
import { runMigrations as migrateJobQueue } from "graphile-worker";
import fs from "node:fs";
import path from "node:path";
import { connectionString, makeDb, type Pool, type Target } from "./client.ts";
import { StartupError } from "./startup-error.ts";

/** Any number will do, as long as every release uses the same. */
const LOCK = 72_170_001;

/**
 * Brings the database to this release's schema, and the job queue's with it. Servers that start
 * together take turns; being killed in between leaves the schema of before or of after.
 *
 * @param target must reach PostgreSQL directly, not through a transaction pooler
 * @throws {StartupError} if a newer release has already changed the database
 */
export async function migrateLocked(
  target: Target,
  folder: string,
): Promise<void> {
  const pool = makeDb(target, { max: 1, deadlineMs: 0 });
  try {
    await pool.client.unsafe(`select pg_advisory_lock(${LOCK})`);
    await refuseNewerSchema(pool, folder);
    await migrate(pool.db as unknown as Parameters<typeof migrate>[0], {
      migrationsFolder: folder,
    });
    await migrateJobQueue({ connectionString: connectionString(target) });
    await pool.client.unsafe(`select pg_advisory_unlock(${LOCK})`);
  } finally {
    await pool.close();
  }
}

/** Whether the schema is this release's: every migration of the folder is applied and no other. */
export async function isMigrated(pool: Pool, folder: string): Promise<boolean> {
  const applied = await appliedMigrations(pool);
  const known = knownMigrations(folder);
  return (
    applied.length === known.size && applied.every((when) => known.has(when))
  );
}

async function refuseNewerSchema(pool: Pool, folder: string): Promise<void> {
  const known = knownMigrations(folder);
  const applied = await appliedMigrations(pool);
  if (applied.every((when) => known.has(when))) return;
  throw new StartupError(
    "The database was changed by a newer release of Passerelle: start that release, or restore a backup made with this one.",
  );
}

/** Migrations are told apart by the moment they were generated, in milliseconds. */
function knownMigrations(folder: string): Set<number> {
  const journal = JSON.parse(
    fs.readFileSync(path.join(folder, "meta/_journal.json"), "utf8"),
  ) as {
    entries: { when: number }[];
  };
  return new Set(journal.entries.map((entry) => entry.when));
}

async function appliedMigrations(pool: Pool): Promise<number[]> {
  const [table] = (await pool.client.unsafe(
    "select to_regclass('drizzle.__drizzle_migrations') as name",
  )) as {
    name: string | null;
  }[];
  if (!table?.name) return [];
  const rows = (await pool.client.unsafe(
    "select created_at from drizzle.__drizzle_migrations",
  )) as {
    created_at: string;
  }[];
  return rows.map((row) => Number(row.created_at));
}
