import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant, oneOf } from "./columns.ts";
import { people } from "./people.ts";

/** Who did what, when. Rows are only ever added: a trigger refuses everything else. No names, no free text: keys and codes. */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant().notNull(),
    actorId: uuid(),
    action: text().notNull(),
    subjectKind: text().notNull(),
    subjectId: text().notNull(),
    programmeId: uuid(),
    cohortId: uuid(),
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    requestId: text(),
  },
  (table) => [
    index("audit_entries_subject").on(table.subjectKind, table.subjectId),
    index("audit_entries_programme").on(table.programmeId, table.id),
    index("audit_entries_actor").on(table.actorId, table.id),
    index("audit_entries_action_part").using(
      "gin",
      sql`${table.action} gin_trgm_ops`,
    ),
    index("audit_entries_subject_id").on(table.subjectId, table.id),
  ],
);

export const MAIL_STATES = ["queued", "sent", "failed"] as const;

/** Every e-mail: written in the transaction of the change, sent by a job of its own. */
export const mails = pgTable(
  "mails",
  {
    id: id(),
    template: text().notNull(),
    toAddress: text().notNull(),
    toPersonId: uuid().references(() => people.id),
    locale: text().notNull(),
    /** What the template needs; emptied once it is sent, because links in it are secrets. */
    args: jsonb().$type<Record<string, string | number>>().notNull(),
    state: text({ enum: MAIL_STATES }).notNull().default("queued"),
    attempts: integer().notNull().default(0),
    lastError: text(),
    createdAt: createdAt(),
    sentAt: instant(),
  },
  (table) => [
    oneOf("mails_state", table.state, MAIL_STATES),
    index("mails_to_person").on(table.toPersonId),
    index("mails_created").on(table.createdAt),
  ],
);
