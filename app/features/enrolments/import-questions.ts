import {
  LONGEST_ANSWER,
  readAnswer,
  wordsIn,
  type Answer,
  type Question,
  type QuestionOption,
  type Words,
} from "~/domain/question/question.ts";
import {
  excerpt,
  type RosterProblem,
  type Table,
} from "~/domain/roster/table.ts";
import { fold } from "~/domain/text.ts";

/** A question that the cohort asks of the people of a file. */
export interface ImportQuestion extends Question {
  readonly id: string;
  readonly label: Words;
}

/** What a row answers, by the id of the question; an empty cell says nothing. */
export type SaidAnswers = ReadonlyMap<string, Answer>;

/** Column of the file → what it is. */
type Mapping = Readonly<Record<string, string>>;

const TARGET = "question:";

/** How a mapping names the column of a question. */
export function questionTarget({ id }: Pick<ImportQuestion, "id">): string {
  return `${TARGET}${id}`;
}

/** Whether a column of a mapping is a question's, and so none of a roster. */
export function isQuestionTarget(target: string): boolean {
  return target.startsWith(TARGET);
}

/** The column that a header means: its words in any language, or its id, with `question:` before it or not. */
export function guessQuestion(
  written: string,
  questions: readonly ImportQuestion[],
): string | undefined {
  const asked = fold(written).replace(/^question\s*:\s*/u, "");
  const found = questions.find(({ id, label }) =>
    [id, label.en, label.fr, label.ar].some(
      (text) => text !== "" && fold(text) === asked,
    ),
  );
  return found && questionTarget(found);
}

/**
 * Reads the columns of questions in a file.
 *
 * @returns by row number what was answered, and a problem for every cell that is no answer, under its own header
 */
export function readAnswerColumns(
  { header, rows, rowNumbers }: Table,
  mapping: Mapping,
  questions: readonly ImportQuestion[],
): { answers: ReadonlyMap<number, SaidAnswers>; problems: RosterProblem[] } {
  const columns = columnsOf(header, mapping, questions);
  const answers = new Map<number, SaidAnswers>();
  const problems: RosterProblem[] = [];
  rows.forEach((cells, index) => {
    const row = rowNumbers[index] ?? index + 2;
    const own = new Map<string, Answer>();
    for (const { at, written, question } of columns) {
      const read = readCell(question, (cells[at] ?? "").trim());
      if (!read.ok) problems.push({ row, column: written, ...read.problem });
      else if (read.answer !== null) own.set(question.id, read.answer);
    }
    answers.set(row, own);
  });
  return { answers, problems };
}

function columnsOf(
  header: readonly string[],
  mapping: Mapping,
  questions: readonly ImportQuestion[],
) {
  const taken = new Set<string>();
  return header.flatMap((text, at) => {
    const written = text.trim();
    const target = Object.hasOwn(mapping, written) ? mapping[written] : "";
    const question = questions.find((own) => questionTarget(own) === target);
    if (!question || taken.has(question.id)) return [];
    taken.add(question.id);
    return [{ at, written, question }];
  });
}

type ReadCell =
  | { readonly ok: true; readonly answer: Answer | null }
  | {
      readonly ok: false;
      readonly problem: Pick<RosterProblem, "key" | "args">;
    };

function readCell(question: ImportQuestion, text: string): ReadCell {
  const { kind } = question;
  const parts = kind === "multiple" ? text.split(";") : [text];
  const given = parts.map((part) => sentValue(question, part.trim()));
  const read = readAnswer(question, given, false);
  if (read.ok) return read;
  return {
    ok: false,
    problem: {
      key: PROBLEMS[read.reason],
      args: {
        value: excerpt(parts.find((part) => !isChoice(question, part)) ?? text),
        ...optionWords(question),
        most: String(LONGEST_ANSWER),
      },
    },
  };
}

const PROBLEMS = {
  choose_one: "import.answer_choice",
  number: "import.answer_number",
  too_long: "import.too_long",
  required: "cell.empty",
} as const;

/** Yes and no as people write them in the three languages. */
const YES_NO: readonly QuestionOption[] = [
  { id: "yes", label: { en: "yes", fr: "oui", ar: "نعم" } },
  { id: "no", label: { en: "no", fr: "non", ar: "لا" } },
];

/** The answers that are possible, in each language. */
function optionWords(question: Question): Record<string, string> {
  const options = choices(question);
  const words = (language: keyof Words) =>
    options.map(({ label }) => wordsIn(label, language)).join(" · ");
  return {
    options: words("en"),
    options_fr: words("fr"),
    options_ar: words("ar"),
  };
}

function choices({ kind, options }: Question): readonly QuestionOption[] {
  return kind === "yes_no" ? YES_NO : options;
}

/** A cell as a form would send it: the id of an option for its words in any language. */
function sentValue(question: Question, text: string): string {
  return optionNamed(choices(question), text)?.id ?? text;
}

function isChoice(question: Question, text: string): boolean {
  return (
    text.trim() === "" || optionNamed(choices(question), text) !== undefined
  );
}

function optionNamed(options: readonly QuestionOption[], text: string) {
  const wanted = fold(text);
  return options.find(({ id, label }) =>
    [id, label.en, label.fr, label.ar].some(
      (name) => name !== "" && fold(name) === wanted,
    ),
  );
}
