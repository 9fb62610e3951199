import type { CriteriaSet, QuestionCriterion } from "~/domain/scoring/types.ts";

/** What a form says of own questions: those it had a row for, and those of them that count. */
export interface StatedQuestions {
  readonly asked: readonly string[];
  readonly counting: readonly QuestionCriterion[];
}

/** What counts after a form: a question that it had no row for stays as it was. */
export function questionsStated(
  stated: StatedQuestions | undefined,
  before: Pick<CriteriaSet, "questions">,
): Pick<CriteriaSet, "questions"> {
  const kept = (before.questions ?? []).filter(
    ({ question }) => !stated?.asked.includes(question),
  );
  const questions = [...kept, ...(stated?.counting ?? [])];
  return questions.length > 0 ? { questions } : {};
}
