import type {
  Collected,
  CollectedQuestion,
  CriteriaSet,
} from "../scoring/types";
import { fold } from "../text";
import { splitList } from "./cells";
import {
  parsed,
  type ColumnSpec,
  type Parsed,
  type RosterProblem,
  type RowReader,
} from "./table";

/** How the header of a column of answers to an own question begins: `question:meeting`. */
const PREFIX = "question:";

/** The column of one own question. */
export interface QuestionColumn extends ColumnSpec {
  /** The question's name, as the criteria may write it. */
  readonly code: string;
  /** As the file writes it. */
  readonly written: string;
}

/** The columns of a header that hold answers to own questions. */
export function questionColumns(header: readonly string[]): QuestionColumn[] {
  return header.flatMap((cell): QuestionColumn[] => {
    const name = cell.trim().toLowerCase();
    const written = cell.trim().slice(PREFIX.length).trim();
    return name.startsWith(PREFIX) && written !== ""
      ? [{ name, required: false, code: written.toLowerCase(), written }]
      : [];
  });
}

/** The answers of a row, by the code of the question; nothing if it has none. */
export function readAnswers(
  row: RowReader,
  columns: readonly QuestionColumn[],
): { answers?: Readonly<Record<string, readonly string[]>> } {
  const given = columns.flatMap(({ name, code }): [string, string[]][] => {
    const answers = row.optional(name, parseAnswers);
    return answers ? [[code, answers]] : [];
  });
  return given.length > 0 ? { answers: Object.fromEntries(given) } : {};
}

/** Answers are compared like topics: case, width and spaces around do not count. */
function parseAnswers(text: string): Parsed<string[]> {
  return parsed([...new Set(splitList(text).map(fold))]);
}

/** The questions that both files have a column for, in the order of the mentees' file. */
export function questionsInBoth(
  ofMentees: readonly QuestionColumn[],
  ofMentors: readonly QuestionColumn[],
): CollectedQuestion[] {
  const codes = new Set(ofMentors.map(({ code }) => code));
  return ofMentees
    .filter(({ code }) => codes.has(code))
    .map(({ code, written }) => ({
      id: code,
      text: { en: written, fr: "", ar: "" },
    }));
}

/** A question that counts has a column in both files; one problem for each that has not. */
export function unknownQuestions(
  { questions = [] }: CriteriaSet,
  collected: Collected,
): RosterProblem[] {
  const known = new Set(collected.questions?.map(({ id }) => id));
  return questions.flatMap(({ question }, at) =>
    known.has(question)
      ? []
      : {
          row: null,
          column: `questions.${at}.question`,
          key: "criteria.questionUnknown",
          args: { question },
        },
  );
}
