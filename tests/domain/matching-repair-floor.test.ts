import { expect, test, vi } from "vitest";
import { pairsOfState } from "~/domain/matching/repair/figures";
import { floorNow, openKeepingFloor } from "~/domain/matching/repair/floor";
import type { MatchState } from "~/domain/matching/repair/match-state";
import { openState } from "~/domain/matching/repair/open-state";
import { type MatchEvent, repair } from "~/domain/matching/repair/repair";
import { keepState, restoreState } from "~/domain/matching/repair/state-bytes";
import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem } from "~/domain/matching/types";
import { problemOf, randomFrom } from "../support/matching-cases";
import { randomEvent, World } from "../support/repair-world";

vi.setConfig({ testTimeout: 120_000 });

/** What somebody moves costs: 1 % of the scale for the pair that ends, and for the one that begins. */
const PENALTY = 200;

const SCORED = [
  [9_000, 4_000, 1_000],
  [8_000, 5_000, -1],
  [2_000, 6_000, 3_000],
];

function opened(problem: MatchingProblem): MatchState {
  const { pairs, floor } = solveMatching(problem);
  return openState(problem, { pairs }, { least: floor ?? 0 });
}

test("a floor that costs somebody their place by now is called too high, with the best one there is", () => {
  const state = opened(problemOf({ scores: SCORED, objective: "fairest" }));
  expect(state.least).toBe(3_000);
  const { after } = repair(state, { kind: "forbid", mentee: 2, mentor: 2 });
  expect(after.people).toBe(2);
  expect(floorNow(state)).toEqual({
    kind: "lower",
    best: 1_000,
    people: 3,
    secondPlaces: 0,
  });
});

test("a floor that could be higher by now is called so, and one that is right is kept", () => {
  const state = opened(problemOf({ scores: SCORED, objective: "fairest" }));
  expect(floorNow(state)).toMatchObject({ kind: "kept", best: 3_000 });
  const leaving = { kind: "places", side: "mentee", person: 0 } as const;
  repair(state, { ...leaving, places: 0 });
  expect(floorNow(state)).toMatchObject({ kind: "higher", best: 6_000 });
  repair(state, { ...leaving, places: 1 });
  expect(floorNow(state)).toMatchObject({ kind: "kept", best: 3_000 });
});

test("where the worst pair has no rank there is no floor to speak of", () => {
  expect(floorNow(opened(problemOf({ scores: SCORED })))).toBeNull();
});

/** Few people and places, so that floors move. */
function crowd(seed: number): MatchingProblem {
  const random = randomFrom(seed * 523 + 7);
  const [mentees, mentors] = [4 + (seed % 9), 4 + (seed % 7)];
  const step = [1, 900][seed % 2]!;
  const scores = Array.from({ length: mentees }, () =>
    Array.from({ length: mentors }, () =>
      random(3) === 0 ? -1 : Math.floor(random(9_700) / step) * step,
    ),
  );
  const [objective, floor] = (
    [
      ["fairest", undefined],
      ["coverage", true],
      ["total", true],
    ] as const
  )[seed % 3]!;
  return problemOf({
    scores,
    objective,
    ...(floor && { floor }),
    demand: Uint8Array.from(scores, () => 1 + (random(4) === 0 ? 1 : 0)),
    capacity: Int32Array.from({ length: mentors }, () => random(3)),
    minimumScore: seed % 2 === 0 ? 0 : 1_200,
    evenness: 0,
  });
}

/** An exception to the floor is no matter of the floor. */
function isException(event: MatchEvent, floor: number): boolean {
  return event.kind === "allow" && (event.score ?? 0) < floor;
}

function walk(problem: MatchingProblem, seed: number, events: number): string {
  const random = randomFrom(seed);
  const world = new World(problem);
  let state = opened(problem);
  // the same people, where what is below the floor is not on offer
  const { objective } = problem;
  const floored = new World({
    ...problem,
    objective: objective === "fairest" ? "coverage" : objective,
    minimumScore: state.least,
  });
  const seen = new Set<string>();
  for (let at = 0; at < events; at++) {
    const before = pairsOfState(state);
    const event = randomEvent(world, before, random);
    if (event === null || isException(event, state.least)) continue;
    const where = `seed ${seed}, event ${at}: ${JSON.stringify(event)}`;
    floored.base = new Set(
      before.map(({ mentee, mentor }) => `${mentee},${mentor}`),
    );
    world.take(event);
    floored.take(event);
    repair(state, event);
    const pairs = pairsOfState(state);
    expect(floored.faultOf(pairs), where).toBeNull();
    expect(floored.rankOf(pairs, PENALTY), where).toEqual(
      floored.best(PENALTY),
    );
    if (at % 5 === 0) state = restoreState(keepState(state), problem)!;
    const now = floorNow(state)!;
    seen.add(now.kind);
    const again = solveMatching({ ...world.asProblem(0), floor: true });
    if (again.pairs.every(({ pinned }) => pinned)) continue;
    expect(now.best, where).toBe(again.floor);
    expect(Math.sign(now.best - state.least), where).toBe(
      { lower: -1, kept: 0, higher: 1 }[now.kind],
    );
    if (objective === "total") continue;
    expect(now.people, where).toBe(again.matched);
    expect(now.people + now.secondPlaces, where).toBe(again.pairs.length);
  }
  return [...seen].sort().join();
}

test("after random events the pairs are the best from the floor on, and the best floor is the one a new run finds", () => {
  const kinds = new Set<string>();
  for (let seed = 1; seed < 40; seed++) kinds.add(walk(crowd(seed), seed, 40));
  expect([...kinds].join()).toContain("higher,kept,lower");
});

test("a state that keeps the floor lets it fall only for places that could not be filled otherwise, and no further than it must", () => {
  const fallen = [0, 0];
  for (let seed = 1; seed < 80; seed++) {
    const whole = crowd(seed);
    const { pairs, floor } = solveMatching(whole);
    const open = pairs.filter(({ pinned }) => !pinned);
    if (floor === null || open.length === 0) continue;
    const gone = open[seed % open.length]!;
    const problem: MatchingProblem = {
      ...whole,
      score: (i, j) =>
        i === gone.mentee && j === gone.mentor ? -1 : whole.score(i, j),
    };
    const left = pairs.filter((pair) => pair !== gone);
    const worst = left
      .filter(({ pinned }) => !pinned)
      .reduce((low, { score }) => Math.min(low, score), 10_000);
    const again = solveMatching({ ...problem, floor: true });
    const best = again.floor!;
    const state = openKeepingFloor(problem, { pairs: left });
    const own = left.length === 0 ? problem.minimumScore : worst;
    expect(state.least, `seed ${seed}`).toBe(Math.min(own, best));
    fallen[best < own ? 1 : 0]!++;
    if (problem.objective === "total") continue;
    expect(pairsOfState(state).length, `seed ${seed}`).toBe(again.pairs.length);
  }
  expect(Math.min(...fallen)).toBeGreaterThan(5);
});
