import highsLoader from "highs";
import { expect, test, vi } from "vitest";
import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem } from "~/domain/matching/types";
import { verifyMatching } from "~/domain/matching/verify";
import {
  figuresOf,
  randomFrom,
  randomProblem,
} from "../support/matching-cases";

vi.setConfig({ testTimeout: 120_000 });

const highs = await highsLoader();

/** More mentors per mentee than the solver looks at to begin with, so that pricing has to find the others. */
function middleProblem(
  seed: number,
  objective: MatchingProblem["objective"],
): MatchingProblem {
  const small = randomProblem(seed, objective, 3);
  const random = randomFrom(seed);
  const mentees = 30 + random(20);
  const mentors = 25 + random(25);
  const worth = Array.from({ length: mentors }, () => random(6000));
  const step = [1, 1, 100, 2500][random(4)]!;
  const scores = Array.from({ length: mentees }, () =>
    worth.map((base) =>
      random(6) === 0 ? -1 : Math.floor((base + random(4000)) / step) * step,
    ),
  );
  const pins: [number, number][] =
    random(2) === 0
      ? []
      : [
          [3, 4],
          [9, 4],
          [3, 11],
        ];
  const ample = random(3);
  return {
    ...small,
    menteeIds: scores.map((_, i) => `e${(i * 31) % mentees}-${i}`),
    mentorIds: worth.map((_, j) => `m${(j * 17) % mentors}-${j}`),
    demand: Uint8Array.from(scores, (_, i) =>
      i === 3 || random(4) === 0 ? 2 : 1,
    ),
    capacity: Int32Array.from(worth, (_, j) =>
      j === 4 || j === 11 ? 2 : random(2 + ample),
    ),
    score: (i, j) => scores[i]![j]!,
    pins,
    pinScores: pins.map(() => 1234),
    minimumScore: random(2) === 0 ? 0 : 4000 + random(3000),
  };
}

interface LinearWeights {
  first: number;
  second: number;
  scale: number;
}

/** The greatest weighted sum over the pairs with at least this score, by linear programming. */
function bestByHighs(
  problem: MatchingProblem,
  least: number,
  { first, second, scale }: LinearWeights,
): number {
  const terms: string[] = [];
  const rows: string[] = [];
  const bounds: string[] = [];
  const columns = problem.mentorIds.map(() => [] as string[]);
  const isPin = (i: number, j: number): boolean =>
    problem.pins.some((pin) => pin[0] === i && pin[1] === j);
  problem.menteeIds.forEach((_, i) => {
    const own: string[] = [];
    problem.mentorIds.forEach((__, j) => {
      const at = problem.pins.findIndex((pin) => pin[0] === i && pin[1] === j);
      const score = at >= 0 ? problem.pinScores[at]! : problem.score(i, j);
      if (!isPin(i, j) && (score < 0 || score < least)) return;
      own.push(`x${i}_${j}`);
      columns[j]!.push(`x${i}_${j}`);
      terms.push(`${scale * score} x${i}_${j}`);
      bounds.push(`${isPin(i, j) ? 1 : 0} <= x${i}_${j} <= 1`);
    });
    terms.push(`${first} f${i}`, `${second} g${i}`);
    bounds.push(`0 <= f${i} <= 1`, `0 <= g${i} <= ${problem.demand[i]! - 1}`);
    rows.push(
      `${[...own, `0 f${i}`].join(" + ")} - f${i} - g${i} = 0`.replace(
        ` + 0 f${i}`,
        "",
      ),
    );
    if (own.length === 0) rows[rows.length - 1] = `f${i} + g${i} = 0`;
  });
  columns.forEach((column, j) => {
    if (column.length > 0)
      rows.push(`${column.join(" + ")} <= ${problem.capacity[j]}`);
  });
  const text = [
    "Maximize",
    terms.join(" + "),
    "Subject To",
    ...rows,
    "Bounds",
    ...bounds,
    "End",
  ].join("\n");
  const solution = highs.solve(text);
  expect(solution.Status).toBe("Optimal");
  return Math.round(solution.ObjectiveValue);
}

const PLACES: LinearWeights = { first: 200, second: 1, scale: 0 };

test("coverage is the optimum that HiGHS finds", () => {
  for (let seed = 0; seed < 100; seed++) {
    const problem = middleProblem(seed, "coverage");
    const result = solveMatching(problem);
    const f = figuresOf(result);
    const weights = { first: 4_000_000, second: 1_000_000, scale: 1 };
    const value = 4_000_000 * f.people + 1_000_000 * f.seconds + f.total;
    expect(value, `seed ${seed}`).toBe(
      bestByHighs(problem, problem.minimumScore, weights),
    );
    expect(verifyMatching(problem, result)).toMatchObject({ ok: true });
  }
});

test("total is the optimum that HiGHS finds, people and places included", () => {
  for (let seed = 0; seed < 100; seed++) {
    const problem = middleProblem(seed, "total");
    const result = solveMatching(problem);
    const f = figuresOf(result);
    const weights = { first: 201, second: 1, scale: 40_000 };
    const value = 40_000 * f.total + 201 * f.people + f.seconds;
    expect(value, `seed ${seed}`).toBe(
      bestByHighs(problem, problem.minimumScore, weights),
    );
    expect(verifyMatching(problem, result)).toMatchObject({ ok: true });
    expect(result.certificate!.primal).toBe(result.total);
  }
});

test("fairest has the places, the floor and the total that HiGHS finds", () => {
  for (let seed = 0; seed < 60; seed++) {
    const problem = middleProblem(seed, "fairest");
    const result = solveMatching(problem);
    const f = figuresOf(result);
    const places = 200 * f.people + f.seconds;
    expect(places, `seed ${seed}`).toBe(
      bestByHighs(problem, problem.minimumScore, PLACES),
    );
    expect(bestByHighs(problem, f.worst + 1, PLACES)).toBeLessThan(places);
    const value = 4_000_000 * f.people + 1_000_000 * f.seconds + f.total;
    expect(value).toBe(
      bestByHighs(problem, f.worst, {
        first: 4_000_000,
        second: 1_000_000,
        scale: 1,
      }),
    );
    expect(verifyMatching(problem, result)).toMatchObject({ ok: true });
  }
});
