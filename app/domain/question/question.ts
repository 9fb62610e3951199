/** How a question of a programme is answered. */
export const QUESTION_KINDS = [
  "text",
  "single",
  "multiple",
  "number",
  "yes_no",
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** Words in each language; English is never empty, and stands in for the others where they are. */
export interface Words {
  readonly en: string;
  readonly fr: string;
  readonly ar: string;
}

export interface QuestionOption {
  /** Kept in answers; stays the same whatever the words become. */
  readonly id: string;
  readonly label: Words;
}

export interface Question {
  readonly kind: QuestionKind;
  /** For a single or multiple choice; else empty. */
  readonly options: readonly QuestionOption[];
}

/** A text, one option, several options, a number, yes or no: by the kind of its question. */
export type Answer = string | readonly string[] | number | boolean;

/** Most characters of a text answer. */
export const LONGEST_ANSWER = 2_000;

export type AnswerVerdict =
  | { readonly ok: true; readonly answer: Answer | null }
  | {
      readonly ok: false;
      readonly reason: "choose_one" | "number" | "too_long" | "required";
    };

/** Words in a language, or in English where nobody wrote them. */
export function wordsIn(words: Words, language: keyof Words): string {
  return words[language] === "" ? words.en : words[language];
}

/** Whether answers to it are options. */
export function hasOptions(kind: QuestionKind): boolean {
  return kind === "single" || kind === "multiple";
}

/** Whether two people's answers to it can be the same, different or overlap. */
export function canCompare(kind: QuestionKind): boolean {
  return hasOptions(kind) || kind === "yes_no";
}

/** What somebody chose, as it is compared; nothing where the answer is a number. */
export function choicesOf(answer: Answer): readonly string[] {
  return typeof answer === "number" ? [] : fieldValues(answer);
}

/**
 * Reads what a form sent for a question; nothing at all is no answer.
 *
 * @param sent  the values of its field, in order
 */
export function readAnswer(
  question: Question,
  sent: readonly string[],
  isRequired: boolean,
): AnswerVerdict {
  const given = sent.map((value) => value.trim()).filter(Boolean);
  const [first] = given;
  if (first === undefined)
    return isRequired
      ? { ok: false, reason: "required" }
      : { ok: true, answer: null };
  return READERS[question.kind](question, first, given);
}

type Reader = (
  question: Question,
  first: string,
  given: readonly string[],
) => AnswerVerdict;

const READERS: Readonly<Record<QuestionKind, Reader>> = {
  text: (_, first) =>
    first.length > LONGEST_ANSWER
      ? { ok: false, reason: "too_long" }
      : { ok: true, answer: first },
  single: ({ options }, first) =>
    options.some(({ id }) => id === first)
      ? { ok: true, answer: first }
      : { ok: false, reason: "choose_one" },
  multiple: ({ options }, _, given) =>
    given.every((each) => options.some(({ id }) => id === each))
      ? {
          ok: true,
          // in the order of the question, each once
          answer: options
            .map(({ id }) => id)
            .filter((id) => given.includes(id)),
        }
      : { ok: false, reason: "choose_one" },
  number: (_, first) => {
    const value = Number(first.replace(",", "."));
    return /^-?\d{1,12}([.,]\d{1,4})?$/.test(first)
      ? { ok: true, answer: value }
      : { ok: false, reason: "number" };
  },
  yes_no: (_, first) =>
    first === "yes" || first === "no"
      ? { ok: true, answer: first === "yes" }
      : { ok: false, reason: "choose_one" },
};

/** An answer as a form shows it again. */
export function fieldValues(answer: Answer | null): string[] {
  if (answer === null) return [];
  if (typeof answer === "boolean") return [answer ? "yes" : "no"];
  if (typeof answer === "number") return [String(answer)];
  return typeof answer === "string" ? [answer] : [...answer];
}
