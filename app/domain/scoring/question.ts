import { type CompiledCriterion, numberKeys } from "./criterion";
import { constantTerms, type Factor, ROUNDING } from "./factor";
import type { PairRule } from "./hard-rules";
import { questionsInUse } from "./in-use";
import { reason } from "./reasons";
import { FULL, NEUTRAL, roundRatio } from "./rounding";
import type {
  CollectedQuestion,
  CriteriaSet,
  MatchingFacts,
  Party,
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

/** What two people's answers to one question have in common. */
interface Answers {
  /** How many answers everybody gave; 0 if the question was left out. */
  readonly menteeCount: Int32Array;
  readonly mentorCount: Int32Array;
  /** Of each mentee: the number of everything that they answered together, and of each single answer. */
  readonly menteeSet: Int32Array;
  readonly menteeOptions: readonly (readonly number[])[];
  readonly mentorOptions: readonly (readonly number[])[];
  common(mentee: number, mentor: number): number;
}

function compareAnswers(
  { question }: QuestionCriterion,
  { mentees, mentors }: MatchingFacts,
): Answers {
  const given = (party: Party) => [...new Set(ownAnswers(party, question))];
  const ofMentees = mentees.map(given);
  const ofMentors = mentors.map(given);
  const numbers = new Map(
    [...new Set(ofMentees.flat())].map((answer, number) => [answer, number]),
  );
  // what no mentee answered is in common with nobody
  const numbered = (answers: readonly string[]) =>
    answers.flatMap((answer) => numbers.get(answer) ?? []);
  const menteeOptions = ofMentees.map(numbered);
  const mentorOptions = ofMentors.map(numbered);
  return {
    menteeCount: Int32Array.from(ofMentees, ({ length }) => length),
    mentorCount: Int32Array.from(ofMentors, ({ length }) => length),
    menteeSet: numberKeys(
      menteeOptions.map((options) => options.toSorted((a, b) => a - b).join()),
    ).index,
    menteeOptions,
    mentorOptions,
    common: countCommon(menteeOptions, mentorOptions, numbers.size),
  };
}

function ownAnswers({ answers }: Party, question: string): readonly string[] {
  return answers && Object.hasOwn(answers, question)
    ? (answers[question] ?? [])
    : [];
}

/** A bit per distinct answer, so that a pair costs an `and` per 32 of them. */
function countCommon(
  left: readonly (readonly number[])[],
  right: readonly (readonly number[])[],
  distinct: number,
): Answers["common"] {
  const words = Math.max(1, Math.ceil(distinct / 32));
  const bitsOf = (sets: readonly (readonly number[])[]) => {
    const bits = new Int32Array(sets.length * words);
    sets.forEach((options, row) => {
      for (const option of options)
        bits[row * words + (option >> 5)]! |= 1 << (option & 31);
    });
    return bits;
  };
  const [a, b] = [bitsOf(left), bitsOf(right)];
  return (mentee, mentor) => {
    let count = 0;
    for (let word = 0; word < words; word++)
      count += ones(a[mentee * words + word]! & b[mentor * words + word]!);
    return count;
  };
}

/** How many bits are set. */
function ones(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

function isKnown(answers: Answers, mentee: number, mentor: number): boolean {
  return answers.menteeCount[mentee]! > 0 && answers.mentorCount[mentor]! > 0;
}

/** The value of a pair of whom both answered. */
function valueOf(
  relation: QuestionRelation,
  answers: Answers,
  mentee: number,
  mentor: number,
): number {
  const common = answers.common(mentee, mentor);
  const count = answers.menteeCount[mentee]!;
  if (relation === "overlap") return roundRatio(common * FULL, count);
  if (relation === "different") return common === 0 ? FULL : 0;
  return common === count && common === answers.mentorCount[mentor]! ? FULL : 0;
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
    factors: () => [
      relation === "overlap"
        ? overlapFactor(answers)
        : setFactor(relation, answers),
    ],
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

/** More sets or answers than these have no column of their own: the bound is then less sharp, never wrong. */
const MOST_COLUMNS = 64;

/** A column for every set of answers that mentees gave: halves of the value, 1 for a mentor who did not answer. */
function setFactor(relation: QuestionRelation, answers: Answers): Factor {
  const columns = setColumns(relation, answers);
  return {
    combine: "sum",
    cap: 2,
    isRequired: false,
    columns,
    termsOf: (mentee) => {
      if (answers.menteeCount[mentee] === 0) return constantTerms(NEUTRAL);
      const set = answers.menteeSet[mentee]!;
      return set < columns.length
        ? { columns: [set], times: [1], perUnit: NEUTRAL, base: 0 }
        : constantTerms(FULL);
    },
  };
}

function setColumns(
  relation: QuestionRelation,
  answers: Answers,
): Uint8Array[] {
  const columns: Uint8Array[] = [];
  answers.menteeSet.forEach((set, mentee) => {
    if (set !== columns.length || set >= MOST_COLUMNS) return;
    columns.push(
      Uint8Array.from(answers.mentorCount, (count, mentor) =>
        count === 0
          ? 1
          : (2 * valueOf(relation, answers, mentee, mentor)) / FULL,
      ),
    );
  });
  return columns;
}

/** Two halves for each of the mentee's answers; a mentor who did not answer has half of all. */
function overlapFactor(answers: Answers): Factor {
  const { menteeCount, menteeOptions } = answers;
  return {
    combine: "sum",
    cap: 2 * MOST_COLUMNS,
    isRequired: false,
    columns: optionColumns(answers),
    termsOf: (mentee) => {
      const count = menteeCount[mentee]!;
      if (count === 0) return constantTerms(NEUTRAL);
      const options = menteeOptions[mentee]!;
      if (!haveColumns(options)) return constantTerms(FULL);
      return {
        columns: [0, ...options.map((option) => option + 1)],
        times: [count, ...options.map(() => 2)],
        perUnit: NEUTRAL / count,
        base: ROUNDING,
      };
    },
  };
}

/** Those who did not answer first, then a column for every answer. */
function optionColumns({ menteeOptions, ...of }: Answers): Uint8Array[] {
  const silent = Uint8Array.from(of.mentorCount, (count) => +(count === 0));
  const most = menteeOptions.flat().reduce((a, b) => Math.max(a, b), -1);
  const columns = Array.from(
    { length: Math.min(MOST_COLUMNS, most + 1) },
    () => new Uint8Array(silent.length),
  );
  of.mentorOptions.forEach((options, mentor) => {
    for (const option of options) {
      const column = columns[option];
      if (column) column[mentor] = 1;
    }
  });
  return [silent, ...columns];
}

function haveColumns(options: readonly number[]): boolean {
  return options.every((option) => option < MOST_COLUMNS);
}

/** The first column is of everybody, for mentees to whom the rule does not apply, or whose answers have no column. */
function ruleFactor(relation: QuestionRelation, answers: Answers): Factor {
  const { menteeCount, menteeOptions, menteeSet, mentorCount } = answers;
  const own =
    relation === "overlap"
      ? optionColumns(answers)
      : setColumns(relation, answers);
  const columnsOf = (mentee: number): number[] => {
    if (menteeCount[mentee] === 0) return [];
    if (relation !== "overlap")
      return menteeSet[mentee]! < own.length ? [menteeSet[mentee]!] : [];
    const options = menteeOptions[mentee]!;
    return haveColumns(options) ? [0, ...options.map((k) => k + 1)] : [];
  };
  return {
    combine: "max",
    cap: 2,
    isRequired: true,
    columns: [new Uint8Array(mentorCount.length).fill(1), ...own],
    termsOf: (mentee) => {
      const allowing = columnsOf(mentee).map((column) => column + 1);
      const columns = allowing.length > 0 ? allowing : [0];
      return { columns, times: columns.map(() => 1), perUnit: 0, base: 0 };
    },
  };
}
