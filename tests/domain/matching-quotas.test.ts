import { expect, test, vi } from "vitest";
import { QuotaUnattainable } from "~/domain/matching/quota-bounds";
import { nestedQuotas } from "~/domain/matching/quotas";
import { solveMatching } from "~/domain/matching/solve";
import type {
  MatchingProblem,
  MatchingResult,
  PairQuota,
} from "~/domain/matching/types";
import { verifyMatching } from "~/domain/matching/verify";
import {
  figuresOf,
  pairsById,
  problemOf,
  randomFrom,
  randomProblem,
} from "../support/matching-cases";
import { bestByHighs, middleProblem } from "../support/matching-highs";

vi.setConfig({ testTimeout: 240_000 });

/** Quotas in a tree on each side: halves, and parts of halves. */
function nestedFor(problem: MatchingProblem, seed: number): PairQuota[] {
  const random = randomFrom(seed * 31 + 5);
  for (let skip = 0; skip < 4; skip++) random(2);
  const quotas: PairQuota[] = [];
  for (const side of ["mentees", "mentors"] as const) {
    const size =
      side === "mentees" ? problem.menteeIds.length : problem.mentorIds.length;
    const cut = random(size + 1);
    for (const [from, to] of [
      [0, cut],
      [cut, size],
      [0, cut >> 1],
    ] as const) {
      if (random(3) === 0) continue;
      const members = Array.from({ length: to - from }, (_, at) => from + at);
      const atLeast = random(2) * random(Math.max(1, (to - from) >> 1));
      const atMost = random(3) === 0 ? null : atLeast + random(4);
      quotas.push({ side, members, atLeast, atMost });
    }
  }
  return quotas;
}

/** Quotas that share people without one containing the other. */
function overlappingFor(problem: MatchingProblem, seed: number): PairQuota[] {
  const random = randomFrom(seed * 17 + 3);
  for (let skip = 0; skip < 4; skip++) random(2);
  const size = problem.mentorIds.length;
  return [0, 1, 2].map((): PairQuota => {
    const members = Array.from({ length: size }, (_, at) => at).filter(
      () => random(2) === 0,
    );
    return {
      side: "mentors",
      members,
      atLeast: random(3) === 0 ? 1 + random(2) : 0,
      atMost: 3 + random(Math.max(1, members.length)),
    };
  });
}

function solve(problem: MatchingProblem): MatchingResult | QuotaUnattainable {
  try {
    return solveMatching(problem);
  } catch (error) {
    if (error instanceof QuotaUnattainable) return error;
    throw error;
  }
}

const COVERAGE = { first: 400_000_000, second: 2_000_000, scale: 1 };
const TOTAL = { first: 201, second: 1, scale: 40_000 };
const PLACES = { first: 200, second: 1, scale: 0 };

function valueOf(
  result: MatchingResult,
  { first, second, scale }: typeof COVERAGE,
): number {
  const f = figuresOf(result);
  return first * f.people + second * f.seconds + scale * f.total;
}

test("under nested quotas coverage, total and fairest are the optima that HiGHS finds, or there are none", () => {
  let unattainable = 0;
  for (let seed = 0; seed < 150; seed++) {
    const base = middleProblem(seed, "coverage");
    const quotas = nestedFor(base, seed);
    for (const [objective, weights] of [
      ["coverage", COVERAGE],
      ["total", TOTAL],
    ] as const) {
      const problem = { ...base, quotas, objective };
      const best = bestByHighs(problem, problem.minimumScore, weights);
      const result = solve(problem);
      if (result instanceof QuotaUnattainable) {
        expect(best, `seed ${seed}`).toBeNull();
        unattainable++;
        continue;
      }
      expect(valueOf(result, weights), `${objective} ${seed}`).toBe(best);
      expect(verifyMatching(problem, result), `seed ${seed}`).toMatchObject({
        ok: true,
        dual: result.certificate!.primal,
      });
    }
    const fairest = { ...base, quotas, objective: "fairest" as const };
    const fair = seed % 3 === 0 ? solve(fairest) : null;
    if (fair === null || fair instanceof QuotaUnattainable) continue;
    const places = bestByHighs(fairest, fairest.minimumScore, PLACES)!;
    expect(valueOf(fair, PLACES), `fairest ${seed}`).toBe(places);
    const { worst } = figuresOf(fair);
    if (worst <= 10_000)
      expect(bestByHighs(fairest, worst + 1, PLACES) ?? -1).toBeLessThan(
        places,
      );
    expect(valueOf(fair, COVERAGE)).toBe(
      bestByHighs(fairest, fair.floor!, COVERAGE),
    );
    expect(verifyMatching(fairest, fair)).toMatchObject({ ok: true });
  }
  expect(unattainable).toBeGreaterThan(20);
  expect(unattainable).toBeLessThan(200);
});

