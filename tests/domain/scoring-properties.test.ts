import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileScorer } from "~/domain/scoring/compile";
import { usableWeights } from "~/domain/scoring/in-use";
import {
  CRITERIA,
  type CriteriaSet,
  type LineCriterion,
  type MatchingFacts,
  type Mentee,
  type Mentor,
} from "~/domain/scoring/types";
import {
  fraction,
  plus,
  rounded,
  times,
  type Fraction,
} from "../support/fractions";
import {
  naiveCountry,
  naiveIsForbidden,
  naiveLanguage,
  naiveNeeds,
  naiveQuestion,
  naiveQuestions,
  naiveSector,
  naiveTime,
  naiveWishes,
} from "../support/naive-scoring";
import { criteria, facts as factsOf } from "../support/scoring-people";
import {
  SECTORS,
  criteriaSet,
  population,
  sectors,
} from "../support/scoring-populations";

/** The criteria in use with the value each must have, from the independent definitions. */
function expected(
  e: Mentee,
  r: Mentor,
  set: CriteriaSet,
  facts: MatchingFacts,
): [LineCriterion, number, number][] {
  const country = naiveCountry(e, r, set, facts);
  const exact = {
    sector: naiveSector(e, r, set),
    country,
    needs: facts.collected.needs ? naiveNeeds(e, r) : null,
    language: naiveLanguage(e, r),
    time: facts.collected.time ? naiveTime(e, r, set, facts) : null,
    wishes: facts.collected.wishes ? naiveWishes(e, r, facts) : null,
  };
  const inBasisPoints = (value: Fraction) =>
    rounded(times(value, fraction(10_000)));
  const lines: [LineCriterion, number, number][] = [];
  for (const criterion of CRITERIA) {
    const value = exact[criterion];
    const weight = set.weights[criterion];
    if (value) lines.push([criterion, inBasisPoints(value), weight]);
  }
  for (const own of naiveQuestions(set, facts)) {
    const value = naiveQuestion(e, r, own) ?? fraction(1, 2);
    if (own.weight !== "must")
      lines.push(["question", inBasisPoints(value), own.weight]);
  }
  return lines;
}

function forEveryPair(
  check: (e: number, r: number, set: CriteriaSet, facts: MatchingFacts) => void,
) {
  fc.assert(
    fc.property(population, criteriaSet, (facts, set) => {
      fc.pre(usableWeights(set, facts.collected).ok);
      facts.mentees.forEach((_, e) =>
        facts.mentors.forEach((__, r) => check(e, r, set, facts)),
      );
    }),
    { numRuns: 400, seed: 2026 },
  );
}

describe("for any population and criteria", () => {
  test("every value and score is what the exact definitions give, to the last basis point", () => {
    forEveryPair((e, r, set, facts) => {
      const values = expected(facts.mentees[e]!, facts.mentors[r]!, set, facts);
      const total = values.reduce((sum, [, , weight]) => sum + weight, 0);
      const score = values
        .map(([, s, weight]) => times(fraction(weight, total), fraction(s)))
        .reduce(plus, fraction(0));

      const explanation = compileScorer(set, facts).explain(e, r);

      expect(
        explanation.criteria.map(({ criterion, s, weight }) => [
          criterion,
          s,
          weight,
        ]),
      ).toEqual(values);
      expect(explanation.score).toBe(rounded(score));
    });
  });

  test("the quick score is the explained one, or −1 exactly where a rule forbids the pair", () => {
    forEveryPair((e, r, set, facts) => {
      const scorer = compileScorer(set, facts);
      const { score, blockedBy } = scorer.explain(e, r);
      const isForbidden = naiveIsForbidden(
        facts.mentees[e]!,
        facts.mentors[r]!,
        set,
        facts,
      );

      expect(scorer.score(e, r)).toBe(isForbidden ? -1 : score);
      expect(blockedBy.length > 0).toBe(isForbidden);
    });
  });

  test("the points are shares by largest remainder and add up to the score", () => {
    forEveryPair((e, r, set, facts) => {
      const { score, criteria } = compileScorer(set, facts).explain(e, r);
      const total = criteria.reduce((sum, { weight: w }) => sum + w, 0);

      expect(criteria.reduce((sum, { points }) => sum + points, 0)).toBe(score);
      const extra = criteria.map(
        ({ s, weight: w, points }) => points - Math.floor((s * w) / total),
      );
      expect(extra.every((point) => point === 0 || point === 1)).toBe(true);
      const remainder = criteria.map(({ s, weight: w }) => (s * w) % total);
      extra.forEach((given, a) =>
        extra.forEach((kept, b) => {
          if (given > kept)
            expect(
              remainder[a]! > remainder[b]! ||
                (remainder[a] === remainder[b] && a < b),
            ).toBe(true);
        }),
      );
    });
  });

  test("the order of a mentor's entries, and saying them twice, changes nothing", () => {
    forEveryPair((e, r, set, facts) => {
      const doubled = facts.mentors.map((mentor) => ({
        ...mentor,
        sectors: [...mentor.sectors, ...mentor.sectors].reverse(),
        languages: [...mentor.languages, ...mentor.languages].reverse(),
        markets:
          mentor.markets && [...mentor.markets, ...mentor.markets].reverse(),
        offers: mentor.offers && [...mentor.offers, ...mentor.offers].reverse(),
        availability:
          mentor.availability &&
          [...mentor.availability, ...mentor.availability].reverse(),
      }));

      expect(
        compileScorer(set, { ...facts, mentors: doubled }).score(e, r),
      ).toBe(compileScorer(set, facts).score(e, r));
    });
  });

  test("a longer list of sectors gains nothing beyond what its best entries cover", () => {
    fc.assert(
      fc.property(sectors, sectors, (wanted, offered) => {
        const long = factsOf();
        const s = (mentorSectors: readonly string[]) =>
          compileScorer(criteria({ weights: onlySector }), {
            ...long,
            mentees: [{ ...long.mentees[0]!, sectors: wanted }],
            mentors: [{ ...long.mentors[0]!, sectors: mentorSectors }],
          }).explain(0, 0).score;

        expect(s([...offered, ...wanted])).toBe(10_000);
        expect(s([...wanted, ...SECTORS])).toBe(s(wanted));
      }),
    );
  });
});

const onlySector = {
  sector: 1,
  country: 0,
  needs: 0,
  language: 0,
  time: 0,
  wishes: 0,
};
