import { expect, test, vi } from "vitest";
import { solveMatching } from "~/domain/matching/solve";
import { verifyMatching } from "~/domain/matching/verify";
import { figuresOf } from "../support/matching-cases";
import {
  bestByHighs,
  type LinearWeights,
  middleProblem,
} from "../support/matching-highs";

vi.setConfig({ testTimeout: 120_000 });

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
    expect(bestByHighs(problem, f.worst + 1, PLACES)!).toBeLessThan(places);
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
