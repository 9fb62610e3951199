import { expect, test, vi } from "vitest";
import type { MatchState } from "~/domain/matching/repair/match-state";
import { figuresOf, pairsOfState } from "~/domain/matching/repair/figures";
import { openState } from "~/domain/matching/repair/open-state";
import { type Relaxing, relaxingsFor } from "~/domain/matching/repair/relaxing";
import type { Repaired } from "~/domain/matching/repair/repair";
import { keepState, restoreState } from "~/domain/matching/repair/state-bytes";
import {
  dearestPlaces,
  effectOfPair,
  leastCostOfPair,
  onePlaceMore,
} from "~/domain/matching/repair/why-not";
import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem } from "~/domain/matching/types";
import { problemOf, randomFrom } from "../support/matching-cases";

vi.setConfig({ testTimeout: 120_000 });

const BLOCKED = 1;

/** A crowd with too few places, some pairs ruled out, some below the minimum; scores of all pairs are known. */
function crowd(seed: number, objective: MatchingProblem["objective"]) {
  const random = randomFrom(seed * 613 + 11);
  const [mentees, mentors] = [4 + random(9), 3 + random(6)];
  const step = [1, 500][seed % 2]!;
  const all = Array.from({ length: mentees }, () =>
    Array.from({ length: mentors }, () => step * random(10_001 / step)),
  );
  const rules = all.map((row) =>
    row.map(() => (random(4) === 0 ? BLOCKED : 0)),
  );
  const problem = problemOf({
    scores: all.map((row, i) =>
      row.map((score, j) => (rules[i]![j] === BLOCKED ? -1 : score)),
    ),
    objective,
    demand: Uint8Array.from(all, () => 1 + (random(5) === 0 ? 1 : 0)),
    capacity: Int32Array.from({ length: mentors }, () => random(3)),
    minimumScore: 3_000,
  });
  return { all, rules, problem, random };
}

function solved(problem: MatchingProblem): MatchState {
  const { pairs, certificate } = solveMatching(problem);
  const mentorPrice = certificate!.mentorPrice;
  return openState(problem, { pairs, mentorPrice }, { switchPenalty: "ties" });
}

function figures(problem: MatchingProblem) {
  const { matched, total, pairs } = solveMatching(problem);
  return { people: matched, secondPlaces: pairs.length - matched, total };
}

function worth(state: MatchState, { before, after }: Repaired): number {
  const { first, second, perPoint } = state.graph.weights;
  return (
    first * (after.people - before.people) +
    second * (after.secondPlaces - before.secondPlaces) +
    perPoint * (after.total - before.total)
  );
}

/** What kept pairs, which only break ties, can amount to: less than a point. */
function ties(state: MatchState): number {
  return state.graph.weights.perPoint;
}

const OBJECTIVES = ["coverage", "total"] as const;

test("insisting on a pair costs what solving everything again with the pin shows, and no less than the dual values say", () => {
  for (let seed = 0; seed < 60; seed++) {
    const { problem } = crowd(seed, OBJECTIVES[seed % 2]!);
    const state = solved(problem);
    const before = JSON.stringify(pairsOfState(state));
    for (const [i, demand] of problem.demand.entries())
      for (const [j, capacity] of problem.capacity.entries()) {
        const score = problem.score(i, j);
        if (capacity === 0 || demand === 0 || score < 0) continue;
        const effect = effectOfPair(state, i, j)!;
        const again = figures({
          ...problem,
          pins: [[i, j]],
          pinScores: [score],
        });
        expect(effect.after, `seed ${seed}: ${i}, ${j}`).toEqual(again);
        const least = leastCostOfPair(state, i, j)!;
        if (score >= problem.minimumScore)
          expect(-worth(state, effect)).toBeGreaterThan(least - ties(state));
      }
    expect(JSON.stringify(pairsOfState(state))).toBe(before);
  }
});

test("the chain of changes leads from the pairs of the run to pairs with the figures that are named", () => {
  for (let seed = 0; seed < 60; seed++) {
    const { problem } = crowd(seed, "coverage");
    const state = solved(problem);
    const [i, j] = [seed % problem.menteeIds.length, 0];
    if (problem.capacity[j] === 0 || problem.score(i, j) < 0) continue;
    const effect = effectOfPair(state, i, j)!;
    const pairs = new Set(
      pairsOfState(state).map(({ mentee, mentor }) => `${mentee},${mentor}`),
    );
    for (const { mentee, from, to } of effect.changes) {
      if (from !== null) expect(pairs.delete(`${mentee},${from}`)).toBe(true);
      if (to !== null) pairs.add(`${mentee},${to}`);
    }
    expect(pairs.has(`${i},${j}`)).toBe(true);
    const total = [...pairs].reduce((sum, key) => {
      const [mentee, mentor] = key.split(",").map(Number);
      return sum + problem.score(mentee!, mentor!);
    }, 0);
    expect(total).toBe(effect.after.total);
  }
});

