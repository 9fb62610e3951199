import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alike, population as cohort } from "~/cli/bench/population";
import { openMarket } from "~/domain/matching/market";
import { scanPairs } from "~/domain/matching/pair-scan";
import { problemOf } from "~/domain/matching/problem";
import { compileScorer } from "~/domain/scoring/compile";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";
import { usableWeights } from "~/domain/scoring/in-use";
import { likenessOf } from "~/domain/scoring/likeness";
import type { MatchingFacts } from "~/domain/scoring/types";
import { criteriaSet, population } from "../support/scoring-populations";

/** Everybody three times, the copies under other ids and the last ones without an organisation. */
function threefold(facts: MatchingFacts): MatchingFacts {
  const copies = <T extends { readonly id: string }>(people: readonly T[]) => [
    ...people,
    ...people.map((one) => ({ ...one, id: `${one.id}+` })),
    ...people.map((one) => ({
      ...one,
      id: `${one.id}++`,
      organisation: null,
    })),
  ];
  const { mentees, mentors } = facts;
  return { ...facts, mentees: copies(mentees), mentors: copies(mentors) };
}

const NOBODY_NAMED = { wishes: [], pins: [], exclusions: [] };

describe("people who say the same", () => {
  test("have the same scores, whatever the people, criteria, wishes, pins and exclusions", () => {
    let shared = 0;
    fc.assert(
      fc.property(population, criteriaSet, fc.boolean(), (few, set, bare) => {
        fc.pre(usableWeights(set, few.collected).ok);
        const facts = threefold(bare ? { ...few, ...NOBODY_NAMED } : few);
        const scorer = compileScorer(set, facts);
        const likeness = likenessOf(facts);
        if (!likeness) return;
        const first = new Map<string, number>();
        facts.mentees.forEach((_, i) =>
          facts.mentors.forEach((__, j) => {
            const kinds = `${likeness.mentees[i]} ${likeness.mentors[j]}`;
            const known = first.get(kinds);
            if (known === undefined) first.set(kinds, scorer.score(i, j));
            else {
              shared++;
              expect(scorer.score(i, j)).toBe(known);
            }
          }),
        );
      }),
      { numRuns: 300, seed: 11 },
    );
    expect(shared).toBeGreaterThan(1_000);
  });

  test("are scored once by a scan, and found as often as they are", () => {
    const facts = alike(700, 400, 1);
    const scorer = compileScorer(DEFAULT_CRITERIA, facts);
    const problem = problemOf(DEFAULT_CRITERIA, facts, scorer, "coverage");
    let asked = 0;
    const counted = {
      ...problem,
      score: (i: number, j: number) => {
        asked++;
        return problem.score(i, j);
      },
    };
    const scan = scanPairs(openMarket(counted));
    let found = 0;
    for (let i = 0; i < 700; i++)
      scan
        .priced(1, new Float64Array(400))
        .each(i, { least: 0, above: -1 }, () => found++);
    expect(found).toBe(700 * 400);
    expect(asked).toBeLessThan(50);
  });

  test("are not looked for where people differ", () => {
    expect(likenessOf(cohort(300, 200, 1))).toBeNull();
  });
});
