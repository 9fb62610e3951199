import { sql } from "drizzle-orm";
import {
  boolean,
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
import { COHORT_STATES } from "../../app/domain/cohort/lifecycle.ts";
import { WISH_MODES } from "../../app/domain/enrolment/wishes.ts";
import { OBJECTIVES } from "../../app/domain/matching/types.ts";
import type { CriteriaSet } from "../../app/domain/scoring/types.ts";
import { createdAt, id, oneOf, version } from "./columns.ts";
import { people } from "./people.ts";

export const programmes = pgTable("programmes", {
  id: id(),
  name: text().notNull(),
  purpose: text(),
  isSample: boolean().notNull().default(false),
  createdAt: createdAt(),
  version: version(),
});

export const cohorts = pgTable(
  "cohorts",
  {
    id: id(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    name: text().notNull(),
    state: text({ enum: COHORT_STATES }).notNull().default("draft"),
    startsOn: date(),
    endsOn: date(),
    /** How many pairs the funder was promised. */
    pairsTarget: integer(),
    /** How many live pairings a mentee may hold. */
    mentorsPerMentee: smallint().notNull().default(1),
    /** What a mentor is asked for: number of sessions and minutes each. */
    sessionsPlanned: smallint().notNull().default(6),
    sessionMinutes: smallint().notNull().default(60),
    /** Days that a mentor or mentee has to answer a proposal. */
    answerDays: smallint().notNull().default(7),
    /** Anybody with the link may apply while the cohort recruits. */
    openApplications: boolean().notNull().default(true),
    /** Whether mentors and mentees say whom they would like, and what they are shown of each other. */
    wishMode: text({ enum: WISH_MODES }).notNull().default("off"),
    /** The last day for wishes; null as long as the cohort recruits or is matched. */
    wishesUntil: date(),
    createdAt: createdAt(),
    version: version(),
  },
  (table) => [
    oneOf("cohorts_state", table.state, COHORT_STATES),
    oneOf("cohorts_wish_mode", table.wishMode, WISH_MODES),
    check(
      "cohorts_mentors_per_mentee",
      sql`${table.mentorsPerMentee} in (1, 2)`,
    ),
    check(
      "cohorts_dates",
      sql`${table.endsOn} is null or ${table.startsOn} is null or ${table.startsOn} <= ${table.endsOn}`,
    ),
    check(
      "cohorts_pairs_target",
      sql`${table.pairsTarget} is null or ${table.pairsTarget} >= 0`,
    ),
    check("cohorts_answer_days", sql`${table.answerDays} between 1 and 90`),
    unique("cohorts_in_programme").on(table.id, table.programmeId),
    index("cohorts_programme").on(table.programmeId),
  ],
);

/** How a cohort matches, one immutable row a version. */
export const criteriaSets = pgTable(
  "criteria_sets",
  {
    id: id(),
    cohortId: uuid()
      .notNull()
      .references(() => cohorts.id),
    version: integer().notNull(),
    criteria: jsonb().$type<CriteriaSet>().notNull(),
    objective: text({ enum: OBJECTIVES }).notNull().default("coverage"),
    note: text(),
    createdAt: createdAt(),
    createdBy: uuid().references(() => people.id),
  },
  (table) => [
    oneOf("criteria_sets_objective", table.objective, OBJECTIVES),
    unique("criteria_sets_version").on(table.cohortId, table.version),
    unique("criteria_sets_in_cohort").on(table.id, table.cohortId),
    index("criteria_sets_created_by").on(table.createdBy),
  ],
);
