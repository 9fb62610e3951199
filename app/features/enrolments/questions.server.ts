import type { Db } from "db/client.ts";
import {
  cohortQuestions,
  enrolments,
  questionAnswers,
  questions,
} from "db/schema/index.ts";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import { hasOptions } from "~/domain/question/question.ts";
import {
  coordinatedCohort,
  lockCohort,
} from "~/features/programmes/access.server.ts";
import { type AuditAction, recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError, refusing } from "~/lib/errors.ts";
import {
  readOptions,
  type AskInput,
  type QuestionInput,
} from "./question-inputs.ts";

const ANSWERED = sql<number>`(
  select count(*)::int from ${questionAnswers} a join ${enrolments} e on e.id = a.enrolment_id
  where a.question_id = ${questions.id} and e.cohort_id = ${cohortQuestions.cohortId} and e.role = ${cohortQuestions.role})`;

/**
 * What a cohort asks of whom, with the library of its programme.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function questionsPage(ctx: Context, cohortId: string) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const [asked, library] = await Promise.all([
    ctx.db
      .select({
        id: cohortQuestions.id,
        questionId: questions.id,
        role: cohortQuestions.role,
        kind: questions.kind,
        label: questions.label,
        options: questions.options,
        isRequired: cohortQuestions.isRequired,
        isClosed: sql<boolean>`${cohortQuestions.closedAt} is not null`,
        answers: ANSWERED,
      })
      .from(cohortQuestions)
      .innerJoin(questions, eq(questions.id, cohortQuestions.questionId))
      .where(eq(cohortQuestions.cohortId, cohortId))
      .orderBy(
        asc(cohortQuestions.role),
        asc(cohortQuestions.position),
        asc(cohortQuestions.id),
      ),
    ctx.db
      .select({
        id: questions.id,
        kind: questions.kind,
        label: questions.label,
        options: questions.options,
        isAnswered: sql<boolean>`exists (select 1 from question_answers a where a.question_id = questions.id)`,
      })
      .from(questions)
      .where(eq(questions.programmeId, cohort.programmeId))
      .orderBy(asc(questions.createdAt), asc(questions.id))
      .limit(200),
  ]);
  return {
    cohort: {
      id: cohort.id,
      name: cohort.name,
      state: cohort.state,
      programmeId: cohort.programmeId,
      programmeName: cohort.programmeName,
    },
    asked,
    library,
  };
}

/**
 * Adds a question to the programme's library and asks it in the cohort, or rewrites one that nobody has answered.
 *
 * @throws {NotFoundError} if the cohort or the question is not in the actor's programmes
 * @throws {ConflictError} if the cohort is closed, or somebody has answered the question meanwhile
 */
export async function saveQuestion(
  ctx: Context,
  cohortId: string,
  input: QuestionInput,
): Promise<void> {
  await refusing({ questions_answered: "questions:errors.answered" }, () =>
    ctx.db.transaction(async (tx) => {
      const cohort = await lockOpen(tx, ctx, cohortId);
      const { kind, en, fr, ar } = input;
      const content = {
        kind,
        label: { en, fr, ar },
        options: hasOptions(kind) ? readOptions(input.options) : [],
      };
      const questionId =
        input.questionId === undefined
          ? await addQuestion(tx, ctx, { ...content, ...cohort })
          : await rewrite(tx, cohort.programmeId, input.questionId, content);
      await audit(tx, ctx, cohort, questionId, "question.save");
      if (input.questionId === undefined)
        await ask(tx, cohort.id, { ...input, questionId });
    }),
  );
}

/**
 * Asks a question of the library in a cohort; where it is asked already, only whether it must be answered changes.
 *
 * @throws {NotFoundError} if the cohort or the question is not in the actor's programmes
 * @throws {ConflictError} if the cohort is closed
 */
export async function askQuestion(
  ctx: Context,
  cohortId: string,
  input: AskInput,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const cohort = await lockOpen(tx, ctx, cohortId);
    const [known] = await tx
      .select({ id: questions.id })
      .from(questions)
      .where(
        and(
          eq(questions.id, input.questionId),
          eq(questions.programmeId, cohort.programmeId),
        ),
      );
    if (!known) throw new NotFoundError();
    await ask(tx, cohortId, input);
    await audit(tx, ctx, cohort, known.id, "question.ask");
  });
}

