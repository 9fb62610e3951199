import { expect, test } from "vitest";
import { type BenchCase, runCase } from "~/cli/bench/cases";
import { alike, population } from "~/cli/bench/population";
import { compileScorer } from "~/domain/scoring/compile";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";

const CASE: BenchCase = {
  name: "small",
  mentees: 60,
  mentors: 40,
  runs: 2,
  peer: "munkres",
  byDefault: false,
};

const ALONE = { workers: 0 };

test("a benchmark case is proved, and its peer finds the same optimum", () => {
  for (const mentors of [40, 20])
    for (const seed of [1, 2, 3]) {
      const line = runCase({ ...CASE, mentors }, seed, ALONE);
      expect(line).toMatchObject({
        case: "small",
        n: 60,
        m: mentors,
        proved: true,
      });
      expect(line.matched).toBeGreaterThan(20);
      expect(line.ratio).toBeGreaterThan(0);
    }
});

test("a case without a peer says why", () => {
  const peer = { none: "too large" };
  expect(
    runCase({ ...CASE, mentees: 5, mentors: 5, runs: 1, peer }, 1, ALONE),
  ).toMatchObject({
    peer: null,
    peerMs: null,
    ratio: null,
    reason: "too large",
  });
});

test("the same seed invents the same people, another seed others", () => {
  expect(population(30, 20, 7)).toEqual(population(30, 20, 7));
  expect(population(30, 20, 8)).not.toEqual(population(30, 20, 7));
});

test("people who are alike all score the same", () => {
  const facts = alike(12, 9, 1);
  const scorer = compileScorer(DEFAULT_CRITERIA, facts);
  const scores = new Set(
    facts.mentees.flatMap((_, i) =>
      facts.mentors.map((__, j) => scorer.score(i, j)),
    ),
  );
  expect(scores.size).toBe(1);
  expect(scores.has(-1)).toBe(false);
});
