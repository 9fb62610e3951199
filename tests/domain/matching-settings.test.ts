import { expect, test, vi } from "vitest";
import { worthOf } from "~/domain/matching/evenness";
import type { Evenness } from "~/domain/matching/settings";
import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem, SolvedPair } from "~/domain/matching/types";
import { verifyMatching } from "~/domain/matching/verify";
import {
  figuresOf,
  pairsById,
  problemOf,
  randomProblem,
  shuffled,
} from "../support/matching-cases";
import { bestByHighs, middleProblem } from "../support/matching-highs";

vi.setConfig({ testTimeout: 120_000 });

const PLACES = { first: 200, second: 1, scale: 0 };
const COVERAGE = { first: 40_000_000, second: 10_000_000, scale: 1 };

/** The sum that the problem asks for, in the weights given to HiGHS. */
function valueOf(
  problem: MatchingProblem,
  pairs: readonly SolvedPair[],
  { first, second, scale }: typeof PLACES,
): number {
  const people = new Set(pairs.map(({ mentee }) => mentee)).size;
  const worth = pairs.reduce(
    (sum, { score }) => sum + worthOf(score, problem.evenness),
    0,
  );
  return first * people + second * (pairs.length - people) + scale * worth;
}

test("evenness counts the part of a score up to 70 points twice or three times", () => {
  expect([0, 5000, 7000, 10_000].map((s) => worthOf(s, 1))).toEqual([
    0, 10_000, 14_000, 17_000,
  ]);
  expect([-1, 7000, 10_000].map((s) => worthOf(s, 2))).toEqual([
    -1, 21_000, 24_000,
  ]);
  const scores = [
    [10_000, 5000],
    [7000, 2500],
  ];
  // 12,500 against 12,000 points; the part up to 70: 9,500 against 12,000
  expect(
    pairsById(problemOf({ scores }), solveMatching(problemOf({ scores }))),
  ).toEqual(["e0–m0 10000", "e1–m1 2500"]);
  const even = problemOf({ scores, evenness: 1 });
  const result = solveMatching(even);
  expect(pairsById(even, result)).toEqual(["e0–m1 5000", "e1–m0 7000"]);
  expect(result).toMatchObject({ total: 12_000, worst: 5000, floor: null });
});

test("with evenness coverage, total and fairest are the optima that HiGHS finds", () => {
  for (let seed = 0; seed < 60; seed++)
    for (const evenness of [1, 2] as const) {
      const coverage = { ...middleProblem(seed, "coverage"), evenness };
      const result = solveMatching(coverage);
      expect(valueOf(coverage, result.pairs, COVERAGE), `seed ${seed}`).toBe(
        bestByHighs(coverage, coverage.minimumScore, COVERAGE),
      );
      expect(verifyMatching(coverage, result)).toMatchObject({ ok: true });

      const total = { ...coverage, objective: "total" as const };
      const sum = solveMatching(total);
      const fine = { first: 201, second: 1, scale: 40_000 };
      expect(valueOf(total, sum.pairs, fine), `seed ${seed}`).toBe(
        bestByHighs(total, total.minimumScore, fine),
      );
      expect(verifyMatching(total, sum)).toMatchObject({ ok: true });

      const fairest = { ...coverage, objective: "fairest" as const };
      const fair = solveMatching(fairest);
      expect(valueOf(fairest, fair.pairs, COVERAGE), `seed ${seed}`).toBe(
        bestByHighs(fairest, fair.floor!, COVERAGE),
      );
      expect(verifyMatching(fairest, fair)).toMatchObject({ ok: true });
    }
});

test("coverage with a floor is what fairest is", () => {
  for (let seed = 0; seed < 200; seed++) {
    const fairest = randomProblem(seed, "fairest", 6);
    const coverage = {
      ...fairest,
      objective: "coverage" as const,
      floor: true,
    };
    const result = solveMatching(coverage);
    expect({ ...result, objective: "fairest" }, `seed ${seed}`).toEqual(
      solveMatching(fairest),
    );
    expect(verifyMatching(coverage, result)).toMatchObject({ ok: true });
  }
});

test("total with a floor has the best total among the pairs that reach the best worst score", () => {
  for (let seed = 0; seed < 80; seed++) {
    const problem = { ...middleProblem(seed, "total"), floor: true };
    const result = solveMatching(problem);
    const fairest = solveMatching({ ...problem, objective: "fairest" });
    expect(result.floor, `seed ${seed}`).toBe(fairest.floor);
    const fine = { first: 201, second: 1, scale: 40_000 };
    expect(valueOf(problem, result.pairs, fine), `seed ${seed}`).toBe(
      bestByHighs(problem, result.floor!, fine),
    );
    expect(figuresOf(result).worst).toBeGreaterThanOrEqual(result.floor!);
    expect(verifyMatching(problem, result)).toMatchObject({ ok: true });
    const places = bestByHighs(problem, problem.minimumScore, PLACES);
    expect(bestByHighs(problem, result.floor!, PLACES)).toBe(places);
  }
});

test("settings do not make the order of rows matter", () => {
  for (let seed = 0; seed < 120; seed++) {
    const objective = (["coverage", "total", "fairest", "stable"] as const)[
      seed % 4
    ]!;
    const problem: MatchingProblem = {
      ...randomProblem(seed, objective, 7),
      evenness: (seed % 3) as Evenness,
      floor: seed % 5 === 0,
      proposing: seed % 2 === 0 ? "mentors" : "mentees",
    };
    const other = shuffled(problem, seed);
    expect(pairsById(other, solveMatching(other)), `seed ${seed}`).toEqual(
      pairsById(problem, solveMatching(problem)),
    );
  }
});

test("scores and minima that are not whole are refused with evenness too", () => {
  const scores = [[0.5]];
  expect(() => solveMatching(problemOf({ scores, evenness: 1 }))).toThrow(
    RangeError,
  );
  expect(() =>
    solveMatching(problemOf({ scores: [[1]], minimumScore: 0.5, evenness: 1 })),
  ).toThrow(RangeError);
  expect(() =>
    solveMatching(problemOf({ scores: [[10_001]], evenness: 2 })),
  ).toThrow(RangeError);
});
