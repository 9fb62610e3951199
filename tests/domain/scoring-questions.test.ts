import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileScorer } from "~/domain/scoring/compile";
import { compileQuestions } from "~/domain/scoring/question";
import { usableWeights } from "~/domain/scoring/in-use";
import {
  QUESTION_RELATIONS,
  type MatchingFacts,
  type QuestionCriterion,
  type QuestionRelation,
} from "~/domain/scoring/types";
import { criteria, facts, mentee, mentor } from "../support/scoring-people";

const ASKED = {
  id: "q",
  text: { en: "How to meet?", fr: "Comment se voir ?", ar: "" },
};
const NOTHING = {
  needs: false,
  time: false,
  targetMarkets: false,
  wishes: false,
};
const NO_WEIGHTS = {
  sector: 0,
  country: 0,
  needs: 0,
  language: 0,
  time: 0,
  wishes: 0,
};

/** People who answered so, and the question asked of both sides. */
function asked(
  ofMentees: readonly (readonly string[])[],
  ofMentors: readonly (readonly string[])[],
): MatchingFacts {
  return facts({
    mentees: ofMentees.map((q, k) =>
      mentee({ id: `e${k}`, ...(q.length > 0 && { answers: { q } }) }),
    ),
    mentors: ofMentors.map((q, k) =>
      mentor({ id: `r${k}`, ...(q.length > 0 && { answers: { q } }) }),
    ),
    collected: { ...NOTHING, questions: [ASKED] },
  });
}

function only(
  relation: QuestionRelation,
  weight: QuestionCriterion["weight"] = 1,
) {
  const weights =
    weight === "must" ? { ...NO_WEIGHTS, language: 1 } : NO_WEIGHTS;
  return criteria({
    weights,
    questions: [{ question: "q", relation, weight }],
  });
}

function explained(
  relation: QuestionRelation,
  ofMentee: readonly string[],
  ofMentor: readonly string[],
  weight: QuestionCriterion["weight"] = 1,
) {
  const people = asked([ofMentee], [ofMentor]);
  return compileScorer(only(relation, weight), people).explain(0, 0);
}

describe("an own question with a weight", () => {
  test.each([
    ["same", ["a"], ["a"], 10_000, "question.same"],
    ["same", ["a"], ["b"], 0, "question.notSame"],
    ["same", ["a", "b"], ["b", "a"], 10_000, "question.same"],
    ["same", ["a"], ["a", "b"], 0, "question.notSame"],
    ["different", ["a"], ["b"], 10_000, "question.different"],
    ["different", ["a", "b"], ["b", "c"], 0, "question.alike"],
    ["overlap", ["a", "b", "c"], ["b", "x"], 3_333, "question.overlap"],
    ["overlap", ["a", "b", "c"], ["a", "b", "c", "d"], 10_000, undefined],
    ["overlap", ["a"], ["b"], 0, "question.overlap"],
  ] as const)(
    "that asks for %s answers: %j and %j are worth %i",
    (relation, ofMentee, ofMentor, score, key) => {
      const explanation = explained(relation, ofMentee, ofMentor);
      expect(explanation).toMatchObject({ score, warnings: [] });
      const line = explanation.criteria.at(-1);
      expect(line).toMatchObject({ criterion: "question", question: "q" });
      if (key) expect(line?.reason.key).toBe(key);
    },
  );

  test("speaks of the question in the languages it was written in", () => {
    expect(explained("same", ["a"], ["a"]).criteria.at(-1)?.reason).toEqual({
      key: "question.same",
      args: { question: "How to meet?", question_fr: "Comment se voir ?" },
    });
  });

  test.each(QUESTION_RELATIONS)(
    "counts as neutral under “%s”, with a warning, where somebody has not answered",
    (relation) => {
      const keys = (ofMentee: string[], ofMentor: string[]) => {
        const { score, warnings } = explained(relation, ofMentee, ofMentor);
        expect(score).toBe(5_000);
        return warnings.map(({ key }) => key);
      };
      expect(keys([], ["a"])).toEqual(["warning.menteeAnswerMissing"]);
      expect(keys(["a"], [])).toEqual(["warning.mentorAnswerMissing"]);
    },
  );

  test("is not in use where nobody was asked: it has no line, and its weight does not count", () => {
    const people = { ...asked([["a"]], [["b"]]), collected: NOTHING };
    expect(usableWeights(only("same"), people.collected).ok).toBe(false);
    const beside = criteria({ questions: only("same", 900).questions! });
    expect(compileScorer(beside, people).explain(0, 0)).toEqual(
      compileScorer(criteria(), people).explain(0, 0),
    );
  });

  test("weighs beside the criteria, and the points still add up", () => {
    const people = asked([["a"]], [["a"]]);
    const set = criteria({ questions: only("same", 25).questions! });
    const plain = compileScorer(criteria(), people).explain(0, 0);
    const { score, criteria: lines } = compileScorer(set, people).explain(0, 0);
    expect(score).toBeGreaterThan(plain.score);
    expect(lines.at(-1)).toMatchObject({ s: 10_000, weight: 25 });
    expect(lines.reduce((sum, { points }) => sum + points, 0)).toBe(score);
  });
});

