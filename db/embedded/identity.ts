import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { StartupError } from "../startup-error.ts";

/** Whose rights PostgreSQL runs with, and where its programs and data are then kept. */
export interface Identity {
  native: string;
  dataDir: string;
  /** put before the command line */
  prefix: string[];
  spawn: { uid?: number; gid?: number };
  /** gives a file or folder to the identity */
  own(file: string): void;
  how: string;
}

const NAMESPACE = ["unshare", "-U", "--map-user=65534", "--map-group=65534"];

/**
 * PostgreSQL refuses to run as root, so root lends it another identity without creating a user:
 * an existing unprivileged account; a user namespace when that account cannot reach the folders;
 * a copy under /var/lib when namespaces are forbidden, as in most containers.
 *
 * @throws {StartupError} if none of these works
 */
export function chooseIdentity(native: string, dataDir: string): Identity {
  const same: Identity = {
    native,
    dataDir,
    prefix: [],
    spawn: {},
    own: () => {},
    how: "same user",
  };
  if (process.platform === "win32" || process.getuid?.() !== 0) return same;
  if (othersCanReach(native) && othersCanReach(path.dirname(dataDir)))
    return asAccount(native, dataDir);
  if (namespacesWork())
    return { ...same, prefix: NAMESPACE, how: "user namespace" };
  return asAccount(...moveToVarLib(native, dataDir));
}

function asAccount(native: string, dataDir: string): Identity {
  const uid = accountId("-u");
  const gid = accountId("-g");
  const own = (file: string) => fs.chownSync(file, uid, gid);
  return {
    native,
    dataDir,
    prefix: [],
    spawn: { uid, gid },
    own,
    how: `uid ${uid}`,
  };
}

function accountId(flag: "-u" | "-g"): number {
  for (const account of ["postgres", "nobody"]) {
    const answer = spawnSync("id", [flag, account], { encoding: "utf8" });
    if (answer.status === 0) return Number(answer.stdout);
  }
  return 65534;
}

function othersCanReach(place: string): boolean {
  for (let folder = path.resolve(place); ; folder = path.dirname(folder)) {
    const found = fs.statSync(folder, { throwIfNoEntry: false });
    if (found && !(found.mode & 0o001)) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

function namespacesWork(): boolean {
  const [command = "", ...rest] = NAMESPACE;
  return spawnSync(command, [...rest, "true"]).status === 0;
}

/** Where private data goes when only a public folder can be read by an unprivileged account. */
function moveToVarLib(
  native: string,
  dataDir: string,
): [native: string, dataDir: string] {
  const key = createHash("sha256").update(dataDir).digest("hex").slice(0, 10);
  const home = path.join("/var/lib", `passerelle-${key}`);
  const copy = path.join(home, "native");
  try {
    fs.mkdirSync(home, { recursive: true, mode: 0o755 });
    if (!fs.existsSync(copy)) {
      fs.rmSync(`${copy}.new`, { recursive: true, force: true });
      fs.cpSync(native, `${copy}.new`, {
        recursive: true,
        verbatimSymlinks: true,
      });
      fs.renameSync(`${copy}.new`, copy);
    }
  } catch (cause) {
    const advice =
      "Move the checkout out of private folders such as /root, run as another user, or set DATABASE_URL.";
    throw new StartupError(
      `Running as root, PostgreSQL needs an account that can reach ${dataDir}. ${advice}`,
      {
        cause,
      },
    );
  }
  return [copy, path.join(home, path.basename(dataDir))];
}
