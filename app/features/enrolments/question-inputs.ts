import { z } from "zod";
import { ENROLMENT_ROLES } from "~/domain/enrolment/lifecycle.ts";
import {
  hasOptions,
  QUESTION_KINDS,
  type QuestionOption,
  type Words,
} from "~/domain/question/question.ts";

const words = z.string().trim().max(300).default("");
const roles = z.array(z.enum(ENROLMENT_ROLES)).min(1);

/** Two at least, and no more than a person reads. */
const FEWEST_OPTIONS = 2;
const MOST_OPTIONS = 30;

/** A new question of the programme, or one nobody has answered as it should be instead. */
export const QuestionInput = z
  .strictObject({
    questionId: z.uuid().optional(),
    kind: z.enum(QUESTION_KINDS),
    en: z.string().trim().min(1).max(300),
    fr: words,
    ar: words,
    options: z.string().max(10_000).default(""),
    roles: roles.default([]),
    isRequired: z.boolean().default(false),
  })
  .superRefine(({ kind, options, questionId, roles: asked }, issues) => {
    const refuse = (path: string, message: string) =>
      issues.addIssue({ code: "custom", path: [path], message });
    if (questionId === undefined && asked.length === 0)
      refuse("roles", "choose_one");
    if (!hasOptions(kind)) return;
    const lines = readOptions(options);
    if (lines.length < FEWEST_OPTIONS || lines.length > MOST_OPTIONS)
      refuse("options", `questions:errors.options?most=${MOST_OPTIONS}`);
  });
export type QuestionInput = z.output<typeof QuestionInput>;

/** Asks a question of the library in this cohort. */
export const AskInput = z.strictObject({
  questionId: z.uuid(),
  roles,
  isRequired: z.boolean().default(false),
});
export type AskInput = z.output<typeof AskInput>;

export const AskedStepInput = z.strictObject({
  askedId: z.uuid(),
  step: z.enum(["close", "reopen", "remove", "up", "down"]),
});

/** One option a line, its words in English, French and Arabic with a bar between. */
export function readOptions(text: string): QuestionOption[] {
  return text
    .split("\n")
    .map((line) => line.split("|").map((part) => part.trim()))
    .filter(([en]) => en !== undefined && en !== "")
    .map(([en = "", fr = "", ar = ""], at) => ({
      id: `o${at + 1}`,
      label: { en, fr, ar },
    }));
}

/** The same as a form shows it again. */
export function writeOptions(options: readonly { label: Words }[]): string {
  return options
    .map(({ label }) =>
      [label.en, label.fr, label.ar].join(" | ").replace(/( \| )+$/, ""),
    )
    .join("\n");
}
