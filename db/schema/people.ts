import { boolean, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, oneOf, partOf, searchKey, version } from "./columns.ts";

/** Who somebody is. Signing in is the business of accounts, taking part that of enrolments. */
export const people = pgTable(
  "people",
  {
    id: id(),
    fullName: text().notNull(),
    /** "How should we call you": used in greetings; empty means the full name. */
    callName: text(),
    locale: text().notNull().default("en"),
    timeZone: text().notNull().default("Europe/Paris"),
    country: text(),
    phone: text(),
    bio: text(),
    isSample: boolean().notNull().default(false),
    createdAt: createdAt(),
    version: version(),
  },
  (table) => [
    oneOf("people_locale", table.locale, ["en", "fr", "ar"]),
    index("people_name_order").on(searchKey(table.fullName), table.id),
    index("people_name_part").using("gin", partOf(table.fullName)),
  ],
);

/** The name of this installation and what it speaks first; one row, written by the first start. */
export const instances = pgTable(
  "instances",
  {
    id: text().primaryKey().default("this"),
    name: text().notNull(),
    locale: text().notNull(),
    createdAt: createdAt(),
    administratorId: uuid().references(() => people.id),
  },
  (table) => [
    oneOf("instances_single", table.id, ["this"]),
    index("instances_administrator").on(table.administratorId),
  ],
);
