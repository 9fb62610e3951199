import fs from "node:fs";
import { isRunning, startMark } from "./processes.ts";

interface Owner {
  pid: number;
  mark: string;
}

/**
 * Takes the lock that says which process started the database of a data folder.
 * A lock whose process has died is taken over.
 *
 * @returns undefined when the lock is ours, else the process id of its living owner
 */
export function takeOwnership(lockFile: string): number | undefined {
  const mine = `${lockFile}.${process.pid}`;
  fs.writeFileSync(
    mine,
    JSON.stringify({
      pid: process.pid,
      mark: startMark(process.pid),
    } satisfies Owner),
  );
  try {
    for (;;) {
      if (link(mine, lockFile)) return undefined;
      const owner = livingOwner(lockFile);
      if (owner !== undefined) return owner;
      fs.rmSync(lockFile, { force: true });
    }
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

/** The living owner of a data folder, if it has one. */
function livingOwner(lockFile: string): number | undefined {
  try {
    const { pid, mark } = JSON.parse(
      fs.readFileSync(lockFile, "utf8"),
    ) as Owner;
    return isRunning(pid) && startMark(pid) === mark ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Gives the lock back, if it is ours. */
export function releaseOwnership(lockFile: string): void {
  if (livingOwner(lockFile) === process.pid)
    fs.rmSync(lockFile, { force: true });
}

function link(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to); // atomic, unlike looking first
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
