import { expect, test, vi } from "vitest";
import { countBlockingPairs } from "~/domain/matching/blocking";
import { type Insisted, openInsisting } from "~/domain/matching/insist";
import { figuresOfPairs } from "~/domain/matching/pair-changes";
import { QuotaUnattainable } from "~/domain/matching/quota-bounds";
import { solveMatching } from "~/domain/matching/solve";
import { type Standing, standingOf } from "~/domain/matching/standing";
import type { MatchingProblem, PairQuota } from "~/domain/matching/types";
import type { Wanted } from "~/domain/matching/wanted-pair";
import { problemOf, randomFrom } from "../support/matching-cases";

vi.setConfig({ testTimeout: 120_000 });

/** A crowd with too few places, pairs ruled out and second places; the greatest score is `top`. */
function crowd(
  seed: number,
  objective: MatchingProblem["objective"],
  top = 10_000,
) {
  const random = randomFrom(seed * 733 + 5);
  const [mentees, mentors] = [3 + random(6), 3 + random(5)];
  const scores = Array.from({ length: mentees }, () =>
    Array.from({ length: mentors }, () =>
      random(5) === 0 ? -1 : random(top + 1),
    ),
  );
  const problem = problemOf({
    scores,
    objective,
    demand: Uint8Array.from(scores, () => 1 + (random(5) === 0 ? 1 : 0)),
    capacity: Int32Array.from({ length: mentors }, () => 1 + random(2)),
  });
  return { problem, scores, random };
}

function solvedStanding(problem: MatchingProblem): Standing {
  const { pairs } = solveMatching(problem);
  return standingOf(
    problem,
    pairs.filter(({ pinned }) => !pinned),
  );
}

/** Every pair that is not one yet, whatever rules say. */
function* questions({ problem, pairs }: Standing): Generator<Wanted> {
  for (const mentee of problem.menteeIds.keys())
    for (const mentor of problem.mentorIds.keys()) {
      if (pairs.some((one) => one.mentee === mentee && one.mentor === mentor))
        continue;
      const score = Math.max(problem.score(mentee, mentor), 50);
      yield { mentee, mentor, score, instead: null };
    }
}

function pinned(problem: MatchingProblem, wanted: Wanted): MatchingProblem {
  return {
    ...problem,
    pins: [...problem.pins, [wanted.mentee, wanted.mentor]],
    pinScores: [...problem.pinScores, wanted.score],
  };
}

function answered(answer: Insisted | string): Insisted {
  if (typeof answer === "string") throw new Error(answer);
  return answer;
}

/** The pairs after the changes. */
function carriedOut(standing: Standing, { changes }: Insisted) {
  const gone = new Set(changes.map(({ mentee, from }) => `${mentee} ${from}`));
  return [
    ...standing.pairs
      .filter(({ mentee, mentor }) => !gone.has(`${mentee} ${mentor}`))
      .map(({ mentee, mentor }) => ({ mentee, mentor })),
    ...changes.flatMap(({ mentee, to }) =>
      to === null ? [] : [{ mentee, mentor: to }],
    ),
  ];
}

test("while the proposals are the best there can be, the effect is that of matching anew with the pair fixed", () => {
  let asked = 0;
  for (let seed = 0; seed < 60; seed++) {
    const { problem } = crowd(seed, seed % 2 ? "coverage" : "total");
    const standing = solvedStanding(problem);
    const insist = openInsisting(standing);
    for (const wanted of questions(standing)) {
      const answer = answered(insist(wanted));
      expect(answer).toMatchObject({ isBest: true, floor: null });
      const { pairs } = solveMatching(pinned(problem, wanted));
      expect(answer.after).toEqual(figuresOfPairs(pairs));
      asked++;
    }
  }
  expect(asked).toBeGreaterThan(500);
});