test("one more place at a mentor brings what solving everything again shows, and at most the price", () => {
  for (let seed = 0; seed < 60; seed++) {
    const { problem } = crowd(seed, OBJECTIVES[seed % 2]!);
    const state = solved(problem);
    for (const j of problem.capacity.keys()) {
      const capacity = problem.capacity.slice();
      capacity[j]!++;
      const { effect, atMost } = onePlaceMore(state, j);
      expect(effect.after, `seed ${seed}: ${j}`).toEqual(
        figures({ ...problem, capacity }),
      );
      expect(worth(state, effect)).toBeLessThan(atMost + ties(state));
    }
    for (const { effect } of dearestPlaces(state, 3))
      expect(worth(state, effect)).toBeGreaterThanOrEqual(0);
  }
});

test("what is named to somebody unmatched gives them a pair, takes nobody's, and is what it says", () => {
  let [named, unmatched] = [0, 0];
  for (let seed = 0; seed < 80; seed++) {
    const { problem, all, rules } = crowd(seed, OBJECTIVES[seed % 2]!);
    const state = solved(problem);
    const before = figuresOf(state);
    const matched = new Set(pairsOfState(state).map(({ mentee }) => mentee));
    for (const i of problem.menteeIds.keys()) {
      if (matched.has(i)) continue;
      unmatched++;
      const found = relaxingsFor(state, i, (mentee, mentor) => ({
        score: all[mentee]![mentor]!,
        blockedBy: rules[mentee]![mentor] === BLOCKED ? ["rule"] : [],
      }));
      named += found.length;
      for (const one of found) {
        expect(one.effect.after.people).toBe(before.people + 1);
        expect(one.effect.changes.every(({ to }) => to !== null)).toBe(true);
        const again = figures(relaxed(problem, all, i, one));
        expect(again.people).toBe(one.effect.after.people);
        expect(again.total).toBeGreaterThanOrEqual(one.effect.after.total);
      }
    }
  }
  expect(named).toBeGreaterThan(unmatched / 2);
});

/** The same problem with the one thing done differently. */
function relaxed(
  problem: MatchingProblem,
  all: readonly (readonly number[])[],
  mentee: number,
  one: Relaxing,
): MatchingProblem {
  const capacity = problem.capacity.slice();
  if (one.kind === "place") capacity[one.mentor]!++;
  const isIt = (i: number, j: number) =>
    one.kind !== "place" && i === mentee && j === one.mentor;
  return {
    ...problem,
    capacity,
    minimumScore: 0,
    score: (i, j) => {
      if (isIt(i, j)) return all[i]![j]!;
      const score = problem.score(i, j);
      return score < problem.minimumScore ? -1 : score;
    },
  };
}

test("with evenness the costs are those of solving everything again as well", () => {
  for (let seed = 0; seed < 40; seed++) {
    const problem: MatchingProblem = {
      ...crowd(seed, OBJECTIVES[seed % 2]!).problem,
      evenness: ([0, 1, 2] as const)[seed % 3]!,
    };
    const state = solved(problem);
    for (const [j, capacity] of problem.capacity.entries()) {
      const [i, score] = [0, problem.score(0, j)];
      if (capacity === 0 || score < 0) continue;
      const again = figures({ ...problem, pins: [[i, j]], pinScores: [score] });
      expect(effectOfPair(state, i, j)!.after, `seed ${seed}: ${j}`).toEqual(
        again,
      );
    }
  }
});

test("a state kept as bytes is the same again, and bytes of other people or broken ones are refused", () => {
  for (let seed = 0; seed < 30; seed++) {
    const { problem } = crowd(seed, OBJECTIVES[seed % 2]!);
    const state = solved(problem);
    const bytes = keepState(state);
    const again = restoreState(bytes, problem)!;
    expect(pairsOfState(again)).toEqual(pairsOfState(state));
    expect(figuresOf(again)).toEqual(figuresOf(state));
    expect(keepState(again)).toEqual(bytes);
    // as a database hands them over: somewhere in a larger buffer
    const view = Buffer.from([7, ...bytes]).subarray(1);
    expect(pairsOfState(restoreState(view, problem)!)).toEqual(
      pairsOfState(state),
    );
    // made once more from the result alone, it is the same to the last byte
    expect(keepState(solved(problem))).toEqual(bytes);
    for (const j of problem.capacity.keys())
      expect(onePlaceMore(again, j)).toEqual(
        onePlaceMore(restoreState(bytes, problem)!, j),
      );
    const others = {
      ...problem,
      menteeIds: problem.menteeIds.map((id) => `x${id}`),
    };
    expect(restoreState(bytes, others)).toBeNull();
    expect(
      restoreState(bytes.subarray(0, bytes.length - 3), problem),
    ).toBeNull();
  }
});