/**
 * Closes a question in a cohort (its answers stay), asks it again, or takes it away while nobody has answered.
 *
 * @throws {NotFoundError} if the cohort does not ask it, or is not in the actor's programmes
 * @throws {ConflictError} if the cohort is closed, or there are answers to what would be taken away
 */
export async function changeAsked(
  ctx: Context,
  cohortId: string,
  askedId: string,
  step: "close" | "reopen" | "remove",
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const cohort = await lockOpen(tx, ctx, cohortId);
    const [asked] = await tx
      .select({ questionId: questions.id, answers: ANSWERED })
      .from(cohortQuestions)
      .innerJoin(questions, eq(questions.id, cohortQuestions.questionId))
      .where(
        and(
          eq(cohortQuestions.id, askedId),
          eq(cohortQuestions.cohortId, cohortId),
        ),
      );
    if (!asked) throw new NotFoundError();
    if (step === "remove" && asked.answers > 0)
      throw new ConflictError("questions:errors.answered");
    const here = eq(cohortQuestions.id, askedId);
    if (step === "remove") await tx.delete(cohortQuestions).where(here);
    else
      await tx
        .update(cohortQuestions)
        .set({ closedAt: step === "close" ? ctx.now : null })
        .where(here);
    await audit(tx, ctx, cohort, asked.questionId, `question.${step}`);
  });
}

/** Questions that a cohort asks of a role now, in order. */
export async function openQuestions(
  db: Db,
  cohortId: string,
  role: EnrolmentRole,
) {
  return db
    .select({
      id: questions.id,
      kind: questions.kind,
      label: questions.label,
      options: questions.options,
      isRequired: cohortQuestions.isRequired,
    })
    .from(cohortQuestions)
    .innerJoin(questions, eq(questions.id, cohortQuestions.questionId))
    .where(
      and(
        eq(cohortQuestions.cohortId, cohortId),
        eq(cohortQuestions.role, role),
        isNull(cohortQuestions.closedAt),
      ),
    )
    .orderBy(asc(cohortQuestions.position), asc(cohortQuestions.id));
}
export type OpenQuestion = Awaited<ReturnType<typeof openQuestions>>[number];

type Cohort = Awaited<ReturnType<typeof lockCohort>>;

async function lockOpen(tx: Db, ctx: Context, cohortId: string) {
  const cohort = await lockCohort(tx, ctx.actor, cohortId);
  if (cohort.state === "closed")
    throw new ConflictError("applications:errors.closed");
  return cohort;
}

type Content = Pick<
  typeof questions.$inferInsert,
  "kind" | "label" | "options"
>;

async function addQuestion(
  tx: Db,
  ctx: Context,
  { kind, label, options, programmeId }: Content & { programmeId: string },
): Promise<string> {
  const [question] = await tx
    .insert(questions)
    .values({
      programmeId,
      kind,
      label,
      options,
      createdBy: ctx.actor.personId,
      createdAt: ctx.now,
    })
    .returning();
  if (!question) throw new Error("an insert returned no row");
  return question.id;
}

async function rewrite(
  tx: Db,
  programmeId: string,
  questionId: string,
  content: Content,
): Promise<string> {
  const [question] = await tx
    .update(questions)
    .set(content)
    .where(
      and(eq(questions.id, questionId), eq(questions.programmeId, programmeId)),
    )
    .returning();
  if (!question) throw new NotFoundError();
  return question.id;
}

async function ask(tx: Db, cohortId: string, input: AskInput): Promise<void> {
  const { questionId, isRequired } = input;
  for (const role of new Set(input.roles))
    await tx
      .insert(cohortQuestions)
      .values({
        cohortId,
        questionId,
        role,
        isRequired,
        position: sql`(select coalesce(max(q.position), 0) + 1 from cohort_questions q
          where q.cohort_id = ${cohortId} and q.role = ${role})`,
      })
      .onConflictDoUpdate({
        target: [
          cohortQuestions.cohortId,
          cohortQuestions.role,
          cohortQuestions.questionId,
        ],
        set: { isRequired, closedAt: null },
      });
}

async function audit(
  tx: Db,
  ctx: Context,
  cohort: Cohort,
  questionId: string,
  action: AuditAction,
): Promise<void> {
  await recordAudit(tx, ctx, {
    action,
    subject: ["question", questionId],
    programmeId: cohort.programmeId,
    cohortId: cohort.id,
  });
}
