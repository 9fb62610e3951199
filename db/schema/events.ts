import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, version } from "./columns.ts";
import { organisations } from "./organisations.ts";
import { programmes } from "./programmes.ts";

/** A gathering where pairs can meet in person. */
export const events = pgTable(
  "events",
  {
    id: id(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    name: text().notNull(),
    startsOn: date().notNull(),
    endsOn: date().notNull(),
    city: text().notNull(),
    country: text().notNull(),
    timeZone: text().notNull(),
    venue: text(),
    organiserId: uuid().references(() => organisations.id),
    description: text(),
    attendance: integer(),
    isSample: boolean().notNull().default(false),
    createdAt: createdAt(),
    version: version(),
  },
  (table) => [
    check("events_dates", sql`${table.startsOn} <= ${table.endsOn}`),
    unique("events_in_programme").on(table.id, table.programmeId),
    index("events_programme").on(table.programmeId),
    index("events_organiser").on(table.organiserId),
  ],
);

/** The organisations that attend an event as a delegation. */
export const delegations = pgTable(
  "delegations",
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.organisationId] }),
    index("delegations_organisation").on(table.organisationId),
  ],
);
