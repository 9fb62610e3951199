import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import {
  SESSION_FORMS,
  SESSION_STATUSES,
} from "../../app/domain/session/lifecycle.ts";
import { createdAt, id, instant, oneOf, version } from "./columns.ts";
import { events } from "./events.ts";
import { pairings } from "./pairings.ts";
import { people } from "./people.ts";

/** A conversation of one pairing. What was said (topics, decisions, next step) belongs to the pair alone. */
export const mentoringSessions = pgTable(
  "mentoring_sessions",
  {
    id: id(),
    pairingId: uuid()
      .notNull()
      .references(() => pairings.id),
    status: text({ enum: SESSION_STATUSES }).notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    /** The zone in which it was logged. */
    timeZone: text().notNull(),
    form: text({ enum: SESSION_FORMS }).notNull(),
    eventId: uuid().references(() => events.id),
    place: text(),
    mentorAttended: boolean().notNull().default(true),
    menteeAttended: boolean().notNull().default(true),
    topics: text(),
    decisions: text(),
    nextStep: text(),
    loggedBy: uuid()
      .notNull()
      .references(() => people.id),
    loggedAt: instant().notNull(),
    /** Null until the other side confirmed; `confirmedBy` stays null when seven days went by. */
    confirmedAt: instant(),
    confirmedBy: uuid().references(() => people.id),
    /** Made by the form: sending the same log twice stores it once. */
    clientKey: uuid(),
    version: version(),
  },
  (table) => [
    oneOf("mentoring_sessions_status", table.status, SESSION_STATUSES),
    oneOf("mentoring_sessions_form", table.form, SESSION_FORMS),
    check(
      "mentoring_sessions_length",
      sql`${table.endsAt} > ${table.startsAt} and ${table.endsAt} <= ${table.startsAt} + interval '720 minutes'`,
    ),
    check(
      "mentoring_sessions_event",
      sql`(${table.form} = 'event') = (${table.eventId} is not null)`,
    ),
    unique("mentoring_sessions_client_key").on(
      table.pairingId,
      table.clientKey,
    ),
    index("mentoring_sessions_event_id").on(table.eventId),
    index("mentoring_sessions_logged_by").on(table.loggedBy),
    index("mentoring_sessions_confirmed_by").on(table.confirmedBy),
    index("mentoring_sessions_starts").on(table.pairingId, table.startsAt),
  ],
);

/** How a session read before each correction. */
export const sessionVersions = pgTable(
  "session_versions",
  {
    sessionId: uuid()
      .notNull()
      .references(() => mentoringSessions.id),
    version: integer().notNull(),
    content: jsonb().$type<Record<string, unknown>>().notNull(),
    changedBy: uuid()
      .notNull()
      .references(() => people.id),
    changedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.sessionId, table.version] }),
    index("session_versions_changed_by").on(table.changedBy),
  ],
);

/** One side's rating of a session, read by its author and the coordinator, never by the other side. */
export const feedback = pgTable(
  "feedback",
  {
    sessionId: uuid()
      .notNull()
      .references(() => mentoringSessions.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    rating: smallint(),
    comment: text(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.sessionId, table.personId] }),
    check(
      "feedback_rating",
      sql`${table.rating} is null or ${table.rating} between 1 and 5`,
    ),
    index("feedback_person").on(table.personId),
  ],
);
