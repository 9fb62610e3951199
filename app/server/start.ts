import type { ServerBuild } from "@remix-run/node";
import fs from "node:fs";
import type http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  database,
  jobQueueAddress,
  openDatabase,
  StartupError,
} from "~/lib/database.server.ts";
import { acceptedOrigins, type Environment } from "~/lib/env.server.ts";
import { log } from "~/lib/log.server.ts";
import { projectRoot } from "~/lib/project-root.server.ts";
import { zonesInDispute } from "~/lib/time-zone-check.server.ts";
import { drain } from "./drain.ts";
import { createApplication, createServer } from "./http.ts";

/** What Remix's entry module may offer besides rendering. */
interface Entry {
  /** starts the job worker on the database at this address */
  startWorker?: (connectionString: string) => Promise<{
    stop(): Promise<void>;
  }>;
  /** fills an empty database with the sample programme; returns lines to show */
  loadDemo?: () => Promise<readonly string[]>;
}

/** What has been started, to be stopped in the opposite order. */
export type Closers = (() => Promise<unknown>)[];

/**
 * Starts everything: database, schema, jobs, and last the listening.
 *
 * @param closers  filled as things start, so that a failure or a signal half-way can undo them
 * @returns lines for the terminal
 * @throws {StartupError} with a sentence for the operator
 */
export async function start(
  settings: Environment,
  demo: boolean,
  closers: Closers,
): Promise<readonly string[]> {
  const build = await loadBuild();
  const entry = build.entry.module as typeof build.entry.module & Entry;
  const opened = await openDatabase(settings, {
    log: (line) => log().warn({ postgres: line }),
  });
  closers.push(() => opened.close());
  await warnOfTimeZones();
  const lines = (demo && (await entry.loadDemo?.())) || [];
  const worker = await entry.startWorker?.(jobQueueAddress());
  if (worker) closers.push(() => worker.stop());
  const files = path.join(projectRoot(), "build", "client");
  const app = createApplication({ settings, database: opened, build, files });
  const server = createServer(app);
  await listen(server, settings);
  closers.push(() => drain(server, settings.DRAIN_MS));
  return [`Passerelle is at ${acceptedOrigins(settings)[0]}`, ...lines];
}

async function loadBuild(): Promise<ServerBuild> {
  const file = path.join(projectRoot(), "build", "server", "index.js");
  if (!fs.existsSync(file))
    throw new StartupError(
      "The application is not built: run npm start, or npm run build.",
    );
  return (await import(pathToFileURL(file).href)) as ServerBuild;
}

async function warnOfTimeZones(): Promise<void> {
  const zones = await zonesInDispute(database(), new Date());
  if (zones.length === 0) return;
  log().warn(
    { zones },
    "Node.js and the database disagree about these time zones: update the older of the two",
  );
}

function listen(server: http.Server, settings: Environment): Promise<void> {
  const { HOST, PORT } = settings;
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      reject(new StartupError(whyNotListening(cause, HOST, PORT), { cause }));
    });
    server.listen(PORT, HOST, () => {
      server.removeAllListeners("error");
      server.on("error", (error) => log().error({ err: error }));
      resolve();
    });
  });
}

function whyNotListening(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} on ${host} is in use: stop the program that has it, or set another PORT.`;
  if (error.code === "EACCES")
    return `Port ${port} may not be opened by this user: set a PORT above 1023.`;
  return `The server cannot listen on ${host}:${port} (${error.code ?? error.message}): check HOST and PORT.`;
}
