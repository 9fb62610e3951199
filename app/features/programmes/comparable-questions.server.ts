import type { Db } from "db/client.ts";
import { cohortQuestions, questions } from "db/schema/index.ts";
import { asc, eq, sql } from "drizzle-orm";
import { canCompare } from "~/domain/question/question.ts";
import type { CriteriaSet } from "~/domain/scoring/types.ts";
import { ConflictError } from "~/lib/errors.ts";

/** The own questions whose answers can be compared: a choice, asked of both roles in the cohort, closed ones included. */
export async function comparableQuestions(db: Db, cohortId: string) {
  const asked = await db
    .select({ id: questions.id, kind: questions.kind, label: questions.label })
    .from(cohortQuestions)
    .innerJoin(questions, eq(questions.id, cohortQuestions.questionId))
    .where(eq(cohortQuestions.cohortId, cohortId))
    .groupBy(questions.id)
    .having(sql`count(*) = 2`)
    .orderBy(asc(sql`min(${cohortQuestions.position})`), asc(questions.id));
  return asked.filter(({ kind }) => canCompare(kind));
}

/**
 * A question that starts to count must be there to be compared; one that counted before stays.
 *
 * @throws {ConflictError} `criteria:errors.question_gone`
 */
export async function refuseUnknownQuestions(
  tx: Db,
  cohortId: string,
  before: Pick<CriteriaSet, "questions">,
  { questions: now = [] }: Pick<CriteriaSet, "questions">,
): Promise<void> {
  const old = new Set(before.questions?.map(({ question }) => question));
  const added = now.filter(({ question }) => !old.has(question));
  if (added.length === 0) return;
  const known = await comparableQuestions(tx, cohortId);
  if (added.some(({ question }) => known.every(({ id }) => id !== question)))
    throw new ConflictError("criteria:errors.question_gone");
}
