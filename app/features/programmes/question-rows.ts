import { z } from "zod";
import {
  QUESTION_RELATIONS,
  type CriteriaSet,
  type QuestionCriterion,
} from "~/domain/scoring/types.ts";
import type { StatedQuestions } from "./questions-stated.ts";

const MOST_ROWS = 200;

const row = z.strictObject({
  question: z.uuid(),
  relation: z.enum(QUESTION_RELATIONS).optional(),
  weight: z.int().min(0).max(1_000).optional(),
  must: z.boolean().optional(),
});

/** The own questions of a form, a row each; a row without a relation does not count. */
export const questionRows = z
  .array(row)
  .max(MOST_ROWS)
  .transform((rows, ctx): StatedQuestions => {
    const counting = new Map<string, QuestionCriterion>();
    rows.forEach(({ question, relation, weight, must }, at) => {
      if (relation === undefined) return;
      if (weight === undefined && !must)
        ctx.addIssue({
          code: "custom",
          message: "criteria:errors.question_weight",
          path: [at, "weight"],
        });
      const counts = must ? "must" : (weight ?? 0);
      counting.set(question, { question, relation, weight: counts });
    });
    return {
      asked: rows.map(({ question }) => question),
      counting: [...counting.values()],
    };
  });

/** The rows that a form begins with, one for every question that can be compared. */
export function questionValues(
  comparable: readonly { readonly id: string }[],
  { questions = [] }: Pick<CriteriaSet, "questions">,
) {
  return comparable.map(({ id }) => {
    const own = questions.find(({ question }) => question === id);
    const weight = own?.weight ?? "";
    return {
      question: id,
      relation: own?.relation ?? "",
      weight: weight === "must" ? "" : String(weight),
      must: weight === "must" ? "on" : "",
    };
  });
}
