import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  LIVE_STATUSES,
  NEXT_WISHES,
  PAIRING_STATUSES,
  WITHDRAWERS,
} from "../../app/domain/pairing/lifecycle.ts";
import type { PairExplanation } from "../../app/domain/scoring/types.ts";
import { createdAt, id, instant, oneOf, quoted, version } from "./columns.ts";
import { enrolments } from "./enrolments.ts";
import { matchingRuns } from "./matching.ts";
import { people } from "./people.ts";
import { cohorts } from "./programmes.ts";

const live = quoted(LIVE_STATUSES);

/** The rules of one row; those between rows are unique indexes, and triggers in the migrations. */
function checksOf(
  table: Record<
    | "askedNext"
    | "menteePlace"
    | "menteeRole"
    | "mentorPlace"
    | "mentorRole"
    | "score"
    | "status"
    | "withdrawnBy",
    AnyPgColumn
  >,
) {
  return [
    check(
      "pairings_withdrawn_by",
      sql`${table.withdrawnBy} is null or ${table.withdrawnBy} in (${quoted(WITHDRAWERS)})`,
    ),
    check(
      "pairings_asked_next",
      sql`${table.askedNext} is null or ${table.askedNext} in (${quoted(NEXT_WISHES)})`,
    ),
    oneOf("pairings_status", table.status, PAIRING_STATUSES),
    check(
      "pairings_roles",
      sql`${table.mentorRole} = 'mentor' and ${table.menteeRole} = 'mentee'`,
    ),
    check(
      "pairings_score",
      sql`${table.score} is null or ${table.score} between 0 and 10000`,
    ),
    check(
      "pairings_live_has_places",
      sql`${table.status} not in (${live}) or (${table.mentorPlace} >= 1 and ${table.menteePlace} >= 1)`,
    ),
  ];
}

/** Both sides belong to the cohort, each in its role. */
function partiesOf(
  table: Record<
    | "cohortId"
    | "mentorEnrolmentId"
    | "mentorRole"
    | "menteeEnrolmentId"
    | "menteeRole",
    AnyPgColumn
  >,
) {
  return [
    foreignKey({
      columns: [table.mentorEnrolmentId, table.cohortId, table.mentorRole],
      foreignColumns: [enrolments.id, enrolments.cohortId, enrolments.role],
      name: "pairings_mentor",
    }),
    foreignKey({
      columns: [table.menteeEnrolmentId, table.cohortId, table.menteeRole],
      foreignColumns: [enrolments.id, enrolments.cohortId, enrolments.role],
      name: "pairings_mentee",
    }),
  ];
}

