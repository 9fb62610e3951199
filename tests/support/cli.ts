import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { main } from "~/cli/main";

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The folder that held the files. */
  readonly folder: string;
  /** stdout as JSON. */
  // a test looks at whatever the command printed
  readonly json: any;
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
  const json = stdout.startsWith("{") ? JSON.parse(stdout) : undefined;
  return { code, stdout, stderr, folder, json };
}
