import { expect, test } from "vitest";
import { problemOf } from "~/domain/matching/problem.ts";
import { solveMatching } from "~/domain/matching/solve.ts";
import { verifyMatching } from "~/domain/matching/verify.ts";
import { compileScorer } from "~/domain/scoring/compile.ts";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults.ts";
import { isConfidential } from "~/domain/scoring/reasons.ts";
import { topReasons } from "~/domain/scoring/top-reasons.ts";
import type { LikedPair, MatchingFacts, Wish } from "~/domain/scoring/types.ts";
import {
  facts as factsAlike,
  mentee,
  mentor,
} from "../support/scoring-people.ts";

const explainWith = (liked: LikedPair[], wishes: Wish[] = []) => {
  const facts: MatchingFacts = {
    ...factsAlike({
      mentees: [mentee({ id: "e1" })],
      mentors: [mentor({ id: "r1" })],
      wishes,
    }),
    liked,
  };
  return compileScorer(DEFAULT_CRITERIA, facts).explain(0, 0);
};
const lineOf = (...args: Parameters<typeof explainWith>) =>
  explainWith(...args).criteria.find(({ criterion }) => criterion === "wishes");

const pair = { mentee: "e1", mentor: "r1" };

test("one who would like to go on counts like a first wish of one side, two like one of both", () => {
  const first = (person: string, other: string) => ({ person, other, rank: 1 });
  const one = lineOf([], [first("e1", "r1")]);
  const both = lineOf([], [first("e1", "r1"), first("r1", "e1")]);
  expect(lineOf([{ ...pair, by: 1 }])?.s).toBe(one?.s);
  expect(lineOf([{ ...pair, by: 2 }])?.s).toBe(both?.s);
});

test("a better wish is not made worse by it, and the reason is what counts", () => {
  const wishes = [
    { person: "e1", other: "r1", rank: 1 },
    { person: "r1", other: "e1", rank: 1 },
  ];
  expect(lineOf([{ ...pair, by: 1 }], wishes)).toMatchObject({
    s: 10_000,
    reason: { key: "wishes.both" },
  });
  const last = [{ person: "e1", other: "r1", rank: 3, of: 3 }];
  expect(lineOf([{ ...pair, by: 1 }], last)).toMatchObject({
    s: 7_500,
    reason: { key: "wishes.met", args: { count: 1 } },
  });
});

test("it is confidential, and no participant reads it", () => {
  const explanation = explainWith([{ ...pair, by: 2 }]);
  const line = lineOf([{ ...pair, by: 2 }]);
  expect(line && isConfidential(line.reason)).toBe(true);
  expect(topReasons(explanation).map(({ key }) => key)).not.toContain(
    "wishes.met",
  );
});

test("the quick scan finds who is liked among many who fit better, and the proof holds", () => {
  const many = Array.from({ length: 330 }, (_, at) => at);
  const facts: MatchingFacts = {
    ...factsAlike({
      mentees: many.map((at) => mentee({ id: `e${at}` })),
      mentors: many.flatMap((at) => [
        mentor({ id: `far${at}`, sectors: ["01"] }),
        mentor({ id: `near${at}` }),
      ]),
    }),
    liked: many.map((at) => ({
      mentee: `e${at}`,
      mentor: `far${(7 * at + 3) % 330}`,
      by: 2,
    })),
  };
  const weights = { ...DEFAULT_CRITERIA.weights, wishes: 90 };
  const criteria = { ...DEFAULT_CRITERIA, weights };
  const scorer = compileScorer(criteria, facts);
  const problem = problemOf(criteria, facts, scorer, "coverage");
  const result = solveMatching(problem);
  expect(verifyMatching(problem, result).ok).toBe(true);
  const partner = new Map(
    result.pairs.map((found) => [
      problem.menteeIds[found.mentee],
      problem.mentorIds[found.mentor],
    ]),
  );
  for (const { mentee: e, mentor: r } of facts.liked ?? [])
    expect(partner.get(e)).toBe(r);
});
