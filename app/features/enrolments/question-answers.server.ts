import type { Db } from "db/client.ts";
import {
  cohortQuestions,
  enrolments,
  questionAnswers,
  questions,
} from "db/schema/index.ts";
import { and, asc, eq, sql } from "drizzle-orm";
import { editableTasks } from "~/domain/enrolment/application.ts";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import {
  fieldValues,
  readAnswer,
  type Answer,
} from "~/domain/question/question.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { formOf, refuseForm, type FormState } from "~/lib/forms.server.ts";
import { openQuestions, type OpenQuestion } from "./questions.server.ts";
import {
  enrolmentRecord,
  lockRecord,
  type EnrolmentRecord,
} from "./record.server.ts";

/** The field of a question in the form. */
export const fieldOf = (questionId: string) => `answer-${questionId}`;

/**
 * The page of an application with the questions of its cohort.
 *
 * @throws {NotFoundError} if it is not the actor's own,
 */
export async function questionTask(ctx: Context, enrolmentId: string) {
  const record = await enrolmentRecord(ctx, enrolmentId, "participant");
  const { enrolment, cohort } = record;
  const asked = await openQuestions(ctx.db, cohort.id, enrolment.role);
  const answers = await answersOf(ctx.db, enrolmentId);
  return {
    enrolmentId,
    role: enrolment.role,
    version: enrolment.version,
    editable: mayAnswer(record),
    questions: asked,
    values: Object.fromEntries(
      asked.map(({ id }) => [
        fieldOf(id),
        fieldValues(answers.get(id) ?? null),
      ]),
    ),
  };
}

/**
 * Saves the answers to the questions of a cohort, all or none.
 *
 * @returns the form with what is wrong, or null when it is saved
 * @throws {NotFoundError} if it is not the actor's own application
 * @throws {ConflictError} if it can no longer be changed
 */
export async function saveAnswers(
  ctx: Context,
  request: Request,
  enrolmentId: string,
): Promise<FormState | null> {
  const sent = await formOf(request);
  return ctx.db.transaction(async (tx) => {
    const record = await lockRecord(tx, ctx.actor, enrolmentId, "participant");
    const { enrolment, cohort, programme } = record;
    if (!mayAnswer(record))
      throw new ConflictError("applications:errors.not_editable");
    if (sent.get("version") !== String(enrolment.version))
      return refuseForm(sent, "", "stale");
    const asked = await openQuestions(tx, cohort.id, enrolment.role);
    const read = readAll(asked, sent);
    if (!read.ok) return refuseForm(sent, read.field, read.key);
    for (const [questionId, answer] of read.answers)
      await writeAnswer(tx, { enrolmentId, questionId }, answer);
    await tx
      .update(enrolments)
      .set({ version: sql`${enrolments.version} + 1` })
      .where(eq(enrolments.id, enrolmentId));
    await recordAudit(tx, ctx, {
      action: "enrolment.edit",
      subject: ["enrolment", enrolmentId],
      programmeId: programme.id,
      cohortId: cohort.id,
      details: { task: "questions", as: "participant" },
    });
    return null;
  });
}

/** Whether a cohort asks something of this role, and what must be answered still is. */
export async function questionState(
  db: Db,
  of: { enrolmentId: string; cohortId: string; role: EnrolmentRole },
): Promise<{ isAsked: boolean; isDone: boolean }> {
  const asked = await openQuestions(db, of.cohortId, of.role);
  if (asked.length === 0) return { isAsked: false, isDone: true };
  const answers = await answersOf(db, of.enrolmentId);
  const isDone = asked.every(
    ({ id, isRequired }) => !isRequired || answers.has(id),
  );
  return { isAsked: true, isDone };
}

