import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { main } from "~/cli/main";

export interface PrintedCriterion {
  readonly criterion: string;
  readonly s: number;
  readonly weight: number;
  readonly points: number;
  readonly reason: string;
}

export interface PrintedPair {
  readonly mentee: string;
  readonly mentor: string;
  readonly score: number;
  readonly pinned?: boolean;
  /** Only `match` prints them; an empty list otherwise would hide that. */
  readonly criteria: readonly PrintedCriterion[];
}

/** What `match` and `assign` promise to print. */
export interface PrintedResult {
  readonly objective: string;
  readonly matched: number;
  readonly total: number;
  readonly worst: number | null;
  readonly pairs: readonly PrintedPair[];
  readonly unmatched: readonly {
    readonly mentee: string;
    readonly reason: string;
  }[];
  readonly certificate: Readonly<
    Record<"primal" | "dual" | "pairsChecked" | "violations", number>
  >;
  readonly blockingPairs?: number;
  readonly warnings: readonly string[];
  readonly referenceDate?: string;
}

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The folder that held the files. */
  readonly folder: string;
  /** stdout as JSON; without any, reading it fails the test. */
  readonly json: PrintedResult;
}

/**
 * Runs a command line over files that are written for it; an argument that is the name of one becomes its path.
 *
 * The clock stands at 22 November 2026, 10:00 UTC.
 */
export async function runCli(
  args: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<CliRun> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "passerelle-cli-"));
  for (const [name, content] of Object.entries(files)) {
    fs.writeFileSync(path.join(folder, name), content);
  }
  let [stdout, stderr] = ["", ""];
  const code = await main(
    args.map((arg) =>
      arg in files || arg.startsWith("out/") ? path.join(folder, arg) : arg,
    ),
    {
      env,
      now: () => new Date("2026-11-22T10:00:00Z"),
      stdout: (text) => void (stdout += text),
      stderr: (text) =>
        void (stderr += text.replaceAll(`${folder}${path.sep}`, "")),
    },
  );
  return {
    code,
    stdout,
    stderr,
    folder,
    get json() {
      return JSON.parse(stdout) as PrintedResult;
    },
  };
}
