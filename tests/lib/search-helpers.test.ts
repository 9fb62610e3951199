import { build } from "esbuild";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { population } from "~/cli/bench/population";
import { problemOf } from "~/domain/matching/problem";
import { solveMatching } from "~/domain/matching/solve";
import { verifyMatching } from "~/domain/matching/verify";
import { scannedPairs } from "~/domain/matching/pair-pass";
import { compileScorer } from "~/domain/scoring/compile";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";
import {
  type HelpedSearch,
  wasmColumnSearch,
} from "~/lib/column-search/wasm-column-search.server";
import { scratchDir } from "../support/scratch";

const file = path.join(scratchDir("helpers"), "search-helper.mjs");

beforeAll(async () => {
  await build({
    entryPoints: ["app/lib/column-search/search-helper.ts"],
    outfile: file,
    bundle: true,
    format: "esm",
    platform: "node",
  });
});

const facts = population(2_500, 1_200, 5);
const scorer = compileScorer(DEFAULT_CRITERIA, facts);
const problem = problemOf(DEFAULT_CRITERIA, facts, scorer, "coverage");

/** Solves with so many helpers, and counts the searches that they did. */
function solveWith(helpers: number) {
  const searches: HelpedSearch[] = [];
  const make = wasmColumnSearch(helpers, { fewest: 0, file })!; // Node 20 has SIMD on every machine it supports
  const columnSearch = (columns: Parameters<typeof make>[0]) => {
    const search = make(columns);
    searches.push(search);
    return search;
  };
  const result = solveMatching(problem, { columnSearch });
  const { ok } = verifyMatching(problem, result, scannedPairs(columnSearch));
  const helped = searches.reduce((sum, own) => sum + own.helped, 0);
  return { result, ok, helped };
}

test("a result is the same to the last dual value with 0, 1 or 2 threads that look ahead", () => {
  const alone = solveWith(0);
  expect(alone.helped).toBe(0);
  for (const helpers of [1, 2]) {
    let { result, ok, helped } = solveWith(helpers);
    // on a busy machine the owner may do everything before a helper has started
    for (let more = 0; more < 20 && helped === 0; more++)
      ({ result, ok, helped } = solveWith(helpers));
    expect(result).toEqual(alone.result);
    expect(ok).toBe(true);
    expect(helped).toBeGreaterThan(0);
  }
}, 120_000);
