import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { population as cohort } from "~/cli/bench/population";
import { inWorth } from "~/domain/matching/evenness";
import { columnScan } from "~/domain/matching/column-scan";
import { openMarket } from "~/domain/matching/market";
import {
  ColumnsDisagree,
  everyPair,
  scannedPairs,
} from "~/domain/matching/pair-pass";
import { hitsOf, rowScan } from "~/domain/matching/pair-scan";
import { problemOf } from "~/domain/matching/problem";
import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem } from "~/domain/matching/types";
import { verifyMatching } from "~/domain/matching/verify";
import {
  type ColumnSearchMaker,
  plainColumnSearch,
} from "~/domain/scoring/column-search";
import { compileScorer } from "~/domain/scoring/compile";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";
import { usableWeights } from "~/domain/scoring/in-use";
import type { CriteriaSet, MatchingFacts } from "~/domain/scoring/types";
import { wasmColumnSearch } from "~/lib/column-search/wasm-column-search.server";
import { criteriaSet, population } from "../support/scoring-populations";

const wasm = wasmColumnSearch()!; // Node 20 has SIMD on every machine it supports
const SEARCHES: readonly [string, ColumnSearchMaker][] = [
  ["TypeScript", plainColumnSearch],
  ["WebAssembly", wasm],
];

function problemFor(facts: MatchingFacts, set: CriteriaSet): MatchingProblem {
  return problemOf(set, facts, compileScorer(set, facts), "coverage");
}

/** Two to four times the people, under other ids, so that the tree has levels. */
function crowd(facts: MatchingFacts, times: number): MatchingFacts {
  const copies = <T extends { readonly id: string }>(people: readonly T[]) =>
    Array.from({ length: times }, (_, copy) =>
      people.map((one) =>
        copy === 0 ? one : { ...one, id: `${one.id}+${copy}` },
      ),
    ).flat();
  return {
    ...facts,
    mentees: copies(facts.mentees),
    mentors: copies(facts.mentors),
  };
}

interface Look {
  readonly prices: readonly number[];
  readonly scale: number;
  readonly least: number;
  readonly above: number;
  readonly count: number;
}

const look: fc.Arbitrary<Look> = fc.record({
  prices: fc.array(
    fc.oneof(
      fc.constant(0),
      fc.constant(Infinity),
      fc.integer({ min: 0, max: 12_000 }),
      fc.integer({ min: 1e10, max: 1e10 + 9_000 }),
    ),
    { minLength: 1, maxLength: 7 },
  ),
  scale: fc.constantFrom(1, 4),
  least: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9_000 })),
  above: fc.oneof(
    fc.constant(-1),
    fc.integer({ min: -1, max: 9_000 }),
    fc.integer({ min: -2e10, max: 0 }),
  ),
  count: fc.integer({ min: 1, max: 20 }),
});

/** What `best` and `each` find for every mentee. */
function found(
  scan: ReturnType<typeof rowScan>["priced"],
  mentees: number,
  mentors: number,
  { prices, scale, least, above, count }: Look,
) {
  const priced = scan(
    scale,
    Float64Array.from(
      { length: mentors },
      (_, j) => prices[j % prices.length]!,
    ),
  );
  const hits = hitsOf(20);
  return Array.from({ length: mentees }, (_, i) => {
    priced.best(i, { least, above }, count, hits);
    const best = Array.from({ length: hits.count }, (__, at) => [
      hits.mentor[at],
      hits.score[at],
      hits.net[at],
    ]);
    const each: number[][] = [];
    priced.each(i, { least, above }, (j, score) => each.push([j, score]));
    return { best, each: each.toSorted((a, b) => a[0]! - b[0]!) };
  });
}

