import type { Db } from "db/client.ts";
import { enrolments, questionAnswers, questions } from "db/schema/index.ts";
import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { choicesOf } from "~/domain/question/question.ts";
import type {
  CollectedQuestion,
  CriteriaSet,
  MatchingFacts,
  Party,
} from "~/domain/scoring/types.ts";

type People = Pick<MatchingFacts, "mentors" | "mentees">;

/** What the people of a cohort answered to the questions that its criteria compare, by enrolment and question. */
export interface SaidAnswers {
  readonly questions: readonly CollectedQuestion[];
  readonly of: ReadonlyMap<string, NonNullable<Party["answers"]>>;
}

/**
 * Reads the answers that the criteria ask for, and no others.
 *
 * @param only  enrolments, if answers of others are of no interest
 */
export async function readAnswers(
  db: Db,
  cohortId: string,
  { questions: compared = [] }: CriteriaSet,
  only: readonly string[] | null,
): Promise<SaidAnswers> {
  const ids = compared.map(({ question }) => question);
  if (ids.length === 0) return { questions: [], of: new Map() };
  const [texts, rows] = await Promise.all([
    db
      .select({ id: questions.id, text: questions.label })
      .from(questions)
      .where(inArray(questions.id, ids))
      .orderBy(asc(questions.id)),
    db
      .select({
        enrolmentId: questionAnswers.enrolmentId,
        questionId: questionAnswers.questionId,
        answer: questionAnswers.answer,
      })
      .from(questionAnswers)
      .innerJoin(enrolments, eq(enrolments.id, questionAnswers.enrolmentId))
      .where(
        and(
          eq(enrolments.cohortId, cohortId),
          inArray(questionAnswers.questionId, ids),
          only === null ? undefined : inArray(enrolments.id, [...only]),
        ),
      )
      .orderBy(
        asc(questionAnswers.enrolmentId),
        asc(questionAnswers.questionId),
      ),
  ]);
  const of = new Map<string, Record<string, readonly string[]>>();
  for (const { enrolmentId, questionId, answer } of rows) {
    const choices = choicesOf(answer.value);
    if (choices.length === 0) continue;
    of.set(enrolmentId, { ...of.get(enrolmentId), [questionId]: choices });
  }
  return { questions: texts, of };
}

/** People with what they answered; no trace where they said nothing. */
export function withAnswers<P extends People>(people: P, said: SaidAnswers): P {
  const answered = <T extends Party>(party: T): T => {
    const answers = said.of.get(party.id);
    return answers ? { ...party, answers } : party;
  };
  return {
    ...people,
    mentors: people.mentors.map(answered),
    mentees: people.mentees.map(answered),
  };
}

/** Questions that somebody on each side answered; nothing where the criteria compare none. */
export function questionsCollected(
  { mentors, mentees }: People,
  said: SaidAnswers,
): { readonly questions?: readonly CollectedQuestion[] } {
  const hasAnswered = (id: string) => (party: Party) =>
    party.answers?.[id] !== undefined;
  const questions = said.questions.filter(
    ({ id }) => mentors.some(hasAnswered(id)) && mentees.some(hasAnswered(id)),
  );
  return questions.length > 0 ? { questions } : {};
}

/**
 * Questions that the criteria compare and that somebody on each side of some people answered, as `questionsCollected` says.
 *
 * @param among  a subselect of the id and role of enrolments
 */
export async function questionsAnswered(
  db: Db,
  { questions: compared = [] }: CriteriaSet,
  among: SQL,
): Promise<{ readonly questions?: readonly CollectedQuestion[] }> {
  const ids = compared.map(({ question }) => question);
  if (ids.length === 0) return {};
  const rows = await db
    .select({ id: questions.id, text: questions.label })
    .from(questions)
    .where(
      and(
        inArray(questions.id, ids),
        sql`(select count(distinct said.role) from ${among} said
          join ${questionAnswers} a on a.enrolment_id = said.id and a.question_id = "questions"."id"
          where jsonb_typeof(a.answer -> 'value') not in ('number', 'null') and a.answer -> 'value' <> '[]') = 2`,
      ),
    )
    .orderBy(asc(questions.id));
  return rows.length > 0 ? { questions: rows } : {};
}
