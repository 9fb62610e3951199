import { makeDb, type Target } from "db/client.ts";
import { startEmbedded } from "db/embedded/supervisor.ts";
import { migrateLocked } from "db/migrate.ts";
import fs from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { scratchDir } from "./scratch.ts";

declare module "vitest" {
  interface ProvidedContext {
    target: Exclude<Target, string>;
    /** a folder that is removed after the run */
    scratch: string;
  }
}

/** The name of the migrated database that every test file clones. */
export const TEMPLATE = "passerelle_template";

/** One throw-away PostgreSQL for the whole run, with one migrated template. */
export default async function setup({ provide }: TestProject) {
  const base = scratchDir("passerelle-test-");
  const embedded = await startEmbedded({
    dataDir: path.join(base, "pg"),
    volatile: true,
  });
  const admin = makeDb(embedded.target, { max: 1 });
  await admin.client.unsafe(`create database ${TEMPLATE}`);
  await admin.close();
  await migrateLocked(
    { ...embedded.target, database: TEMPLATE },
    "db/migrations",
  );
  provide("target", embedded.target);
  provide("scratch", base);
  return async () => {
    await embedded.stop();
    fs.rmSync(base, { recursive: true, force: true });
  };
}
