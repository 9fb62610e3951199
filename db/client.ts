import {
  drizzle,
  type PostgresJsQueryResultHKT,
} from "drizzle-orm/postgres-js";
import type { PgDatabase } from "drizzle-orm/pg-core";
import postgres from "postgres";
import type { PgTarget } from "./embedded/supervisor.ts";
import { GuardedClient } from "./guarded-client.ts";
import * as schema from "./schema/index.ts";
import { openSocket } from "./watched-socket.ts";

/** A connection, or a transaction opened on one: queries and commands need not know which. */
export type Db = PgDatabase<PostgresJsQueryResultHKT, typeof schema>;

/** A connection string, or the address of the embedded server. */
export type Target = string | PgTarget;

/** A pool of connections to one database. */
export interface Pool {
  db: Db;
  client: GuardedClient;
  /** waits up to 5 s for running queries, then closes */
  close(): Promise<void>;
}

export interface PoolOptions {
  /** connections at most; 10 unless told */
  max?: number;
  /** for each query, in milliseconds; 0 for none; 4,500 unless told, so that its page comes within 5 s */
  deadlineMs?: number;
  /** there is a pooler that shares connections between transactions, such as pgbouncer */
  transactionPooler?: boolean;
}

/** PostgreSQL gives up a little before we do, so that its reason reaches the log. */
const SERVER_HEAD_START_MS = 250;

/**
 * Makes a pool; connections are opened when the first query needs one.
 *
 * Every query is answered within the deadline or fails with a DatabaseUnavailableError, whatever
 * happens to the connection, and the pool serves again when the database does.
 */
export function makeDb(target: Target, options: PoolOptions = {}): Pool {
  const deadlineMs = options.deadlineMs ?? 4_500;
  const settings = driverSettings(options, deadlineMs);
  const makePool = () =>
    typeof target === "string"
      ? postgres(target, settings)
      : postgres({ ...target, ...settings });
  const client = new GuardedClient(makePool, deadlineMs);
  // the guarded client offers what drizzle uses of the driver
  const db = drizzle(client as unknown as postgres.Sql, {
    schema,
    casing: "snake_case",
  });
  return { db, client, close: () => client.end() };
}

function driverSettings(
  options: PoolOptions,
  deadlineMs: number,
): postgres.Options<Record<string, never>> {
  const pooled = options.transactionPooler ?? false;
  const timeouts = {
    statement_timeout: deadlineMs && deadlineMs - SERVER_HEAD_START_MS,
    idle_in_transaction_session_timeout: deadlineMs && 2 * deadlineMs,
  };
  return {
    max: options.max ?? 10,
    idle_timeout: 60,
    connect_timeout: 4,
    fetch_types: false, // its own query would end the process when the connection is lost during it
    prepare: !pooled,
    backoff: () => 0.1,
    onnotice: () => {},
    connection: {
      application_name: "passerelle",
      TimeZone: "UTC",
      ...(pooled ? {} : timeouts),
    },
    socket: openSocket(deadlineMs),
  } as postgres.Options<Record<string, never>>; // `socket` is missing from the driver's types
}

/** The same address as a connection string, for programs that want one. */
export function connectionString(target: Target): string {
  if (typeof target === "string") return target;
  const { host, port, username, database } = target;
  return `postgresql://${username}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;
}
