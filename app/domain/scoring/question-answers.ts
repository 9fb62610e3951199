import { numberKeys } from "./criterion";
import { FULL, roundRatio } from "./rounding";
import type {
  MatchingFacts,
  Party,
  QuestionCriterion,
  QuestionRelation,
} from "./types";

// `!` after an index: positions are those of the facts, and all arrays are as long.

/** What two people's answers to one question have in common. */
export interface Answers {
  /** How many answers everybody gave; 0 if the question was left out. */
  readonly menteeCount: Int32Array;
  readonly mentorCount: Int32Array;
  /** Of each mentee: the number of everything that they answered together, and of each single answer. */
  readonly menteeSet: Int32Array;
  readonly menteeOptions: readonly (readonly number[])[];
  readonly mentorOptions: readonly (readonly number[])[];
  common(mentee: number, mentor: number): number;
}

/** Prepares the comparison of what everybody answered to a question. */
export function compareAnswers(
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

/** Whether both answered. */
export function isKnown(
  answers: Answers,
  mentee: number,
  mentor: number,
): boolean {
  return answers.menteeCount[mentee]! > 0 && answers.mentorCount[mentor]! > 0;
}

/** The value of a pair of whom both answered, in basis points. */
export function valueOf(
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
