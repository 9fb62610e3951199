import { sql } from "drizzle-orm";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeDb, type Db, type Target } from "./client.ts";
import { startEmbedded, type Embedded } from "./embedded/supervisor.ts";
import { isMigrated, migrateLocked } from "./migrate.ts";
import { StartupError } from "./startup-error.ts";

export interface OpenOptions {
  /** an external PostgreSQL; the embedded one serves when it is absent */
  url?: string;
  /** the same database without a transaction pooler in between */
  migrationUrl?: string;
  /** the folder of all data; the embedded database takes `pg18` in it */
  dataDir: string;
  /** connections of the main pool; 10 unless told */
  connections?: number;
  transactionPooler?: boolean;
  /** share the embedded database of a running server: for commands */
  adopt?: boolean;
  /** the folder of migrations to bring the database to */
  migrations: string;
  log?: (line: string) => void;
}

/** An open, migrated database. */
export interface OpenDatabase {
  db: Db;
  /** for exports and long reads: two connections of its own, queries of up to a minute */
  reports: Db;
  /** PostgreSQL itself, without a pooler: for the job queue, which listens */
  directTarget: Target;
  /** connection failures since the last answer */
  failures(): number;
  /** connection failures since the start */
  losses(): number;
  /** whether it answers now */
  answers(): Promise<boolean>;
  /** whether it answers now with this release's schema */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

const REPORT_CONNECTIONS = 2;
const REPORT_DEADLINE_MS = 60_000;
const OLDEST_VERSION = 150_000;

/**
 * Opens the database, starting the embedded one if no other is named, and migrates it.
 *
 * @throws {StartupError} if it cannot be reached, is older than PostgreSQL 15, belongs to another
 *   process, or has the schema of a newer release
 */
export async function openDatabase(
  options: OpenOptions,
): Promise<OpenDatabase> {
  const { url, migrationUrl } = options;
  const embedded = url ? undefined : await startOwn(options);
  const target = url ?? embedded?.target ?? ""; // there is always one of them
  const pools = openPools(target, { ...options, directTarget: migrationUrl });
  const close = async () => {
    if (embedded?.owned) await othersGone(pools.db).catch(() => {});
    await pools.close();
    await embedded?.stop();
  };
  try {
    await requireServer(pools.db, url);
    await migrateLocked(pools.directTarget, options.migrations);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...pools, close };
}

/** Makes the pools of a database that runs and is migrated already. */
export function openPools(
  target: Target,
  options: Pick<
    OpenOptions,
    "connections" | "transactionPooler" | "migrations"
  > & { directTarget?: Target },
): OpenDatabase {
  const { connections, transactionPooler, migrations } = options;
  const main = makeDb(target, { max: connections, transactionPooler });
  const reports = makeDb(target, {
    max: REPORT_CONNECTIONS,
    deadlineMs: REPORT_DEADLINE_MS,
    transactionPooler,
  });
  return {
    db: main.db,
    reports: reports.db,
    directTarget: options.directTarget ?? target,
    failures: () => main.client.failures,
    losses: () => main.client.losses,
    answers: () => succeeds(() => main.client.unsafe("select 1")),
    isReady: () => isMigrated(main, migrations).catch(() => false),
    close: async () => {
      await Promise.all([main.close(), reports.close()]);
    },
  };
}

function startOwn({ dataDir, adopt, log }: OpenOptions): Promise<Embedded> {
  return startEmbedded({ dataDir: path.join(dataDir, "pg18"), adopt, log });
}

/** Lets the job queue's connections end by themselves before the server that they lead to does. */
async function othersGone(db: Db): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    const others = await db.execute(
      sql`select 1 from pg_stat_activity
          where backend_type = 'client backend' and application_name <> 'passerelle'`,
    );
    if (others.length === 0) return;
    await sleep(100);
  }
}

async function requireServer(db: Db, url?: string): Promise<void> {
  let version: number;
  try {
    const rows = await db.execute<{ version: string }>(
      sql`select current_setting('server_version_num') as version`,
    );
    version = Number(rows[0]?.version);
  } catch (cause) {
    const why = rootOf(cause).message;
    throw new StartupError(
      url
        ? `The database at ${placeOf(url)} cannot be used (${why}): check DATABASE_URL.`
        : `The embedded database does not answer (${why}).`,
      { cause },
    );
  }
  if (version < OLDEST_VERSION) {
    throw new StartupError(
      `The database at ${placeOf(url ?? "")} is older than PostgreSQL 15, the oldest that works here.`,
    );
  }
}

/** drizzle wraps the error that says why. */
function rootOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause instanceof Error ? rootOf(error.cause) : error;
}

/** Host, port and name of a database, without the password. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return "DATABASE_URL";
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

async function succeeds(attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt();
    return true;
  } catch {
    return false;
  }
}
