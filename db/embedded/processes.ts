import fs from "node:fs";

/** What PostgreSQL writes about itself in `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  port: number;
  socketDir: string;
  status: string;
  /** when the file was last written, in milliseconds: tells this run's file from the last one's */
  writtenAt: number;
}

/** Reads `postmaster.pid`; undefined when there is none or it is not whole yet. */
export function readPostmaster(dataDir: string): Postmaster | undefined {
  let lines: string[];
  let writtenAt: number;
  try {
    const file = `${dataDir}/postmaster.pid`;
    writtenAt = fs.statSync(file).mtimeMs;
    lines = fs.readFileSync(file, "utf8").split("\n");
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return {
    pid,
    port: Number(lines[3]),
    socketDir: lines[4] ?? "",
    status: (lines[7] ?? "").trim(),
    writtenAt,
  };
}

/** Whether the process id is taken, even by a zombie: PostgreSQL looks no further than that. */
export function holdsPid(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether the process runs: a zombie, killed but not yet reaped, does not. */
export function isRunning(pid: number): boolean {
  if (!holdsPid(pid)) return false;
  try {
    return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return true; // not Linux: no way to tell
  }
}

/** When a process started, in the kernel's ticks; tells a process from a later one with the same id. Empty if unknown. */
export function startMark(pid: number): string {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
