import type { CompiledCriterion } from "./criterion";
import type { Factor } from "./factor";
import type { PairRule } from "./hard-rules";
import { questionsInUse } from "./in-use";
import {
  type Answers,
  compareAnswers,
  isKnown,
  valueOf,
} from "./question-answers";
import { questionFactor, ruleFactor } from "./question-factors";
import { reason } from "./reasons";
import { FULL, NEUTRAL } from "./rounding";
import type {
  CollectedQuestion,
  CriteriaSet,
  MatchingFacts,
  QuestionCriterion,
  QuestionRelation,
  Reason,
} from "./types";

// `!` after an index: positions are those of the facts, and all arrays are as long.

/** An own question as a criterion with a weight, or as a rule that a pair has to keep. */
export type CompiledQuestion =
  | { readonly weight: number; readonly compiled: CompiledCriterion }
  | { readonly weight: "must"; readonly rule: QuestionRule };

/** Says nothing against a pair of whom one did not answer, but warns. */
interface QuestionRule extends PairRule {
  warnings(mentee: number, mentor: number): readonly Reason[];
  /** Forbids in a scan nobody whom the rule allows. */
  readonly factor: Factor;
}

/**
 * Prepares the own questions that the cohort's criteria compare, in the order of the criteria set.
 *
 * `same`: both gave just the same answers, 1, else 0. `different`: no answer in common, 1, else 0. `overlap`: the share of
 * the mentee's answers that the mentor gave too; as a rule, one at least. Where either has not answered, a weight counts
 * neutral and a rule does not apply.
 */
export function compileQuestions(
  criteria: CriteriaSet,
  facts: MatchingFacts,
): CompiledQuestion[] {
  return questionsInUse(criteria, facts.collected).map(({ asked, ...of }) => {
    const answers = compareAnswers(of, facts);
    const { weight } = of;
    return weight === "must"
      ? { weight, rule: ruleOf(of, asked, answers) }
      : { weight, compiled: criterionOf(of, asked, answers) };
  });
}

function criterionOf(
  { question, relation }: QuestionCriterion,
  asked: CollectedQuestion,
  answers: Answers,
): CompiledCriterion {
  const args = questionArgs(asked);
  return {
    criterion: "question",
    question,
    value: (mentee, mentor) =>
      isKnown(answers, mentee, mentor)
        ? valueOf(relation, answers, mentee, mentor)
        : NEUTRAL,
    reason: (mentee, mentor) =>
      isKnown(answers, mentee, mentor)
        ? relationReason(relation, args, answers, mentee, mentor)
        : reason("question.unknown", args),
    warnings: (mentee, mentor) => [
      ...(answers.menteeCount[mentee]! > 0
        ? []
        : [reason("warning.menteeAnswerMissing", args)]),
      ...(answers.mentorCount[mentor]! > 0
        ? []
        : [reason("warning.mentorAnswerMissing", args)]),
    ],
    factors: () => [questionFactor(relation, answers)],
  };
}

function ruleOf(
  { relation }: QuestionCriterion,
  asked: CollectedQuestion,
  answers: Answers,
): QuestionRule {
  const args = questionArgs(asked);
  return {
    breaks: (mentee, mentor) =>
      isKnown(answers, mentee, mentor) &&
      valueOf(relation, answers, mentee, mentor) === 0,
    reason: () => reason(RULES[relation], args),
    warnings: (mentee, mentor) => [
      ...(answers.menteeCount[mentee]! > 0
        ? []
        : [reason("warning.menteeAnswerRule", args)]),
      ...(answers.mentorCount[mentor]! > 0
        ? []
        : [reason("warning.mentorAnswerRule", args)]),
    ],
    factor: ruleFactor(relation, answers),
  };
}

const RULES = {
  same: "hard.questionSame",
  different: "hard.questionDifferent",
  overlap: "hard.questionOverlap",
} as const;

/** The words of a question, in each language that it was written in. */
function questionArgs({ text }: CollectedQuestion) {
  return {
    question: text.en,
    ...(text.fr !== "" && { question_fr: text.fr }),
    ...(text.ar !== "" && { question_ar: text.ar }),
  };
}

function relationReason(
  relation: QuestionRelation,
  args: ReturnType<typeof questionArgs>,
  answers: Answers,
  mentee: number,
  mentor: number,
): Reason {
  const isFull = valueOf(relation, answers, mentee, mentor) === FULL;
  if (relation === "same")
    return reason(isFull ? "question.same" : "question.notSame", args);
  const common = answers.common(mentee, mentor);
  if (relation === "different")
    return reason(isFull ? "question.different" : "question.alike", args);
  const count = answers.menteeCount[mentee]!;
  return reason("question.overlap", { ...args, covered: common, count });
}