test("where the worst pair comes first its floor is kept, and falls only where somebody would be left without", () => {
  let [kept, fell, below] = [0, 0, 0];
  for (let seed = 0; seed < 80; seed++) {
    const { problem } = crowd(seed, "fairest");
    const standing = solvedStanding(problem);
    if (standing.pairs.length === 0) continue;
    const insist = openInsisting(standing);
    const least = Math.min(...standing.pairs.map(({ score }) => score));
    for (const wanted of questions(standing)) {
      const answer = answered(insist(wanted));
      const anew = solveMatching(pinned(problem, wanted));
      const most = figuresOfPairs(anew.pairs);
      expect(answer.after.people).toBe(most.people);
      expect(answer.after.secondPlaces).toBe(most.secondPlaces);
      expect(answer.floor!.before).toBe(least);
      if (answer.floor!.isBelow) below++;
      if (answer.floor!.after >= least) {
        kept++;
        const floored = { ...problem, objective: "coverage" } as const;
        const best = solveMatching(
          pinned({ ...floored, minimumScore: least }, wanted),
        );
        expect(answer.after.total).toBe(best.total);
      } else {
        fell++;
        expect(answer.floor!.after).toBe(anew.floor);
        expect(answer.after.total).toBe(anew.total);
      }
    }
  }
  expect(Math.min(kept, fell, below)).toBeGreaterThan(10);
});

test("after refusals nobody moves who need not, and among the fewest moves the best is taken", () => {
  let asked = 0;
  for (let seed = 0; seed < 60; seed++) {
    const { problem: whole, scores, random } = crowd(seed, "coverage", 100);
    const solved = solvedStanding(whole);
    const refused = solved.pairs[random(solved.pairs.length)];
    if (!refused) continue;
    const forbidden = scores.map((row, i) =>
      row.map((score, j) =>
        i === refused.mentee && j === refused.mentor ? -1 : score,
      ),
    );
    const problem = {
      ...whole,
      score: (i: number, j: number) => forbidden[i]![j]!,
    };
    const pairs = solved.pairs.filter((pair) => pair !== refused);
    const standing = standingOf(problem, pairs);
    const insist = openInsisting(standing);
    for (const wanted of questions(standing)) {
      const answer = answered(insist(wanted));
      if (answer.isBest) continue;
      asked++;
      // an independent solver, with a prize for each pair that stays
      const held = (i: number) => pairs.filter(({ mentee }) => mentee === i);
      const prized = problemOf({
        menteeIds: whole.menteeIds,
        mentorIds: whole.mentorIds,
        capacity: whole.capacity,
        demand: Uint8Array.from(whole.menteeIds, (_, i) =>
          Math.max(1, held(i).length),
        ),
        scores: forbidden.map((row, i) =>
          row.map((score, j) =>
            held(i).length === 0 || score < 0
              ? -1
              : score +
                (held(i).some(({ mentor }) => mentor === j) ? 5_000 : 0),
          ),
        ),
      });
      const best = solveMatching(pinned(prized, wanted));
      const after = carriedOut(standing, answer);
      const worth = after.reduce(
        (sum, { mentee, mentor }) =>
          sum +
          (mentee === wanted.mentee && mentor === wanted.mentor
            ? wanted.score
            : prized.score(mentee, mentor)),
        0,
      );
      expect(worth).toBe(best.total);
      expect(after.length).toBe(best.pairs.length);
    }
  }
  expect(asked).toBeGreaterThan(50);
});