test("under overlapping quotas the pairs keep to them, and the bound is true and near", () => {
  let [solved, gaps, exact] = [0, 0, 0];
  for (let seed = 0; seed < 40; seed++) {
    const base = middleProblem(seed, "total");
    const quotas = overlappingFor(base, seed);
    if (nestedQuotas(quotas).every(Boolean)) continue;
    const problem = { ...base, quotas };
    const plain = { first: 0, second: 0, scale: 1 };
    const best = bestByHighs(problem, problem.minimumScore, plain, true);
    const result = solve(problem);
    if (result instanceof QuotaUnattainable) {
      if (result.reason !== "not_found")
        expect(best, `seed ${seed}`).toBeNull();
      continue;
    }
    solved++;
    const { primal, dual } = result.certificate!;
    expect(primal, `seed ${seed}`).toBe(result.total);
    expect(best).toBeGreaterThanOrEqual(primal);
    expect(dual).toBeGreaterThanOrEqual(best!);
    if (primal === best) exact++;
    expect(verifyMatching(problem, result)).toMatchObject({ ok: true });
  }
  expect(solved).toBeGreaterThan(15);
  expect(exact).toBeGreaterThan(solved / 2);
  expect(gaps / solved).toBeLessThan(0.01);
});

test("small cases with everything at once: pins, ties, second places, and quotas on both sides", () => {
  let solved = 0;
  for (let seed = 0; seed < 600; seed++) {
    const base = randomProblem(seed, "coverage", 6);
    const problem = { ...base, quotas: nestedFor(base, seed) };
    const best = bestByHighs(problem, problem.minimumScore, COVERAGE);
    const result = solve(problem);
    if (result instanceof QuotaUnattainable) {
      expect(best, `seed ${seed}`).toBeNull();
      continue;
    }
    solved++;
    expect(valueOf(result, COVERAGE), `seed ${seed}`).toBe(best);
    expect(verifyMatching(problem, result), `seed ${seed}`).toMatchObject({
      ok: true,
    });
  }
  expect(solved).toBeGreaterThan(200);
});

test("a quota that cannot be kept is named with what is possible", () => {
  const scores = [
    [9000, -1],
    [8000, -1],
  ];
  const quota = (part: Partial<PairQuota>): PairQuota => ({
    side: "mentors",
    members: [0],
    atLeast: 0,
    atMost: null,
    ...part,
  });
  const faultOf = (quotas: PairQuota[], pins: [number, number][] = []) =>
    solve(problemOf({ scores, quotas, pins, pinScores: pins.map(() => 9000) }));
  expect(faultOf([quota({}), quota({ atLeast: 2 })])).toMatchObject({
    reason: "few",
    quota: 1,
    possible: 1,
  });
  expect(faultOf([quota({ members: [], atLeast: 1 })])).toMatchObject({
    reason: "few",
    quota: 0,
    possible: 0,
  });
  expect(faultOf([quota({ atMost: 0 })], [[0, 0]])).toMatchObject({
    reason: "pins",
    quota: 0,
    possible: 1,
  });
  const together = [
    quota({ side: "mentees", members: [0], atLeast: 1 }),
    quota({ side: "mentees", members: [1], atLeast: 1 }),
  ];
  expect(faultOf(together)).toMatchObject({ reason: "together" });
  expect(() => faultOf([quota({ atLeast: 2, atMost: 1 })])).toThrow(RangeError);
  expect(() => faultOf([quota({ members: [7] })])).toThrow(RangeError);
});

test("quotas, floors and stable results go together only where that means something", () => {
  const quotas: PairQuota[] = [
    { side: "mentors", members: [0, 1], atLeast: 0, atMost: 1 },
    { side: "mentors", members: [1, 2], atLeast: 0, atMost: 1 },
  ];
  const problem = problemOf({ scores: [[1, 2, 3]], quotas });
  for (const objective of ["stable", "fairest"] as const)
    expect(solve({ ...problem, objective })).toMatchObject({
      reason: "conflict",
    });
});

test("a quota keeps the order of rows out of the result", () => {
  for (let seed = 0; seed < 60; seed++) {
    const base = randomProblem(seed, "coverage", 7);
    const problem = { ...base, quotas: nestedFor(base, seed) };
    const turned = reversed(problem);
    const [one, two] = [solve(problem), solve(turned)];
    if (one instanceof QuotaUnattainable || two instanceof QuotaUnattainable) {
      expect([one, two].every((r) => r instanceof QuotaUnattainable)).toBe(
        true,
      );
      continue;
    }
    expect(pairsById(turned, two), `seed ${seed}`).toEqual(
      pairsById(problem, one),
    );
  }
});

function reversed(problem: MatchingProblem): MatchingProblem {
  const flip = (size: number, at: number) => size - 1 - at;
  const n = problem.menteeIds.length;
  const m = problem.mentorIds.length;
  return {
    ...problem,
    menteeIds: problem.menteeIds.toReversed(),
    mentorIds: problem.mentorIds.toReversed(),
    demand: problem.demand.toReversed(),
    capacity: problem.capacity.toReversed(),
    score: (i, j) => problem.score(flip(n, i), flip(m, j)),
    pins: problem.pins.map(([i, j]) => [flip(n, i), flip(m, j)]),
    quotas: problem.quotas!.map((quota) => ({
      ...quota,
      members: quota.members.map((at) =>
        flip(quota.side === "mentees" ? n : m, at),
      ),
    })),
  };
}
