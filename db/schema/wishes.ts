import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { ENROLMENT_ROLES } from "../../app/domain/enrolment/lifecycle.ts";
import { MOST_WISHES, SHOWN_AS } from "../../app/domain/enrolment/wishes.ts";
import { instant, oneOf, quoted } from "./columns.ts";
import { enrolments } from "./enrolments.ts";

/** One person's wishes as a whole: how they agreed to be shown to the other side, and how often they saved. */
export const wishLists = pgTable(
  "wish_lists",
  {
    enrolmentId: uuid()
      .primaryKey()
      .references(() => enrolments.id, { onDelete: "cascade" }),
    /** null: not shown. */
    shownAs: text({ enum: SHOWN_AS }),
    /** Which words were agreed to, in which language, when. */
    shownVersion: text(),
    shownLocale: text(),
    shownAt: instant(),
    version: integer().notNull().default(0),
  },
  (table) => [
    check(
      "wish_lists_shown_as",
      sql`${table.shownAs} is null or ${table.shownAs} in (${quoted(SHOWN_AS)})`,
    ),
    check(
      "wish_lists_shown_proof",
      sql`${table.shownAs} is null or (${table.shownVersion} is not null and ${table.shownLocale} is not null and ${table.shownAt} is not null)`,
    ),
  ],
);

/** Whom somebody of the one side of a cohort would like, or would rather not, work with of the other side. Secret. */
export const wishes = pgTable(
  "wishes",
  {
    cohortId: uuid().notNull(),
    enrolmentId: uuid().notNull(),
    role: text({ enum: ENROLMENT_ROLES }).notNull(),
    otherEnrolmentId: uuid().notNull(),
    otherRole: text({ enum: ENROLMENT_ROLES }).notNull(),
    /** 1 is the favourite; null: rather not. */
    rank: smallint(),
  },
  (table) => [
    primaryKey({ columns: [table.enrolmentId, table.otherEnrolmentId] }),
    oneOf("wishes_role", table.role, ENROLMENT_ROLES),
    oneOf("wishes_other_role", table.otherRole, ENROLMENT_ROLES),
    check("wishes_opposite_roles", sql`${table.role} <> ${table.otherRole}`),
    check(
      "wishes_rank",
      sql`${table.rank} is null or ${table.rank} between 1 and ${sql.raw(String(MOST_WISHES))}`,
    ),
    unique("wishes_rank_once").on(table.enrolmentId, table.rank),
    // both sides are of the same cohort, because both keys name it
    foreignKey({
      columns: [table.enrolmentId, table.cohortId, table.role],
      foreignColumns: [enrolments.id, enrolments.cohortId, enrolments.role],
      name: "wishes_enrolment",
    }).onDelete("cascade"),
    foreignKey({
      columns: [table.otherEnrolmentId, table.cohortId, table.otherRole],
      foreignColumns: [enrolments.id, enrolments.cohortId, enrolments.role],
      name: "wishes_other",
    }).onDelete("cascade"),
    index("wishes_enrolment_fk").on(
      table.enrolmentId,
      table.cohortId,
      table.role,
    ),
    index("wishes_other_fk").on(
      table.otherEnrolmentId,
      table.cohortId,
      table.otherRole,
    ),
    index("wishes_cohort").on(table.cohortId),
  ],
);
