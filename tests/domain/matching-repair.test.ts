import { expect, test, vi } from "vitest";
import { population } from "~/cli/bench/population";
import { pairsOfState } from "~/domain/matching/repair/figures";
import { openState } from "~/domain/matching/repair/open-state";
import { proofOf } from "~/domain/matching/repair/proof";
import { repair } from "~/domain/matching/repair/repair";
import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem } from "~/domain/matching/types";
import { problemOf as scoredProblem } from "~/domain/matching/problem";
import { compileScorer } from "~/domain/scoring/compile";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";
import { randomFrom } from "../support/matching-cases";
import { crowd, randomEvent, World } from "../support/repair-world";

vi.setConfig({ testTimeout: 120_000 });

/** 1 % of the scale for the pair that ends, and for the one that begins. */
const PENALTY = 200;

function walk(
  problem: MatchingProblem,
  seed: number,
  events: number,
  resolveEvery: number,
  candidates?: number,
): void {
  const random = randomFrom(seed);
  const world = new World(problem);
  const result = solveMatching(problem);
  const state = openState(
    problem,
    { pairs: result.pairs, mentorPrice: result.certificate!.mentorPrice },
    { candidates },
  );
  expect(pairsOfState(state)).toEqual(result.pairs);
  for (let at = 0; at < events; at++) {
    const before = pairsOfState(state);
    const event = randomEvent(world, before, random);
    if (event === null) continue;
    const where = `seed ${seed}, event ${at}: ${JSON.stringify(event)}`;
    world.base = new Set(
      before.map(({ mentee, mentor }) => `${mentee},${mentor}`),
    );
    world.take(event);
    repair(state, event);
    const pairs = pairsOfState(state);
    expect(world.faultOf(pairs), where).toBeNull();
    expect(
      world.faultOfProof(pairs, proofOf(state), state.graph.weights),
      where,
    ).toBeNull();
    if (at % resolveEvery === 0)
      expect(world.rankOf(pairs, PENALTY), where).toEqual(world.best(PENALTY));
  }
}

test.each(["coverage", "total"] as const)(
  "after each of 500 random events the pairs of %s are the best there are, less the switch penalty, with a proof",
  (objective) => {
    walk(crowd(1, objective, [40, 30]), 1, 500, 1);
  },
);

test("repairs are exact in many small crowds, tied ones and scarce ones", () => {
  for (let seed = 2; seed < 60; seed++)
    walk(
      crowd(seed, seed % 2 === 0 ? "coverage" : "total", [
        3 + (seed % 11),
        2 + (seed % 7),
      ]),
      seed,
      40,
      1,
    );
});

test("repairs are exact where mentees know only few of the mentors as candidates", () => {
  for (const objective of ["coverage", "total"] as const)
    for (let seed = 3; seed < 9; seed++)
      walk(crowd(seed, objective, [60, 50]), seed, 80, 4, 1 + (seed % 3));
});

test("in a cohort of 1,000 × 600 one decline moves at most five others in 95 of 100 cases", () => {
  const facts = population(1_000, 600, 6);
  const scorer = compileScorer(DEFAULT_CRITERIA, facts);
  const problem = scoredProblem(DEFAULT_CRITERIA, facts, scorer, "coverage");
  const { pairs, certificate } = solveMatching(problem);
  const mentorPrice = certificate!.mentorPrice;
  const state = openState(problem, { pairs, mentorPrice });
  const moved = pairs
    .filter((_, at) => at % 3 === 0)
    .map(({ mentee, mentor }) =>
      repair(state.clone(), { kind: "forbid", mentee, mentor }).changes.filter(
        (change) => change.mentee !== mentee,
      ),
    );
  const counts = moved.map(({ length }) => length).sort((a, b) => a - b);
  expect(counts.length).toBeGreaterThan(300);
  expect(counts[Math.floor(0.95 * counts.length)]).toBeLessThanOrEqual(5);
});