describe("an own question that must be kept", () => {
  test.each([
    ["same", ["a"], ["b"], "hard.questionSame"],
    ["different", ["a"], ["a"], "hard.questionDifferent"],
    ["overlap", ["a", "b"], ["c"], "hard.questionOverlap"],
  ] as const)("as %s forbids %j with %j", (relation, one, other, key) => {
    const people = asked([one], [other]);
    const scorer = compileScorer(only(relation, "must"), people);
    expect(scorer.score(0, 0)).toBe(-1);
    const { blockedBy, criteria: lines } = scorer.explain(0, 0);
    expect(blockedBy.map((reason) => reason.key)).toEqual([key]);
    expect(lines.map(({ criterion }) => criterion)).not.toContain("question");
  });

  test.each(QUESTION_RELATIONS)(
    "as %s forbids nobody who was silent, and warns",
    (relation) => {
      const { blockedBy, warnings } = explained(relation, ["a"], [], "must");
      expect(blockedBy).toEqual([]);
      expect(warnings.map(({ key }) => key)).toEqual([
        "warning.mentorAnswerRule",
      ]);
    },
  );
});

/** The bound that a scan sees. */
function boundOf(
  factor: ReturnType<typeof factorOf>,
  e: number,
  r: number,
): number {
  const { columns, times, perUnit, base } = factor.termsOf(e);
  const units = columns.reduce((sum, column, k) => {
    const value = factor.columns[column]![r]!;
    return factor.combine === "max"
      ? Math.max(sum, value)
      : sum + times[k]! * value;
  }, 0);
  if (factor.isRequired && units === 0) return -1;
  return base + perUnit * Math.min(factor.cap, units);
}

function factorOf(
  people: MatchingFacts,
  relation: QuestionRelation,
  weight: QuestionCriterion["weight"],
) {
  const set = only(relation, weight);
  const compiled = compileQuestions(set, people)[0]!;
  return compiled.weight === "must"
    ? compiled.rule.factor
    : compiled.compiled.factors(set)[0]!;
}

describe.each([
  ["a few answers", 6],
  ["more answers than have a column", 90],
])("bounds for a scan, with %s", (_, options) => {
  const answers = fc.array(
    fc.subarray(
      Array.from({ length: options }, (__, k) => `o${k}`),
      { maxLength: 6 },
    ),
    { minLength: 1, maxLength: 90 },
  );

  test.each(QUESTION_RELATIONS)(
    "of “%s” are never below the value, and at most its rounding above it while answers are few",
    (relation) => {
      fc.assert(
        fc.property(answers, answers, (ofMentees, ofMentors) => {
          const people = asked(ofMentees, ofMentors);
          const scorer = compileScorer(only(relation), people);
          const factor = factorOf(people, relation, 1);
          const distinct = new Set(ofMentees.map((own) => own.join())).size;
          const fits = options < 64 && distinct <= 64;
          people.mentees.forEach((__, e) =>
            people.mentors.forEach((___, r) => {
              const above = boundOf(factor, e, r) - scorer.score(e, r);
              expect(above).toBeGreaterThanOrEqual(0);
              if (fits) expect(above).toBeLessThan(1.001);
            }),
          );
        }),
        { numRuns: 25, seed: 11 },
      );
    },
  );

  test.each(QUESTION_RELATIONS)(
    "of the rule “%s” forbid nobody whom it allows",
    (relation) => {
      fc.assert(
        fc.property(answers, answers, (ofMentees, ofMentors) => {
          const people = asked(ofMentees, ofMentors);
          const scorer = compileScorer(only(relation, "must"), people);
          const factor = factorOf(people, relation, "must");
          people.mentees.forEach((__, e) =>
            people.mentors.forEach((___, r) => {
              if (scorer.score(e, r) >= 0)
                expect(boundOf(factor, e, r)).toBeGreaterThanOrEqual(0);
              else if (options < 64 && people.mentees.length <= 64)
                expect(boundOf(factor, e, r)).toBe(-1);
            }),
          );
        }),
        { numRuns: 25, seed: 12 },
      );
    },
  );
});