/** Everything one person answered, closed questions included, in the order in which it was asked. */
export async function answeredBy(db: Db, enrolmentId: string) {
  return db
    .select({
      id: questions.id,
      kind: questions.kind,
      label: questions.label,
      options: questions.options,
      answer: sql<Answer>`${questionAnswers.answer} -> 'value'`,
    })
    .from(questionAnswers)
    .innerJoin(questions, eq(questions.id, questionAnswers.questionId))
    .innerJoin(enrolments, eq(enrolments.id, questionAnswers.enrolmentId))
    .leftJoin(
      cohortQuestions,
      and(
        eq(cohortQuestions.questionId, questions.id),
        eq(cohortQuestions.cohortId, enrolments.cohortId),
        eq(cohortQuestions.role, enrolments.role),
      ),
    )
    .where(eq(questionAnswers.enrolmentId, enrolmentId))
    .orderBy(asc(cohortQuestions.position), asc(questions.id));
}

/** All answers of a cohort, by enrolment and question, with the questions in order; for a file. */
export async function cohortAnswers(db: Db, cohortId: string) {
  const [asked, rows] = await Promise.all([
    db
      .selectDistinctOn([questions.id], {
        id: questions.id,
        kind: questions.kind,
        label: questions.label,
        options: questions.options,
      })
      .from(cohortQuestions)
      .innerJoin(questions, eq(questions.id, cohortQuestions.questionId))
      .where(eq(cohortQuestions.cohortId, cohortId))
      .orderBy(questions.id),
    db
      .select({
        enrolmentId: questionAnswers.enrolmentId,
        questionId: questionAnswers.questionId,
        answer: sql<Answer>`${questionAnswers.answer} -> 'value'`,
      })
      .from(questionAnswers)
      .innerJoin(enrolments, eq(enrolments.id, questionAnswers.enrolmentId))
      .where(eq(enrolments.cohortId, cohortId)),
  ]);
  return {
    questions: asked,
    answers: new Map(
      rows.map((row) => [
        answerKey(row.enrolmentId, row.questionId),
        row.answer,
      ]),
    ),
  };
}

/** How answers of a cohort are looked up. */
export function answerKey(enrolmentId: string, questionId: string): string {
  return `${enrolmentId} ${questionId}`;
}
export type CohortAnswers = Awaited<ReturnType<typeof cohortAnswers>>;

async function answersOf(
  db: Db,
  enrolmentId: string,
): Promise<ReadonlyMap<string, Answer>> {
  const rows = await db
    .select({
      questionId: questionAnswers.questionId,
      answer: questionAnswers.answer,
    })
    .from(questionAnswers)
    .where(eq(questionAnswers.enrolmentId, enrolmentId));
  return new Map(rows.map((row) => [row.questionId, row.answer.value]));
}

/** As long as the rest of the application. */
function mayAnswer({ enrolment, cohort }: EnrolmentRecord): boolean {
  return (
    cohort.state !== "closed" &&
    editableTasks(enrolment.state).includes("goals")
  );
}

type ReadAnswers =
  | { ok: true; answers: Map<string, Answer | null> }
  | { ok: false; field: string; key: string };

function readAll(asked: readonly OpenQuestion[], sent: FormData): ReadAnswers {
  const answers = new Map<string, Answer | null>();
  for (const question of asked) {
    const field = fieldOf(question.id);
    const given = sent.getAll(field).map(String);
    const read = readAnswer(question, given, question.isRequired);
    if (!read.ok) return { ok: false, field, key: KEYS[read.reason] };
    answers.set(question.id, read.answer);
  }
  return { ok: true, answers };
}

const KEYS = {
  choose_one: "choose_one",
  number: "questions:errors.number",
  too_long: "too_long?limit=2000",
  required: "required",
} as const;

async function writeAnswer(
  tx: Db,
  key: { enrolmentId: string; questionId: string },
  answer: Answer | null,
): Promise<void> {
  if (answer === null)
    await tx
      .delete(questionAnswers)
      .where(
        and(
          eq(questionAnswers.enrolmentId, key.enrolmentId),
          eq(questionAnswers.questionId, key.questionId),
        ),
      );
  else
    await tx
      .insert(questionAnswers)
      .values({ ...key, answer: { value: answer } })
      .onConflictDoUpdate({
        target: [questionAnswers.enrolmentId, questionAnswers.questionId],
        set: { answer: { value: answer } },
      });
}
