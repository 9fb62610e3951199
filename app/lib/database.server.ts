import type { Db } from "db/client.ts";
import { connectionString } from "db/client.ts";
import { openDatabase as open, type OpenDatabase } from "db/open.ts";
import { type Environment } from "./env.server.ts";
import { migrationsFolder } from "./project-root.server.ts";

export { StartupError } from "db/startup-error.ts";
export { isUnavailable } from "db/unavailable.ts";
export type { OpenDatabase } from "db/open.ts";

// two bundles of this file live in one process, the server's and Remix's: one pool for both
const slot = globalThis as { passerelleDatabase?: OpenDatabase };

/**
 * The database of this process.
 *
 * @throws {Error} if nobody has opened it: a fault of ours
 */
export function database(): Db {
  return opened().db;
}

/** The same database through two connections of its own, for exports and long reads of up to a minute. */
export function reportsDatabase(): Db {
  return opened().reports;
}

/** Gives the process its database; tests give it theirs. */
export function setDatabase(chosen: OpenDatabase | undefined): void {
  slot.passerelleDatabase = chosen;
}

/**
 * Opens and migrates the database that the settings name, and makes it the process's.
 *
 * @param adopt  share the embedded database of a running server, as commands do
 * @throws {StartupError} with a sentence for the operator
 */
export async function openDatabase(
  settings: Environment,
  options: { adopt?: boolean; log?: (line: string) => void } = {},
): Promise<OpenDatabase> {
  const chosen = await open({
    url: settings.DATABASE_URL,
    migrationUrl: settings.DATABASE_MIGRATION_URL,
    dataDir: settings.DATA_DIR,
    connections: settings.DATABASE_POOL,
    transactionPooler: settings.DATABASE_POOLER === "transaction",
    migrations: migrationsFolder(),
    ...options,
  });
  setDatabase(chosen);
  return chosen;
}

/** How the job queue reaches PostgreSQL: directly, since it listens. */
export function jobQueueAddress(): string {
  return connectionString(opened().directTarget);
}

function opened(): OpenDatabase {
  if (!slot.passerelleDatabase) throw new Error("the database is not open");
  return slot.passerelleDatabase;
}
