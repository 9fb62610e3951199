import type { Db } from "db/client.ts";
import { questionAnswers } from "db/schema/index.ts";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Answer } from "~/domain/question/question.ts";
import type { ImportEffects } from "./import-effects.ts";
import type { SaidAnswers } from "./import-questions.ts";
import { answerKey } from "./question-answers.server.ts";

interface GivenAnswer {
  readonly enrolmentId: string;
  readonly questionId: string;
  readonly answer: Answer;
}

/** What a row of a file answers, for the place of its person. */
export function answersFor(
  enrolmentId: string,
  said: SaidAnswers = new Map(),
): GivenAnswer[] {
  return [...said].map(([questionId, answer]) => ({
    enrolmentId,
    questionId,
    answer,
  }));
}

/**
 * Writes the answers of a file, some hundreds at once.
 *
 * @returns what stood there before, null where nothing did
 */
export async function writeAnswers(
  tx: Db,
  given: readonly GivenAnswer[],
): Promise<ImportEffects["answers"]> {
  const before = await answersBefore(tx, given);
  for (let at = 0; at < given.length; at += 500)
    await tx
      .insert(questionAnswers)
      .values(
        given
          .slice(at, at + 500)
          .map(({ answer, ...key }) => ({ ...key, answer: { value: answer } })),
      )
      .onConflictDoUpdate({
        target: [questionAnswers.enrolmentId, questionAnswers.questionId],
        set: { answer: sql`excluded.answer` },
      });
  return given.map(({ enrolmentId, questionId }) => ({
    enrolmentId,
    questionId,
    before: before.get(answerKey(enrolmentId, questionId)) ?? null,
  }));
}

async function answersBefore(
  tx: Db,
  given: readonly GivenAnswer[],
): Promise<ReadonlyMap<string, string | number | boolean | string[]>> {
  const ids = [...new Set(given.map(({ enrolmentId }) => enrolmentId))];
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(questionAnswers)
    .where(inArray(questionAnswers.enrolmentId, ids));
  return new Map(
    rows.map(({ enrolmentId, questionId, answer: { value } }) => [
      answerKey(enrolmentId, questionId),
      typeof value === "object" ? [...value] : value,
    ]),
  );
}

/** Puts the answers back that an import changed. */
export async function restoreAnswers(
  tx: Db,
  changed: ImportEffects["answers"],
): Promise<void> {
  for (const { enrolmentId, questionId, before } of changed) {
    const own = and(
      eq(questionAnswers.enrolmentId, enrolmentId),
      eq(questionAnswers.questionId, questionId),
    );
    if (before === null) await tx.delete(questionAnswers).where(own);
    else
      await tx
        .update(questionAnswers)
        .set({ answer: { value: before } })
        .where(own);
  }
}
