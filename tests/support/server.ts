import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Target } from "db/client.ts";
import { freePort } from "./listen.ts";
import { testFolder } from "./test-folder.ts";

const START_PATIENCE_MS = 40_000;

/** How a process ended, and what it said. */
export interface Ending {
  code: number | null;
  stdout: string;
  stderr: string;
  ms: number;
}

/** A running production server of the calling test. */
export interface RunningServer {
  origin: string;
  port: number;
  dataDir: string;
  process: ChildProcess;
  /** its embedded database */
  target: Exclude<Target, string>;
  /** asks it to stop */
  stop(): Promise<Ending>;
  /** ends it without asking */
  kill(): Promise<Ending>;
}

/** Runs `node build/server.mjs` with these variables and no others of ours, until it ends. */
export function runServer(
  variables: Record<string, string>,
  args: readonly string[] = [],
): { process: ChildProcess; ended: Promise<Ending> } {
  if (!fs.existsSync("build/server.mjs"))
    throw new Error("Not built: run npm run build, or npm test, which does.");
  const began = performance.now();
  const { PATH = "", HOME = "", TMPDIR = "" } = process.env;
  // as under npm, it ends when whoever started it is gone: a killed test run leaves no servers
  const npm_lifecycle_event = "test";
  const usual = { PATH, HOME, TMPDIR, LOG_LEVEL: "error", npm_lifecycle_event };
  const env = { ...usual, ...variables };
  const child = spawn(process.execPath, ["build/server.mjs", ...args], {
    env: env as unknown as NodeJS.ProcessEnv, // NODE_ENV is left to the server
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (bytes) => (said.stdout += String(bytes)));
  child.stderr.on("data", (bytes) => (said.stderr += String(bytes)));
  const ended = new Promise<Ending>((resolve) => {
    child.once("close", (code) =>
      resolve({ code, ...said, ms: performance.now() - began }),
    );
  });
  return { process: child, ended };
}

/** Starts a server on a free port, with a data folder of its own unless one is given, and waits until it is ready. */
export async function startServer(
  options: {
    dataDir?: string;
    variables?: Record<string, string>;
    args?: readonly string[];
  } = {},
): Promise<RunningServer> {
  const port = await freePort();
  const dataDir = options.dataDir ?? testFolder("server");
  const { process: child, ended } = runServer(
    { PORT: String(port), DATA_DIR: dataDir, ...options.variables },
    options.args,
  );
  const origin = `http://127.0.0.1:${port}`;
  await ready(origin, child, ended);
  let asked = false;
  const end = (signal: NodeJS.Signals) => () => {
    asked = true;
    child.kill(signal);
    return ended;
  };
  void ended.then(({ code, stderr }) => {
    if (!asked) console.error(`a server ended by itself (${code}): ${stderr}`);
  });
  return {
    origin,
    port,
    dataDir,
    process: child,
    target: socketIn(dataDir),
    stop: end("SIGTERM"),
    kill: end("SIGKILL"),
  };
}

async function ready(
  origin: string,
  child: ChildProcess,
  ended: Promise<Ending>,
): Promise<void> {
  for (const until = Date.now() + START_PATIENCE_MS; ; await sleep(25)) {
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
    if (child.exitCode !== null)
      throw new Error(`the server ended: ${(await ended).stderr}`);
    if (Date.now() > until) {
      child.kill("SIGKILL");
      throw new Error(`the server is not ready: ${(await ended).stderr}`);
    }
  }
}

function socketIn(dataDir: string): Exclude<Target, string> {
  const host = path.join(dataDir, "sock");
  return { host, port: 5432, username: "postgres", database: "postgres" };
}
