import path from "node:path";
import { StartupError } from "~/lib/database.server.ts";
import {
  type Environment,
  environment,
  loadDotEnv,
  setEnvironment,
} from "~/lib/env.server.ts";
import { log } from "~/lib/log.server.ts";
import { surviveKnownFaults } from "./process-faults.ts";
import { type Closers, start } from "./start.ts";

const closers: Closers = [];
let stopping: Promise<void> | undefined;

/** Undoes what was started, the last first. */
function stop(): Promise<void> {
  return (stopping ??= (async () => {
    for (const close of closers.splice(0).reverse()) {
      await close().catch((error: unknown) => log().error({ err: error }));
    }
  })());
}

async function stopAndExit(code: number): Promise<void> {
  await stop();
  process.exit(code);
}

function stopOnSignals(): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.on(signal, () => void stopAndExit(0));
  if (!process.env.npm_lifecycle_event) return;
  // a signal to npm ends npm and its shell, but not us
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void stopAndExit(0);
  }, 500).unref();
}

/** The demonstration keeps to itself: data of its own, this machine only. */
function forDemo(settings: Environment): Environment {
  return {
    ...settings,
    HOST: "127.0.0.1",
    ORIGIN: undefined,
    DATABASE_URL: undefined,
    DATABASE_MIGRATION_URL: undefined,
    DATABASE_POOLER: undefined,
    DATA_DIR: path.join(settings.DATA_DIR, "demo"),
  };
}

async function main(): Promise<void> {
  const demo = process.argv.includes("--demo");
  try {
    process.env.NODE_ENV ??= "production";
    loadDotEnv();
    const settings = demo ? forDemo(environment()) : environment();
    setEnvironment(settings);
    surviveKnownFaults();
    stopOnSignals();
    const lines = await start(settings, demo, closers);
    process.stdout.write(`${lines.join("\n")}\n`);
  } catch (error) {
    complain(error);
    await stopAndExit(1);
  }
}

function complain(error: unknown): void {
  const known = error instanceof StartupError;
  if (process.env.DEBUG || !known) console.error(error);
  else console.error(error.message);
}

await main();
