import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// inside the project, so that the bundle finds its packages
const cache = path.resolve("node_modules/.cache");
fs.mkdirSync(cache, { recursive: true });
const folder = fs.mkdtempSync(path.join(cache, "cli-test-"));
const program = path.join(folder, "cli.mjs");
const file = (name: string, text: string) => {
  const full = path.join(folder, name);
  fs.writeFileSync(full, text);
  return full;
};

beforeAll(async () => {
  await build({
    entryPoints: ["app/cli/index.ts"],
    outfile: program,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    alias: { "~": "./app", db: "./db" },
    logLevel: "error",
  });
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function run(
  args: string[],
  env: Record<string, string> = {},
  closeEarly = false,
) {
  const child = spawn(process.execPath, [program, ...args], {
    // the environment is the test's own, without a language or DEBUG
    env: { NODE_ENV: "production", PATH: process.env["PATH"], ...env },
    cwd: os.tmpdir(),
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
    if (closeEarly) child.stdout.destroy();
  });
  child.stderr.on("data", (chunk) => void (stderr += chunk));
  return new Promise<{ code: number | null; stdout: string; stderr: string }>(
    (resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })),
  );
}

describe("as a process", () => {
  test("stdout is the JSON alone, however long, and the code is 0", async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, at) => `mentee-${at},m${at % 40},${at % 10_000}\n`,
    );
    const scores = file("long.csv", `mentee,mentor,score\n${rows.join("")}`);
    const { code, stdout, stderr } = await run(["assign", "--scores", scores]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.length).toBeGreaterThan(1_000_000);
    expect(JSON.parse(stdout).unmatched).toHaveLength(20_000 - 40);
  });

  test("bad input ends with 2, a message in the environment's language and no JSON", async () => {
    const { code, stdout, stderr } = await run(
      ["assign", "--scores", "/none.csv"],
      { LANG: "fr_FR.UTF-8" },
    );
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("ce fichier n’existe pas");
  });

  test("a fault of ours ends with 1, and shows its stack only with DEBUG", async () => {
    // the bundle is broken on purpose, where it prints the result
    const broken = path.join(folder, "broken.mjs");
    const source = fs.readFileSync(program, "utf8");
    fs.writeFileSync(
      broken,
      source.replace(
        "function printResult(",
        "function printResult() { null.fault; }\nfunction unusedPrintResult(",
      ),
    );
    const scores = file("s.csv", "mentee,mentor,score\n");
    const args = ["assign", "--scores", scores];
    const original = fs.readFileSync(program);
    fs.copyFileSync(broken, program);
    try {
      const quiet = await run(args);
      expect([quiet.code, quiet.stdout]).toEqual([1, ""]);
      expect(quiet.stderr).toContain("on our side");
      expect(quiet.stderr).not.toContain("    at ");
      const loud = await run(args, { DEBUG: "1" });
      expect([loud.code, loud.stderr]).toEqual([
        1,
        expect.stringContaining("    at "),
      ]);
    } finally {
      fs.writeFileSync(program, original);
    }
  });

  test("a reader that closes the pipe early is no fault", async () => {
    const { stderr } = await run(
      ["assign", "--scores", path.join(folder, "long.csv")],
      {},
      true,
    );
    expect(stderr).toBe("");
  });

  test.skipIf(process.getuid?.() === 0)(
    "a file without permission is bad input",
    async () => {
      const secret = file("secret.csv", "mentee,mentor,score\n");
      fs.chmodSync(secret, 0o000);
      expect((await run(["assign", "--scores", secret])).code).toBe(2);
    },
  );
});
