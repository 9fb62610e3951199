import fc from "fast-check";
import { expect, test } from "vitest";
import { problemOf } from "~/domain/matching/problem";
import { solveMatching } from "~/domain/matching/solve";
import { openTrials } from "~/domain/matching/what-if";
import { compileScorer } from "~/domain/scoring/compile";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";
import { usableWeights } from "~/domain/scoring/in-use";
import type { CriteriaSet, MatchingFacts } from "~/domain/scoring/types";
import { criteriaSet, population } from "../support/scoring-populations";

/** The mentors of each mentee, by id, solved from scratch. */
function pairsOf(criteria: CriteriaSet, facts: MatchingFacts) {
  const scorer = compileScorer(criteria, facts);
  const { pairs } = solveMatching(
    problemOf(criteria, facts, scorer, "coverage"),
  );
  return pairs.map(({ mentee, mentor }) => ({
    mentee: facts.mentees[mentee]!.id,
    mentor: facts.mentors[mentor]!.id,
  }));
}

const usable = fc
  .tuple(population, criteriaSet, criteriaSet)
  .filter(([facts, saved, tried]) =>
    [saved, tried].every((set) => usableWeights(set, facts.collected).ok),
  );

test("what is saved, tried again, changes nobody", () => {
  fc.assert(
    fc.property(usable, ([facts, criteria]) => {
      const saved = { criteria, objective: "coverage" } as const;
      const result = openTrials(facts, saved, null)(saved)!;
      expect(result.changes).toEqual([]);
      expect(result.tried).toEqual(result.saved);
    }),
    { numRuns: 60 },
  );
});

test("another way changes exactly the mentees whose mentors differ between two runs", () => {
  fc.assert(
    fc.property(usable, ([facts, before, after]) => {
      const was = pairsOf(before, facts);
      const is = pairsOf(after, facts);
      const of = (pairs: typeof was, mentee: string) =>
        pairs.filter((pair) => pair.mentee === mentee).map((p) => p.mentor);
      const differ = facts.mentees
        .map(({ id }) => id)
        .filter((id) => of(was, id).join() !== of(is, id).join());

      const result = openTrials(
        facts,
        { criteria: before, objective: "coverage" },
        was,
      )({ criteria: after, objective: "coverage" })!;

      expect(result.changes.map(({ mentee }) => mentee)).toEqual(differ);
      for (const change of result.changes) {
        expect(change.before).toEqual(of(was, change.mentee));
        expect(change.after).toEqual(of(is, change.mentee));
      }
      expect(result.tried.pairs).toBe(is.length);
      expect(result.leftOut).toEqual(
        facts.mentees
          .map(({ id }) => id)
          .filter((id) => of(is, id).length === 0),
      );
    }),
    { numRuns: 100 },
  );
});

test("weights that nobody was asked about cannot be tried", () => {
  const [facts] = fc.sample(population, { numRuns: 1, seed: 7 });
  const asked = {
    ...facts!,
    collected: { ...facts!.collected, wishes: false },
  };
  const weights = { ...DEFAULT_CRITERIA.weights };
  for (const key of Object.keys(weights) as (keyof typeof weights)[])
    weights[key] = key === "wishes" ? 5 : 0;
  const saved = { criteria: DEFAULT_CRITERIA, objective: "coverage" } as const;
  const attempt = openTrials(asked, saved, []);
  expect(
    attempt({ ...saved, criteria: { ...DEFAULT_CRITERIA, weights } }),
  ).toBeNull();
});