/** Two people, from proposal to end. A live pairing holds a numbered place of its mentor and of its mentee. */
export const pairings = pgTable(
  "pairings",
  {
    id: id(),
    cohortId: uuid()
      .notNull()
      .references(() => cohorts.id),
    runId: uuid().references(() => matchingRuns.id),
    mentorEnrolmentId: uuid().notNull(),
    menteeEnrolmentId: uuid().notNull(),
    /** Always the word itself: they let the foreign keys demand the right role. */
    mentorRole: text().notNull().default("mentor"),
    menteeRole: text().notNull().default("mentee"),
    status: text({ enum: PAIRING_STATUSES }).notNull().default("proposed"),
    /** Basis points; null for a pairing made by hand. */
    score: integer(),
    explanation: jsonb().$type<PairExplanation>(),
    pinned: boolean().notNull().default(false),
    mentorPlace: smallint(),
    menteePlace: smallint(),
    approvedAt: instant(),
    approvedBy: uuid().references(() => people.id),
    /** Participants see nothing before it. */
    sentAt: instant(),
    answerBy: instant(),
    mentorAnsweredAt: instant(),
    /** The mentee confirmed: the pair is active from here. */
    startedAt: instant(),
    endedAt: instant(),
    /** Coded reason of the last rejection, decline or early end. */
    reason: text(),
    /** Words with the reason: for the coordinator only. */
    reasonMessage: text(),
    /** Who took it back before it began. */
    withdrawnBy: text({ enum: WITHDRAWERS }),
    /** What a mentor who declined would like instead. */
    askedNext: text({ enum: NEXT_WISHES }),
    /** Only coordinators read it. */
    coordinatorNote: text(),
    /** How many warnings and broken rules its explanation names. */
    warningCount: integer().generatedAlwaysAs(
      sql`coalesce(jsonb_array_length(explanation -> 'warnings'), 0) + coalesce(jsonb_array_length(explanation -> 'blockedBy'), 0)`,
    ),
    /** The order of attention as one number, the first the smallest: many warnings, then no score, then a low one. */
    attentionRank: integer().generatedAlwaysAs(
      sql`(999 - least(coalesce(jsonb_array_length(explanation -> 'warnings'), 0) + coalesce(jsonb_array_length(explanation -> 'blockedBy'), 0), 999)) * 20000 + coalesce(score + 1, 0)`,
    ),
    createdAt: createdAt(),
    version: version(),
  },
  (table) => [
    ...checksOf(table),
    ...partiesOf(table),
    uniqueIndex("pairings_mentor_place")
      .on(table.mentorEnrolmentId, table.mentorPlace)
      .where(sql`${table.status} in (${live})`),
    uniqueIndex("pairings_mentee_place")
      .on(table.menteeEnrolmentId, table.menteePlace)
      .where(sql`${table.status} in (${live})`),
    uniqueIndex("pairings_once")
      .on(table.mentorEnrolmentId, table.menteeEnrolmentId)
      .where(sql`${table.status} in ('proposed', ${live})`),
    index("pairings_mentor_fk").on(
      table.mentorEnrolmentId,
      table.cohortId,
      table.mentorRole,
    ),
    index("pairings_mentee_fk").on(
      table.menteeEnrolmentId,
      table.cohortId,
      table.menteeRole,
    ),
    index("pairings_cohort_status").on(table.cohortId, table.status),
    index("pairings_attention").on(
      table.cohortId,
      table.status,
      table.attentionRank,
      table.id,
    ),
    index("pairings_cohort_attention").on(
      table.cohortId,
      table.attentionRank,
      table.id,
    ),
    index("pairings_score_order").on(
      table.cohortId,
      sql`coalesce(${table.score}, -1)`,
      table.id,
    ),
    index("pairings_run").on(table.runId),
    index("pairings_approved_by").on(table.approvedBy),
  ],
);

/** The two sides of a pairing. */
export const PAIRING_SIDES = ["mentor", "mentee"] as const;

/** Questions of a mentor or mentee about a proposal, and what the coordination answers; one conversation a side. */
export const pairingMessages = pgTable(
  "pairing_messages",
  {
    id: id(),
    pairingId: uuid()
      .notNull()
      .references(() => pairings.id),
    side: text({ enum: PAIRING_SIDES }).notNull(),
    authorId: uuid()
      .notNull()
      .references(() => people.id),
    fromCoordination: boolean().notNull(),
    body: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    oneOf("pairing_messages_side", table.side, PAIRING_SIDES),
    index("pairing_messages_pairing").on(
      table.pairingId,
      table.side,
      table.createdAt,
    ),
    index("pairing_messages_author").on(table.authorId),
  ],
);

export const REMINDER_KINDS = ["half_way", "last_day", "by_hand"] as const;

/** Reminders to answer a proposal that went out: those of the platform once each, whatever runs twice. */
export const pairingReminders = pgTable(
  "pairing_reminders",
  {
    id: id(),
    pairingId: uuid()
      .notNull()
      .references(() => pairings.id),
    side: text({ enum: PAIRING_SIDES }).notNull(),
    kind: text({ enum: REMINDER_KINDS }).notNull(),
    remindedAt: instant().notNull(),
  },
  (table) => [
    oneOf("pairing_reminders_side", table.side, PAIRING_SIDES),
    oneOf("pairing_reminders_kind", table.kind, REMINDER_KINDS),
    index("pairing_reminders_pairing").on(table.pairingId),
    uniqueIndex("pairing_reminders_once")
      .on(table.pairingId, table.side, table.kind)
      .where(sql`${table.kind} <> 'by_hand'`),
  ],
);
