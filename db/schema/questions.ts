import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { ENROLMENT_ROLES } from "../../app/domain/enrolment/lifecycle.ts";
import {
  QUESTION_KINDS,
  type Answer,
  type QuestionOption,
  type Words,
} from "../../app/domain/question/question.ts";
import { createdAt, id, instant, oneOf } from "./columns.ts";
import { enrolments } from "./enrolments.ts";
import { people } from "./people.ts";
import { cohorts, programmes } from "./programmes.ts";

/** The library of a programme: its own questions. Once somebody has answered one, its words stay (a trigger holds it). */
export const questions = pgTable(
  "questions",
  {
    id: id(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    kind: text({ enum: QUESTION_KINDS }).notNull(),
    label: jsonb().$type<Words>().notNull(),
    options: jsonb().$type<QuestionOption[]>().notNull().default([]),
    createdBy: uuid().references(() => people.id),
    createdAt: createdAt(),
  },
  (table) => [
    oneOf("questions_kind", table.kind, QUESTION_KINDS),
    index("questions_programme").on(table.programmeId),
    index("questions_created_by").on(table.createdBy),
  ],
);

/** Which questions a cohort asks of whom, in which order. A closed one is asked no more; its answers stay. */
export const cohortQuestions = pgTable(
  "cohort_questions",
  {
    id: id(),
    cohortId: uuid()
      .notNull()
      .references(() => cohorts.id),
    questionId: uuid()
      .notNull()
      .references(() => questions.id),
    role: text({ enum: ENROLMENT_ROLES }).notNull(),
    isRequired: boolean().notNull().default(false),
    position: integer().notNull(),
    closedAt: instant(),
  },
  (table) => [
    oneOf("cohort_questions_role", table.role, ENROLMENT_ROLES),
    unique("cohort_questions_once").on(
      table.cohortId,
      table.role,
      table.questionId,
    ),
    index("cohort_questions_question").on(table.questionId),
  ],
);

/** What somebody answered in one cohort. */
export const questionAnswers = pgTable(
  "question_answers",
  {
    enrolmentId: uuid()
      .notNull()
      .references(() => enrolments.id, { onDelete: "cascade" }),
    questionId: uuid()
      .notNull()
      .references(() => questions.id),
    /** Wrapped, because a bare text such as "12" would come back as a number. */
    answer: jsonb().$type<{ readonly value: Answer }>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.enrolmentId, table.questionId] }),
    index("question_answers_question").on(table.questionId),
  ],
);
