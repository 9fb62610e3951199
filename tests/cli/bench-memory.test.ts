import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import type { BenchLine } from "~/cli/bench/cases";
import { estimateMemory } from "~/domain/matching/memory";

/** Bundled below the project, so that packages are found. */
const BUNDLE = path.resolve(".cache", `bench-${process.pid}.mjs`);

test("the estimate of memory is near what a run of its own takes", async () => {
  await build({
    entryPoints: ["app/cli/bench.ts"],
    outfile: BUNDLE,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    alias: { "~": "./app", db: "./db" },
  });
  try {
    for (const name of ["1kx600", "5kx3k"]) {
      const args = [BUNDLE, "--only", name, "--no-peer"];
      const child = spawnSync(process.execPath, args, { encoding: "utf8" });
      const line = JSON.parse(child.stdout) as BenchLine;
      const estimate = estimateMemory({ mentees: line.n, mentors: line.m });
      const measured = line.rssMiB * 2 ** 20;
      expect(estimate).toBeGreaterThan(measured / 1.5);
      expect(estimate).toBeLessThan(measured * 1.5);
    }
  } finally {
    fs.rmSync(BUNDLE, { force: true });
  }
}, 180_000);

test("a cohort of 100,000 and 50,000 is said to fit into a gibibyte, one ten times as large not", () => {
  const large = estimateMemory({ mentees: 100_000, mentors: 50_000 });
  expect(large).toBeLessThan(1.05 * 2 ** 30);
  expect(large).toBeGreaterThan(0.8 * 2 ** 30);
  const greater = { mentees: 1_000_000, mentors: 500_000 };
  expect(estimateMemory(greater)).toBeGreaterThan(8 * 2 ** 30);
});
