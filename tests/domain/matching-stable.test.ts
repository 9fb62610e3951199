import { expect, test, vi } from "vitest";
import { countBlockingPairs } from "~/domain/matching/blocking";
import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem, SolvedPair } from "~/domain/matching/types";
import { verifyMatching } from "~/domain/matching/verify";
import { pairsById, problemOf, randomProblem } from "../support/matching-cases";

vi.setConfig({ testTimeout: 60_000 });

test("the stable result goes down the scores, and coverage gives up a good pair for one more person", () => {
  const scores = [
    [9000, 8000],
    [8500, -1],
  ];
  const stable = problemOf({ scores, objective: "stable" });
  const result = solveMatching(stable);
  expect(pairsById(stable, result)).toEqual(["e0–m0 9000"]);
  expect(result).toMatchObject({
    matched: 1,
    certificate: null,
    blockingPairs: 0,
  });
  expect(result.unmatched).toEqual([{ mentee: 1, cause: "mentors_full" }]);

  const coverage = solveMatching(problemOf({ scores, objective: "coverage" }));
  expect(coverage).toMatchObject({
    matched: 2,
    total: 16500,
    blockingPairs: 1,
  });
});

test("between equal scores the earlier id wins, on both sides", () => {
  const scores = [
    [5000, 5000],
    [5000, 5000],
  ];
  const problem = problemOf({
    scores,
    menteeIds: ["b", "a"],
    mentorIds: ["\u{1f600}", "\uffee"],
    objective: "stable",
  });
  expect(pairsById(problem, solveMatching(problem))).toEqual([
    "a–\uffee 5000",
    "b–\u{1f600} 5000",
  ]);
});

test("no mentee and mentor would both rather have each other, by a definition of its own", () => {
  for (let seed = 0; seed < 1500; seed++) {
    const problem = randomProblem(seed, "stable", 8);
    const result = solveMatching(problem);
    expect(blockingByDefinition(problem, result.pairs), `seed ${seed}`).toBe(0);
    expect(result.blockingPairs).toBe(0);
    expect(verifyMatching(problem, result)).toMatchObject({ ok: true });
  }
});

test("whoever proposes, nothing blocks and everybody has as many partners", () => {
  for (let seed = 0; seed < 800; seed++) {
    const problem = randomProblem(seed, "stable", 8);
    const byMentees = solveMatching(problem);
    const byMentors = solveMatching({ ...problem, proposing: "mentors" });
    expect(blockingByDefinition(problem, byMentors.pairs), `seed ${seed}`).toBe(
      0,
    );
    expect(byMentors.blockingPairs).toBe(0);
    for (const side of ["mentee", "mentor"] as const)
      expect(countsOf(byMentors.pairs, side), `seed ${seed}`).toEqual(
        countsOf(byMentees.pairs, side),
      );
  }
});

test("a mentor's ranking is followed beyond its first choices", () => {
  const many = 200;
  const scores = Array.from({ length: many }, (_, i) => [5000, 9000 - i]);
  const problem = problemOf({
    scores,
    capacity: Int32Array.of(many, 1),
    objective: "stable",
    proposing: "mentors",
  });
  expect(solveMatching(problem)).toMatchObject({
    matched: many,
    blockingPairs: 0,
  });
});

function countsOf(
  pairs: readonly SolvedPair[],
  side: "mentee" | "mentor",
): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const pair of pairs) counts[pair[side]] = (counts[pair[side]] ?? 0) + 1;
  return counts;
}

test("of all results the blocking pairs are counted by the same definition", () => {
  for (let seed = 0; seed < 500; seed++) {
    const problem = randomProblem(seed, "total", 8);
    const { pairs, blockingPairs } = solveMatching(problem);
    expect(blockingPairs, `seed ${seed}`).toBe(
      blockingByDefinition(problem, pairs),
    );
    const pins = pairs.filter((pair) => pair.pinned);
    expect(countBlockingPairs(problem, pins)).toBe(
      blockingByDefinition(problem, pins),
    );
  }
});

test("each mentee has the best mentors of any stable result", () => {
  for (let seed = 0; seed < 150; seed++) {
    const base = randomProblem(seed, "stable", 4);
    const problem = {
      ...base,
      demand: base.demand.map(() => 1),
      capacity: base.capacity.map((c) => Math.min(c, 1)),
    };
    if (problem.pins.length > 0) continue;
    const own = solveMatching(problem).pairs;
    for (const other of allMatchings(problem)) {
      if (blockingByDefinition(problem, other) > 0) continue;
      for (const pair of other) {
        const mine = own.find((candidate) => candidate.mentee === pair.mentee);
        expect(mine, `seed ${seed}`).toBeDefined();
        expect(
          isBetter(
            problem.mentorIds,
            pair.score,
            pair.mentor,
            mine!.score,
            mine!.mentor,
          ),
        ).toBe(false);
      }
    }
  }
});

function isBetter(
  ids: readonly string[],
  score: number,
  at: number,
  thanScore: number,
  thanAt: number,
): boolean {
  if (score !== thanScore) return score > thanScore;
  return Buffer.compare(Buffer.from(ids[at]!), Buffer.from(ids[thanAt]!)) < 0; // UTF-8 bytes sort by code points
}

function blockingByDefinition(
  problem: MatchingProblem,
  pairs: readonly SolvedPair[],
): number {
  let count = 0;
  problem.menteeIds.forEach((_, i) =>
    problem.mentorIds.forEach((__, j) => {
      const score = problem.score(i, j);
      if (score < 0 || score < problem.minimumScore) return;
      const ofMentee = pairs.filter((pair) => pair.mentee === i);
      const ofMentor = pairs.filter((pair) => pair.mentor === j);
      if (ofMentee.some((pair) => pair.mentor === j)) return;
      const menteeWants =
        ofMentee.length < problem.demand[i]! ||
        ofMentee.some(
          (pair) =>
            !pair.pinned &&
            isBetter(problem.mentorIds, score, j, pair.score, pair.mentor),
        );
      const mentorWants =
        ofMentor.length < problem.capacity[j]! ||
        ofMentor.some(
          (pair) =>
            !pair.pinned &&
            isBetter(problem.menteeIds, score, i, pair.score, pair.mentee),
        );
      if (menteeWants && mentorWants) count++;
    }),
  );
  return count;
}

/** Every one-to-one matching of allowed pairs. */
function allMatchings(problem: MatchingProblem): SolvedPair[][] {
  let lists: SolvedPair[][] = [[]];
  problem.menteeIds.forEach((_, mentee) => {
    lists = lists.flatMap((list) => [
      list,
      ...problem.mentorIds.flatMap((__, mentor) => {
        const score = problem.score(mentee, mentor);
        const taken =
          problem.capacity[mentor] === 0 ||
          list.some((pair) => pair.mentor === mentor);
        if (taken || score < 0 || score < problem.minimumScore) return [];
        return [[...list, { mentee, mentor, score, pinned: false }]];
      }),
    ]);
  });
  return lists;
}
