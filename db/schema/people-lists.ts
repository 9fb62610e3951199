import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import {
  BULK_DEEDS,
  BULK_STATES,
  type BulkOutcome,
} from "../../app/domain/enrolment/bulk.ts";
import { createdAt, id, instant, oneOf } from "./columns.ts";
import { enrolments } from "./enrolments.ts";
import { people } from "./people.ts";
import { cohorts, programmes } from "./programmes.ts";

/** Words that coordinators hang on the people of a cohort; only coordinators see them. */
export const enrolmentTags = pgTable(
  "enrolment_tags",
  {
    enrolmentId: uuid().notNull(),
    cohortId: uuid()
      .notNull()
      .references(() => cohorts.id),
    /** Folded: one tag, however it is typed. */
    tagKey: text().notNull(),
    tag: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.enrolmentId, table.tagKey] }),
    foreignKey({
      columns: [table.enrolmentId, table.cohortId],
      foreignColumns: [enrolments.id, enrolments.cohortId],
      name: "enrolment_tags_enrolment",
    }).onDelete("cascade"), // an import that is undone takes its people away
    index("enrolment_tags_enrolment_cohort").on(
      table.enrolmentId,
      table.cohortId,
    ),
    index("enrolment_tags_cohort").on(
      table.cohortId,
      table.tagKey,
      table.enrolmentId,
    ),
  ],
);

/** Filters and an order of the people of a programme's cohorts under a name; its owner's, or everybody's who coordinates it. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: id(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    ownerId: uuid()
      .notNull()
      .references(() => people.id),
    name: text().notNull(),
    /** The part of the address behind the question mark, in one order. */
    query: text().notNull(),
    isShared: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [
    unique("saved_views_name").on(table.programmeId, table.ownerId, table.name),
    index("saved_views_owner").on(table.ownerId),
  ],
);

/** One deed on many enrolments: asked first where it writes to people, then done, with what came of it for each. */
export const bulkDeeds = pgTable(
  "bulk_deeds",
  {
    id: id(),
    cohortId: uuid()
      .notNull()
      .references(() => cohorts.id),
    deed: text({ enum: BULK_DEEDS }).notNull(),
    state: text({ enum: BULK_STATES }).notNull().default("asked"),
    tag: text(),
    chosen: uuid().array().notNull(),
    /** Left behind by the limit of one deed: how many more the filters showed. */
    more: integer().notNull().default(0),
    results: jsonb()
      .$type<{ id: string; outcome: BulkOutcome }[]>()
      .notNull()
      .default([]),
    requestedBy: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: createdAt(),
    doneAt: instant(),
    undoneAt: instant(),
  },
  (table) => [
    oneOf("bulk_deeds_deed", table.deed, BULK_DEEDS),
    oneOf("bulk_deeds_state", table.state, BULK_STATES),
    index("bulk_deeds_cohort").on(table.cohortId),
    index("bulk_deeds_requested_by").on(table.requestedBy),
  ],
);
