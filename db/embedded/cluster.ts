import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { StartupError } from "../startup-error.ts";
import { program } from "./binaries.ts";
import type { Identity } from "./identity.ts";

/** The major release whose data folders these binaries understand. */
const MAJOR = "18";
/** The role that owns the embedded cluster. */
export const EMBEDDED_USER = "postgres";

/**
 * Creates the cluster if there is none: in a sibling folder that is then renamed, so that being
 * killed half-way never leaves half a cluster.
 *
 * @throws {StartupError} if it cannot be created, or was made by another major release
 */
export function ensureCluster(as: Identity, volatile: boolean): void {
  const version = path.join(as.dataDir, "PG_VERSION");
  if (!fs.existsSync(version)) createCluster(as, volatile);
  const found = fs.readFileSync(version, "utf8").trim();
  if (found !== MAJOR) {
    throw new StartupError(
      `${as.dataDir} was made by PostgreSQL ${found} and this release embeds ${MAJOR}: ` +
        "export with the release that made it, then import here.",
    );
  }
}

function createCluster(as: Identity, volatile: boolean): void {
  const unfinished = `${as.dataDir}.new`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.mkdirSync(unfinished, { mode: 0o700 });
  as.own(unfinished);
  const options = [
    "-U",
    EMBEDDED_USER,
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--no-instructions",
  ];
  const locale = ["--locale-provider=builtin", "--locale=C.UTF-8"];
  const safety = volatile ? "--no-sync" : "--data-checksums";
  const line = [
    ...as.prefix,
    program(as.native, "initdb"),
    "-D",
    unfinished,
    ...options,
    ...locale,
    safety,
  ];
  const [command = "", ...rest] = line;
  const made = spawnSync(command, rest, {
    ...as.spawn,
    ...postgresSurroundings(),
    encoding: "utf8",
  });
  if (made.status !== 0) {
    const why =
      (made.error?.message ?? made.stderr).trim().split("\n").at(-1) ?? "";
    throw new StartupError(
      `PostgreSQL could not create its data folder ${as.dataDir}: ${why}`,
    );
  }
  fs.renameSync(unfinished, as.dataDir);
}

/** Working folder and environment for PostgreSQL: reachable by any identity, messages in English. */
export function postgresSurroundings(): {
  cwd: string;
  env: NodeJS.ProcessEnv;
} {
  const env = { ...process.env, LC_ALL: "C" };
  for (const name of Object.keys(env))
    if (name.startsWith("PG")) Reflect.deleteProperty(env, name);
  return { cwd: path.parse(process.cwd()).root, env };
}
