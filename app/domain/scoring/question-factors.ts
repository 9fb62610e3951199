import { constantTerms, type Factor, ROUNDING } from "./factor";
import { type Answers, valueOf } from "./question-answers";
import { FULL, NEUTRAL } from "./rounding";
import type { QuestionRelation } from "./types";

// `!` after an index: positions are those of the facts, and all arrays are as long.

/** More sets or answers than these have no column of their own: the bound is then less sharp, never wrong. */
const MOST_COLUMNS = 64;

/** Bounds of the value of a question: exact, but where there are very many different answers. */
export function questionFactor(
  relation: QuestionRelation,
  answers: Answers,
): Factor {
  return relation === "overlap"
    ? overlapFactor(answers)
    : setFactor(relation, answers);
}

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

/**
 * Bounds of a rule, which forbid nobody whom it allows. The first column is of everybody, for mentees to whom the
 * rule does not apply, or whose answers have no column.
 */
export function ruleFactor(
  relation: QuestionRelation,
  answers: Answers,
): Factor {
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
