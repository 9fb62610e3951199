import { expect, test, vi } from "vitest";
import { compareCodePoints } from "~/domain/matching/order";
import {
  MatchingStopped,
  type SolveProgress,
} from "~/domain/matching/progress";
import { solveMatching } from "~/domain/matching/solve";
import { forcedPairCost } from "~/domain/matching/why";
import { pairsById, problemOf, randomProblem } from "../support/matching-cases";

vi.setConfig({ testTimeout: 60_000 });

const pairs = (problem: Parameters<typeof solveMatching>[0]) =>
  pairsById(problem, solveMatching(problem));

test("coverage pairs more people even if the total is lower, and total does not", () => {
  const scores = [
    [9000, 100],
    [100, -1],
  ];
  expect(pairs(problemOf({ scores }))).toEqual(["e0–m1 100", "e1–m0 100"]);
  const total = solveMatching(problemOf({ scores, objective: "total" }));
  expect(total).toMatchObject({ matched: 1, total: 9000, worst: 9000 });
  expect(total.unmatched).toEqual([{ mentee: 1, cause: "would_lower_total" }]);
  expect(total.certificate).toMatchObject({
    primal: 9000,
    dual: 9000,
    pairsChecked: 4,
    violations: 0,
  });
});

test("coverage gives everyone a first mentor before anyone a second", () => {
  const scores = [
    [9000, 9000],
    [10, 10],
  ];
  const problem = problemOf({ scores, demand: Uint8Array.of(2, 1) });
  expect(solveMatching(problem)).toMatchObject({ matched: 2, total: 9010 });
  const total = solveMatching({ ...problem, objective: "total" });
  expect(total).toMatchObject({ matched: 1, total: 18000 });
  const roomy = solveMatching({ ...problem, capacity: Int32Array.of(2, 1) });
  expect(roomy).toMatchObject({ matched: 2, total: 18010 });
});

test("a mentee never has the same mentor twice", () => {
  const problem = problemOf({
    scores: [[9000]],
    demand: Uint8Array.of(2),
    capacity: Int32Array.of(5),
  });
  expect(pairs(problem)).toEqual(["e0–m0 9000"]);
});

test("total proposes a pair with score 0 where it costs nothing", () => {
  const scores = [
    [7000, 0],
    [0, -1],
  ];
  expect(pairs(problemOf({ scores, objective: "total" }))).toEqual([
    "e0–m0 7000",
  ]);
  expect(
    pairs(
      problemOf({
        scores: [
          [7000, 0],
          [0, 0],
        ],
        objective: "total",
      }),
    ),
  ).toEqual(["e0–m0 7000", "e1–m1 0"]);
});

test("fairest lifts the worst pair before the total, among as many people", () => {
  const scores = [
    [10000, 5000],
    [6000, 2000],
  ];
  expect(pairs(problemOf({ scores }))).toEqual(["e0–m0 10000", "e1–m1 2000"]);
  const fair = solveMatching(problemOf({ scores, objective: "fairest" }));
  expect(fair).toMatchObject({ matched: 2, total: 11000, worst: 5000 });
});

test("pins come first, below the minimum and on forbidden pairs too, and use up places", () => {
  const problem = problemOf({
    scores: [
      [-1, 9000],
      [8000, 7000],
    ],
    pins: [[0, 0]],
    pinScores: [300],
    minimumScore: 5000,
  });
  expect(pairs(problem)).toEqual(["e0–m0 300 pin", "e1–m1 7000"]);
  expect(solveMatching({ ...problem, objective: "fairest" })).toMatchObject({
    worst: 300,
    total: 7300,
    matched: 2,
  });
});

test("a pin beyond the places of either side is the caller's mistake", () => {
  const problem = problemOf({
    scores: [[1, 2]],
    pins: [
      [0, 0],
      [0, 1],
    ],
    pinScores: [1, 2],
  });
  expect(() => solveMatching(problem)).toThrow(
    new RangeError("pin beyond the mentee's places: e0 – m1"),
  );
  const full = {
    ...problem,
    pins: [[0, 1]] as const,
    pinScores: [2],
    capacity: Int32Array.of(1, 0),
  };
  expect(() => solveMatching(full)).toThrow(
    new RangeError("pin beyond the mentor's capacity: e0 – m1"),
  );
  const twice = {
    ...problem,
    demand: Uint8Array.of(2),
    pins: [
      [0, 1],
      [0, 1],
    ] as const,
  };
  expect(() => solveMatching(twice)).toThrow(
    new RangeError("pinned twice: e0 – m1"),
  );
  expect(() =>
    solveMatching({ ...problem, pins: [[0, 7]], pinScores: [2] }),
  ).toThrow(RangeError);
  expect(() => solveMatching(problemOf({ scores: [[0.5]] }))).toThrow(
    "score out of range: 0.5",
  );
});