describe.each(SEARCHES)("the search through columns in %s", (_, makeSearch) => {
  test("finds exactly the pairs that a look at every row finds, for any people, criteria, prices and evenness", () => {
    fc.assert(
      fc.property(
        population,
        criteriaSet,
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(0 as const, 1 as const, 2 as const),
        look,
        (few, set, times, evenness, asked) => {
          fc.pre(usableWeights(set, few.collected).ok);
          const facts = crowd(few, times);
          const problem = { ...problemFor(facts, set), evenness };
          const market = openMarket(inWorth(problem));
          const rows = rowScan(market);
          const { mentees, mentors } = market;
          const priced = columnScan(
            market,
            problem.columns!(),
            rows.score,
            makeSearch,
          );
          expect(found(priced, mentees, mentors, asked)).toEqual(
            found(rows.priced, mentees, mentors, asked),
          );
        },
      ),
      { numRuns: 250, seed: 7 },
    );
  });

  test("does not forget a pair of a cohort of hundreds, at no price and at prices", () => {
    const facts = cohort(120, 900, 3);
    const market = openMarket(problemFor(facts, DEFAULT_CRITERIA));
    const rows = rowScan(market);
    const priced = columnScan(
      market,
      market.problem.columns!(),
      rows.score,
      makeSearch,
    );
    for (const prices of [[0], [0, 300, 2_000, 5_000, 700]]) {
      const asked = { prices, scale: 1, least: 0, above: 3_500, count: 20 };
      expect(found(priced, 120, 900, asked)).toEqual(
        found(rows.priced, 120, 900, asked),
      );
    }
  });
});

describe("a whole solution", () => {
  const facts = cohort(700, 400, 5);
  const problem = problemFor(facts, DEFAULT_CRITERIA);
  const plain = solveMatching(problem);

  test("is the same, dual values and all, by rows, in TypeScript and in WebAssembly", () => {
    const byRows = solveMatching({ ...problem, columns: undefined });
    expect(solveMatching(problem, { columnSearch: wasm })).toEqual(plain);
    expect(byRows).toEqual(plain);
  });

  test("pairs the same people in any order of rows", () => {
    const turned = {
      ...facts,
      mentees: facts.mentees.toReversed(),
      mentors: [...facts.mentors.slice(150), ...facts.mentors.slice(0, 150)],
    };
    const other = solveMatching(problemFor(turned, DEFAULT_CRITERIA), {
      columnSearch: wasm,
    });
    const ids = (of: MatchingFacts, { pairs }: typeof plain) =>
      pairs.map(
        ({ mentee, mentor, score }) =>
          `${of.mentees[mentee]!.id} ${of.mentors[mentor]!.id} ${score}`,
      );
    expect(ids(turned, other)).toEqual(ids(facts, plain));
  });

  test("is verified by columns as by every pair, and refused by both when a price is wrong", () => {
    const pass = scannedPairs(wasm);
    expect(verifyMatching(problem, plain, pass)).toEqual(
      verifyMatching(problem, plain, everyPair),
    );
    const certificate = plain.certificate!;
    const highest = Math.max(...certificate.mentorPrice);
    expect(highest).toBeGreaterThan(0);
    const mentorPrice = certificate.mentorPrice.map((price) =>
      price === highest ? 0 : price,
    );
    const wrong = { ...plain, certificate: { ...certificate, mentorPrice } };
    expect(verifyMatching(problem, wrong, pass)).toEqual(
      verifyMatching(problem, wrong, everyPair),
    );
    expect(verifyMatching(problem, wrong, pass).ok).toBe(false);
  });

  test("is not verified by columns that hide a pair", () => {
    const columns = problem.columns!();
    columns.base.fill(-20_000);
    const blind = { ...problem, columns: () => columns };
    const values = { menteeValue: facts.mentees.map(() => 0) };
    const duals = { ...values, mentorPrice: facts.mentors.map(() => 0) };
    expect(() =>
      scannedPairs(wasm)(blind)(1, 0, duals, () => undefined),
    ).toThrow(ColumnsDisagree);
  });
});