test("decided pairs stay, and whoever has only decided places is out of reach", () => {
  const problem = problemOf({
    scores: [
      [90, 80, 10],
      [80, 70, 60],
      [20, 30, 40],
    ],
    pins: [[0, 0]],
    pinScores: [90],
  });
  const standing = standingOf(problem, [
    { mentee: 1, mentor: 1, score: 70 },
    { mentee: 2, mentor: 2, score: 40 },
  ]);
  const insist = openInsisting(standing);
  expect(insist({ mentee: 1, mentor: 0, score: 80, instead: 1 })).toBe(
    "no_place",
  );
  expect(insist({ mentee: 0, mentor: 1, score: 80, instead: null })).toBe(
    "no_place",
  );
  expect(insist({ mentee: 2, mentor: 2, score: 40, instead: null })).toBe(
    "stands",
  );
  const { changes } = answered(
    insist({ mentee: 1, mentor: 2, score: 60, instead: 1 }),
  );
  expect(changes).toMatchObject([
    { mentee: 1, from: 1, to: 2 },
    { mentee: 2, from: 2, to: 1 },
  ]);
});

test("a pinned pair gives way to the one that its own mentee is to have instead", () => {
  const problem = problemOf({
    scores: [
      [90, 80],
      [80, 70],
    ],
    pins: [[0, 0]],
    pinScores: [90],
  });
  const insist = openInsisting(
    standingOf(problem, [{ mentee: 1, mentor: 1, score: 70 }]),
  );
  const { changes } = answered(
    insist({ mentee: 0, mentor: 1, score: 80, instead: 0 }),
  );
  expect(changes).toMatchObject([
    { mentee: 0, from: 0, to: 1 },
    { mentee: 1, from: 1, to: 0 },
  ]);
});

test("a proposal that rules forbid by now stays where it is", () => {
  const problem = problemOf({
    scores: [
      [-1, 80],
      [80, 70],
    ],
  });
  const insist = openInsisting(
    standingOf(problem, [
      { mentee: 0, mentor: 0, score: 55 },
      { mentee: 1, mentor: 1, score: 70 },
    ]),
  );
  expect(insist({ mentee: 1, mentor: 0, score: 80, instead: 1 })).toBe(
    "no_place",
  );
});

test("under quotas all is matched anew with the pair fixed, or the pair cannot be", () => {
  const quotas: PairQuota[] = [
    { side: "mentors", members: [0, 1], atLeast: 1, atMost: 2 },
    { side: "mentors", members: [2], atLeast: 0, atMost: 0 },
  ];
  let [worked, impossible] = [0, 0];
  for (let seed = 0; seed < 40; seed++) {
    const { problem: free } = crowd(seed, "coverage");
    const problem = { ...free, quotas };
    let standing: Standing;
    try {
      standing = solvedStanding(problem);
    } catch (error) {
      expect(error).toBeInstanceOf(QuotaUnattainable);
      continue;
    }
    const insist = openInsisting(standing);
    for (const wanted of questions(standing)) {
      const answer = insist(wanted);
      if (typeof answer === "string") {
        impossible++;
        expect(answer).toBe("quotas");
        expect(() => solveMatching(pinned(problem, wanted))).toThrow();
        continue;
      }
      worked++;
      const { pairs } = solveMatching(pinned(problem, wanted));
      expect(answer.after).toEqual(figuresOfPairs(pairs));
    }
  }
  expect(Math.min(worked, impossible)).toBeGreaterThan(50);
});

test("under stable it says how many pairs would then rather have each other", () => {
  let blocked = 0;
  for (let seed = 0; seed < 40; seed++) {
    const { problem } = crowd(seed, "stable");
    const standing = solvedStanding(problem);
    const insist = openInsisting(standing);
    for (const wanted of questions(standing)) {
      const answer = answered(insist(wanted));
      expect(answer.blocking!.before).toBe(0);
      const pairs = carriedOut(standing, answer).map((pair) => ({
        ...pair,
        score:
          pair.mentee === wanted.mentee && pair.mentor === wanted.mentor
            ? wanted.score
            : problem.score(pair.mentee, pair.mentor),
        pinned: false,
      }));
      expect(answer.blocking!.after).toBe(countBlockingPairs(problem, pairs));
      blocked += answer.blocking!.after;
    }
  }
  expect(blocked).toBeGreaterThan(50);
});
