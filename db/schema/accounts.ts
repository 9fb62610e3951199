import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { GRANTED_ROLES } from "../../app/domain/access/roles.ts";
import { createdAt, id, instant, oneOf } from "./columns.ts";
import { organisations } from "./organisations.ts";
import { people } from "./people.ts";
import { programmes } from "./programmes.ts";

export const accounts = pgTable(
  "accounts",
  {
    id: id(),
    personId: uuid()
      .notNull()
      .unique("accounts_person")
      .references(() => people.id),
    email: text().notNull(),
    /** NFKC, case-folded: one address, one account, however it is typed. */
    emailKey: text().notNull().unique("accounts_email_key"),
    /** argon2id; null until an invitation is accepted. */
    passwordHash: text(),
    emailConfirmedAt: instant(),
    deactivatedAt: instant(),
    isAdministrator: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [
    index("accounts_email_part").using(
      "gin",
      sql`${table.emailKey} gin_trgm_ops`,
    ),
  ],
);

/** Being signed in. The id is the SHA-256 of the token in the cookie, never the token. */
export const authSessions = pgTable(
  "auth_sessions",
  {
    id: text().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    expiresAt: instant().notNull(),
    createdAt: createdAt(),
    lastSeenAt: createdAt(),
    userAgent: text().notNull().default(""),
  },
  (table) => [index("auth_sessions_user").on(table.userId)],
);

export const TOKEN_KINDS = [
  "invitation",
  "email_confirmation",
  "password_reset",
  "email_change",
] as const;

/** Single-use links that were sent by mail; only the hash is kept. */
export const accountTokens = pgTable(
  "account_tokens",
  {
    hash: text().primaryKey(),
    kind: text({ enum: TOKEN_KINDS }).notNull(),
    accountId: uuid()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** The address the link was sent to: it proves that one and no other. */
    emailKey: text().notNull(),
    /** Of a change of address: the new one, to which the link was sent. */
    newEmail: text(),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
  },
  (table) => [
    oneOf("account_tokens_kind", table.kind, TOKEN_KINDS),
    check(
      "account_tokens_new_email",
      sql`(${table.kind} = 'email_change') = (${table.newEmail} is not null)`,
    ),
    // A new link ends the old one.
    unique("account_tokens_one").on(table.accountId, table.kind),
  ],
);

/** Roles given by hand, each in one programme or one organisation. */
export const roleGrants = pgTable(
  "role_grants",
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    role: text({ enum: GRANTED_ROLES }).notNull(),
    programmeId: uuid().references(() => programmes.id),
    organisationId: uuid().references(() => organisations.id),
    createdAt: createdAt(),
  },
  (table) => [
    oneOf("role_grants_role", table.role, GRANTED_ROLES),
    check(
      "role_grants_scope",
      sql`(${table.role} = 'organisation_manager') = (${table.organisationId} is not null) and (${table.role} <> 'organisation_manager') = (${table.programmeId} is not null)`,
    ),
    unique("role_grants_once")
      .on(table.personId, table.role, table.programmeId, table.organisationId)
      .nullsNotDistinct(),
    index("role_grants_programme").on(table.programmeId),
    index("role_grants_organisation").on(table.organisationId),
  ],
);

/** Fixed windows that count attempts per address and per account. */
export const throttles = pgTable("throttles", {
  bucket: text().primaryKey(),
  windowEndsAt: instant().notNull(),
  attempts: integer().notNull(),
});

/** Private calendar feeds; only the hash of the link is kept. */
export const calendarFeeds = pgTable("calendar_feeds", {
  hash: text().primaryKey(),
  personId: uuid()
    .notNull()
    .unique("calendar_feeds_person")
    .references(() => people.id),
  createdAt: createdAt(),
});

/** What a form that was sent twice answered the first time. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    accountId: uuid()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    route: text().notNull(),
    /** Hash of the form's own key and of what it sent: changed text is another deed. */
    key: text().notNull(),
    /** Where the first answer led. */
    location: text(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.route, table.key] }),
    index("idempotency_keys_created").on(table.createdAt),
  ],
);
