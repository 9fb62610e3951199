import { sql } from "drizzle-orm";
import {
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import {
  ENROLMENT_ROLES,
  ENROLMENT_STATES,
  REJECTION_REASONS,
} from "../../app/domain/enrolment/lifecycle.ts";
import type {
  Need,
  SpokenLanguage,
  WeeklyRange,
} from "../../app/domain/scoring/types.ts";
import { createdAt, id, instant, oneOf, quoted, version } from "./columns.ts";
import { organisations } from "./organisations.ts";
import { people } from "./people.ts";
import { cohorts } from "./programmes.ts";

/** One person's place in a cohort, with what they answered. */
export const enrolments = pgTable(
  "enrolments",
  {
    id: id(),
    cohortId: uuid()
      .notNull()
      .references(() => cohorts.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    role: text({ enum: ENROLMENT_ROLES }).notNull(),
    state: text({ enum: ENROLMENT_STATES }).notNull().default("draft"),
    organisationId: uuid().references(() => organisations.id),
    country: text(),
    sectors: text().array().notNull().default([]),
    /** The first is the preferred one. */
    languages: jsonb().$type<SpokenLanguage[]>().notNull().default([]),
    /** Offers of a mentor, needs of a mentee; null was not asked or not said. */
    topics: jsonb().$type<Need[]>(),
    markets: text().array(),
    timeZone: text(),
    availability: jsonb().$type<WeeklyRange[]>(),
    /** How many mentees a mentor takes; places are numbered from 1 to it. */
    capacity: smallint().notNull().default(1),
    mentorsWanted: smallint().notNull().default(1),
    goals: text(),
    motivation: text(),
    /** A mentor who is not available until this day keeps their place and is left out of runs. */
    pausedUntil: date(),
    submittedAt: instant(),
    decidedAt: instant(),
    decidedBy: uuid().references(() => people.id),
    rejectionReason: text({ enum: REJECTION_REASONS }),
    /** Kind words to the person, with a rejection or a place on the reserve list. */
    decisionMessage: text(),
    /** Only coordinators read it. */
    coordinatorNote: text(),
    /** The id of the row in the coordinator's own file: importing again finds it. */
    importKey: text(),
    /** When a coordinator last reminded the person of what is open. */
    remindedAt: instant(),
    createdAt: createdAt(),
    version: version(),
  },
  (table) => [
    oneOf("enrolments_role", table.role, ENROLMENT_ROLES),
    oneOf("enrolments_state", table.state, ENROLMENT_STATES),
    check(
      "enrolments_rejection_reason",
      sql`${table.rejectionReason} is null or ${table.rejectionReason} in (${quoted(REJECTION_REASONS)})`,
    ),
    check("enrolments_capacity", sql`${table.capacity} between 0 and 50`),
    check("enrolments_mentors_wanted", sql`${table.mentorsWanted} in (1, 2)`),
    unique("enrolments_once").on(table.cohortId, table.personId, table.role),
    unique("enrolments_import_key").on(
      table.cohortId,
      table.role,
      table.importKey,
    ),
    unique("enrolments_in_cohort").on(table.id, table.cohortId, table.role),
    unique("enrolments_of_cohort").on(table.id, table.cohortId),
    index("enrolments_person").on(table.personId),
    index("enrolments_cohort_state").on(
      table.cohortId,
      table.state,
      table.role,
    ),
    index("enrolments_cohort_country").on(table.cohortId, table.country),
    index("enrolments_cohort_submitted").on(
      table.cohortId,
      table.submittedAt,
      table.id,
    ),
    index("enrolments_organisation").on(table.organisationId),
    index("enrolments_decided_by").on(table.decidedBy),
  ],
);

/** Proof of consent: which text, in which language, when; withdrawing keeps the row. */
export const consents = pgTable(
  "consents",
  {
    id: id(),
    enrolmentId: uuid()
      .notNull()
      .references(() => enrolments.id),
    textVersion: text().notNull(),
    locale: text().notNull(),
    givenAt: instant().notNull(),
    withdrawnAt: instant(),
  },
  (table) => [index("consents_enrolment").on(table.enrolmentId)],
);

export const IMPORT_STATES = ["uploaded", "imported", "undone"] as const;

/** A file of people on its way in: kept as text until it is imported, then as what it changed, so that it can be undone. */
export const imports = pgTable(
  "imports",
  {
    id: id(),
    cohortId: uuid()
      .notNull()
      .references(() => cohorts.id),
    role: text({ enum: ENROLMENT_ROLES }).notNull(),
    state: text({ enum: IMPORT_STATES }).notNull().default("uploaded"),
    fileName: text().notNull(),
    encoding: text().notNull(),
    delimiter: text().notNull(),
    content: text(),
    /** Column of the file → column of ours ("" leaves it out). */
    mapping: jsonb().$type<Record<string, string>>().notNull().default({}),
    createdCount: integer(),
    updatedCount: integer(),
    unchangedCount: integer(),
    effects: jsonb().$type<unknown>(),
    uploadedBy: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: createdAt(),
    importedAt: instant(),
    undoneAt: instant(),
  },
  (table) => [
    oneOf("imports_role", table.role, ENROLMENT_ROLES),
    oneOf("imports_state", table.state, IMPORT_STATES),
    index("imports_cohort").on(table.cohortId),
    index("imports_uploaded_by").on(table.uploadedBy),
  ],
);
