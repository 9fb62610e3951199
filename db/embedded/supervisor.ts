/**
 * The embedded default database: a real PostgreSQL server whose programs come from npm, used when
 * DATABASE_URL is not set. It listens on a unix socket in the data folder and ends with the process
 * that started it, however that process ends.
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartupError } from "../startup-error.ts";
import { findBinaries } from "./binaries.ts";
import { EMBEDDED_USER, ensureCluster } from "./cluster.ts";
import { chooseIdentity, type Identity } from "./identity.ts";
import { releaseOwnership, takeOwnership } from "./owner-lock.ts";
import { Postgres, type PostgresPlace } from "./postgres-process.ts";
import { holdsPid, isRunning, readPostmaster } from "./processes.ts";

/** Where a PostgreSQL server listens. A host that is a folder means the unix socket in it. */
export interface PgTarget {
  host: string;
  port: number;
  username: string;
  database: string;
}

export interface Embedded {
  target: PgTarget;
  /** false when the database belongs to another running process, which will stop it */
  owned: boolean;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** the cluster's folder; its parent also gets the socket and a lock */
  dataDir: string;
  /** for tests: gives up crash safety for speed */
  volatile?: boolean;
  /** share the database of a running process instead of refusing: for commands beside a server */
  adopt?: boolean;
  log?: (line: string) => void;
}

const OWNER_PATIENCE_MS = 1_500;
const START_PATIENCE_MS = 30_000;

/**
 * Starts the embedded database, or adopts the one a running process has started.
 *
 * @throws {StartupError} if another process owns the data folder (said within about 2 s), the
 *   folder cannot be written, or PostgreSQL does not start within 30 s
 */
export async function startEmbedded(
  options: EmbeddedOptions,
): Promise<Embedded> {
  const wanted = path.resolve(options.dataDir);
  const lockFile = `${wanted}.lock`;
  makeFolder(path.dirname(wanted));
  const as = chooseIdentity(findBinaries(), wanted);
  const shared = await waitForOwnership(as, lockFile, options.adopt ?? false);
  if (shared) return { target: shared, owned: false, stop: async () => {} };
  try {
    await waitForRemains(as.dataDir);
    ensureCluster(as, options.volatile ?? false);
    const place = await choosePlace(as);
    const postgres = new Postgres(
      as,
      place,
      options.volatile ?? false,
      options.log ?? (() => {}),
    );
    await postgres.start(START_PATIENCE_MS);
    const stop = async () => {
      await postgres.stop();
      releaseOwnership(lockFile);
    };
    return { target: targetAt(place.host, place.port), owned: true, stop };
  } catch (error) {
    releaseOwnership(lockFile);
    throw error;
  }
}

function targetAt(host: string, port: number): PgTarget {
  return { host, port, username: EMBEDDED_USER, database: "postgres" };
}

function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (cause) {
    const why = (cause as Error).message;
    throw new StartupError(
      `The data folder ${folder} cannot be written (${why}): set DATA_DIR.`,
      { cause },
    );
  }
}

/** @returns the address of a running database to share, or undefined once the lock is ours */
async function waitForOwnership(
  as: Identity,
  lockFile: string,
  adopt: boolean,
): Promise<PgTarget | undefined> {
  const patience = adopt ? START_PATIENCE_MS : OWNER_PATIENCE_MS;
  for (const until = Date.now() + patience; ; await sleep(100)) {
    const owner = takeOwnership(lockFile);
    if (owner === undefined) return undefined;
    const shared = adopt ? runningTarget(as.dataDir) : undefined;
    if (shared) return shared;
    if (Date.now() > until) {
      throw new StartupError(
        `Another Passerelle process (pid ${owner}) is using ${as.dataDir}: stop it, or set another DATA_DIR.`,
      );
    }
  }
}

function runningTarget(dataDir: string): PgTarget | undefined {
  const running = readPostmaster(dataDir);
  if (running?.status !== "ready" || !isRunning(running.pid)) return undefined;
  return targetAt(running.socketDir || "127.0.0.1", running.port);
}

/** A database whose owner was killed shuts down by itself; PostgreSQL also refuses while a zombie holds the pid. */
async function waitForRemains(dataDir: string): Promise<void> {
  for (const until = Date.now() + START_PATIENCE_MS; ; await sleep(50)) {
    const running = readPostmaster(dataDir);
    if (!running || !holdsPid(running.pid)) return;
    if (Date.now() > until) {
      throw new StartupError(
        `PostgreSQL (pid ${running.pid}) is still using ${dataDir}: stop it, then start again.`,
      );
    }
  }
}

async function choosePlace(as: Identity): Promise<PostgresPlace> {
  if (process.platform === "win32")
    return { host: "127.0.0.1", port: await freePort(), unix: false };
  const beside = path.join(path.dirname(as.dataDir), "sock");
  // a socket's path may take 103 bytes on macOS, the strictest
  const key = createHash("sha256")
    .update(as.dataDir)
    .digest("hex")
    .slice(0, 16);
  const host =
    Buffer.byteLength(beside) <= 80
      ? beside
      : path.join(os.tmpdir(), `passerelle-${key}`);
  fs.mkdirSync(host, { recursive: true, mode: 0o700 });
  if (fs.lstatSync(host).isSymbolicLink())
    throw new StartupError(`${host} is a link: remove it, then start again.`);
  fs.chmodSync(host, 0o700);
  as.own(host);
  return { host, port: 5432, unix: true };
}

async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === "object" && address ? address.port : 0),
      );
    });
  });
}