test.each(["coverage", "total", "fairest", "stable"] as const)(
  "%s copes with empty sides",
  (objective) => {
    for (const scores of [[], [[]], [[], []]]) {
      const result = solveMatching(problemOf({ scores, objective }));
      expect(result).toMatchObject({
        pairs: [],
        matched: 0,
        total: 0,
        worst: null,
      });
      expect(result.unmatched).toEqual(
        scores.map((_, mentee) => ({ mentee, cause: "no_allowed_mentor" })),
      );
    }
    const lonely = problemOf({ scores: [], mentorIds: ["m"], objective });
    expect(solveMatching(lonely)).toMatchObject({ pairs: [], unmatched: [] });
  },
);

test("each mentee without a mentor is told what stands in the way", () => {
  const scores = [[-1], [4000], [6000], [5000]];
  const result = solveMatching(problemOf({ scores, minimumScore: 5000 }));
  expect(result.unmatched).toEqual([
    { mentee: 0, cause: "no_allowed_mentor" },
    { mentee: 1, cause: "below_minimum" },
    { mentee: 3, cause: "mentors_full" },
  ]);
});

test("ids sort by code points, where UTF-16 would not", () => {
  const ids = [
    "\u{1f600}",
    "\uffee",
    "b",
    "a",
    "",
    "ab",
    "\u{10000}",
    "\ud7ff",
  ];
  const bytes = (text: string) => Buffer.from(text);
  expect([...ids].sort(compareCodePoints)).toEqual(
    [...ids].sort((a, b) => Buffer.compare(bytes(a), bytes(b))),
  );
});

test("insisting on a pair never costs less than the dual values say", () => {
  for (let seed = 0; seed < 400; seed++) {
    const problem = randomProblem(seed, seed % 2 === 0 ? "coverage" : "total");
    const result = solveMatching(problem);
    for (let i = 0; i < problem.menteeIds.length; i++)
      for (let j = 0; j < problem.mentorIds.length; j++) {
        const cost = forcedPairCost(problem, result, i, j);
        const isPinned = problem.pins.some(
          (pin) => pin[0] === i && pin[1] === j,
        );
        if (cost === null || isPinned) continue;
        const pinned = {
          ...problem,
          pins: [...problem.pins, [i, j] as const],
          pinScores: [...problem.pinScores, problem.score(i, j)],
        };
        const forced = solveMatching(pinned);
        const loss = result.certificate!.primal - forced.certificate!.primal;
        expect(loss, `seed ${seed}: ${i}, ${j}`).toBeGreaterThanOrEqual(
          cost.atLeast,
        );
        if (cost.costs === "person")
          expect(forced.matched).toBeLessThan(result.matched);
        if (cost.costs === "place")
          expect(forced.pairs.length).not.toBe(
            result.pairs.length + (result.matched - forced.matched),
          );
        if (result.pairs.some((pair) => pair.mentee === i && pair.mentor === j))
          expect(cost.atLeast).toBe(0);
      }
  }
});

test("progress goes through the phases, and the caller can stop", () => {
  const scores = Array.from({ length: 80 }, (_, i) =>
    Array.from({ length: 70 }, (__, j) => (i * 131 + j * 37) % 9973),
  );
  const seen: SolveProgress[] = [];
  solveMatching(problemOf({ scores }), {
    onProgress: (progress) => seen.push(progress),
  });
  expect(new Set(seen.map((progress) => progress.phase))).toEqual(
    new Set(["score", "solve", "prove", "check"]),
  );
  expect(seen.every(({ done, of }) => done <= of)).toBe(true);
  expect(() =>
    solveMatching(problemOf({ scores }), { shouldStop: () => true }),
  ).toThrow(MatchingStopped);
});
