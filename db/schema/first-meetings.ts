import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
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
import { ENROLMENT_ROLES } from "../../app/domain/enrolment/lifecycle.ts";
import {
  MEETING_PLACES,
  MEETING_RATINGS,
  MEETINGS_PER_MENTEE,
  MEETINGS_PER_MENTOR,
} from "../../app/domain/meeting/first-meeting.ts";
import type { PairExplanation } from "../../app/domain/scoring/types.ts";
import { createdAt, id, instant, oneOf } from "./columns.ts";
import { enrolments } from "./enrolments.ts";
import { events } from "./events.ts";
import { cohorts } from "./programmes.ts";

const between = ({ least, most }: { least: number; most: number }) =>
  sql.raw(`between ${least} and ${most}`);

/** How a cohort lets people meet before they are matched; without a row it does not. */
export const firstMeetingPlans = pgTable(
  "first_meeting_plans",
  {
    cohortId: uuid().primaryKey(),
    programmeId: uuid().notNull(),
    isOn: boolean().notNull().default(true),
    perMentee: smallint().notNull().default(3),
    /** At most. */
    perMentor: smallint().notNull().default(4),
    place: text({ enum: MEETING_PLACES }).notNull(),
    eventId: uuid(),
    /** The last day for ratings; null as long as the cohort is matched. */
    ratedUntil: date(),
  },
  (table) => [
    oneOf("first_meeting_plans_place", table.place, MEETING_PLACES),
    check(
      "first_meeting_plans_per_mentee",
      sql`${table.perMentee} ${between(MEETINGS_PER_MENTEE)}`,
    ),
    check(
      "first_meeting_plans_per_mentor",
      sql`${table.perMentor} ${between(MEETINGS_PER_MENTOR)}`,
    ),
    check(
      "first_meeting_plans_where",
      sql`(${table.place} = 'event') = (${table.eventId} is not null)`,
    ),
    // the event is one of the cohort's own programme, because both keys name it
    foreignKey({
      columns: [table.cohortId, table.programmeId],
      foreignColumns: [cohorts.id, cohorts.programmeId],
      name: "first_meeting_plans_cohort",
    }).onDelete("cascade"),
    foreignKey({
      columns: [table.eventId, table.programmeId],
      foreignColumns: [events.id, events.programmeId],
      name: "first_meeting_plans_event",
    }),
    index("first_meeting_plans_cohort_fk").on(
      table.cohortId,
      table.programmeId,
    ),
    index("first_meeting_plans_event_fk").on(table.eventId, table.programmeId),
  ],
);

/** A short meeting of two who may become a pair. */
export const firstMeetings = pgTable(
  "first_meetings",
  {
    id: id(),
    cohortId: uuid().notNull(),
    mentorEnrolmentId: uuid().notNull(),
    menteeEnrolmentId: uuid().notNull(),
    /** Always the word itself: they let the foreign keys demand the right role. */
    mentorRole: text().notNull().default("mentor"),
    menteeRole: text().notNull().default("mentee"),
    /** Basis points. */
    score: integer().notNull(),
    explanation: jsonb().$type<PairExplanation>().notNull(),
    /** Added by a coordinator: proposing again leaves it. */
    byHand: boolean().notNull().default(false),
    /** Participants see nothing before it. */
    sentAt: instant(),
    /** When and where, in the coordinator's own words. */
    appointment: text(),
    /** Of a video call. */
    link: text(),
    createdAt: createdAt(),
  },
  (table) => [
    check(
      "first_meetings_roles",
      sql`${table.mentorRole} = 'mentor' and ${table.menteeRole} = 'mentee'`,
    ),
    check("first_meetings_score", sql`${table.score} between 0 and 10000`),
    foreignKey({
      columns: [table.mentorEnrolmentId, table.cohortId, table.mentorRole],
      foreignColumns: [enrolments.id, enrolments.cohortId, enrolments.role],
      name: "first_meetings_mentor",
    }).onDelete("cascade"),
    foreignKey({
      columns: [table.menteeEnrolmentId, table.cohortId, table.menteeRole],
      foreignColumns: [enrolments.id, enrolments.cohortId, enrolments.role],
      name: "first_meetings_mentee",
    }).onDelete("cascade"),
    unique("first_meetings_once").on(
      table.menteeEnrolmentId,
      table.mentorEnrolmentId,
    ),
    unique("first_meetings_of_mentor").on(table.id, table.mentorEnrolmentId),
    unique("first_meetings_of_mentee").on(table.id, table.menteeEnrolmentId),
    index("first_meetings_mentor_fk").on(
      table.mentorEnrolmentId,
      table.cohortId,
      table.mentorRole,
    ),
    index("first_meetings_mentee_fk").on(
      table.menteeEnrolmentId,
      table.cohortId,
      table.menteeRole,
    ),
    index("first_meetings_cohort").on(table.cohortId),
  ],
);

/** What one side said of a meeting. Secret: nobody but its author reads it. */
export const firstMeetingRatings = pgTable(
  "first_meeting_ratings",
  {
    meetingId: uuid().notNull(),
    role: text({ enum: ENROLMENT_ROLES }).notNull(),
    enrolmentId: uuid().notNull(),
    rating: text({ enum: MEETING_RATINGS }).notNull(),
    ratedAt: instant().notNull(),
    /** The same once more for the keys below: whoever rates as mentor is the mentor of the meeting. */
    asMentor: uuid().generatedAlwaysAs(
      sql`case when role = 'mentor' then enrolment_id end`,
    ),
    asMentee: uuid().generatedAlwaysAs(
      sql`case when role = 'mentee' then enrolment_id end`,
    ),
  },
  (table) => [
    primaryKey({ columns: [table.meetingId, table.role] }),
    oneOf("first_meeting_ratings_role", table.role, ENROLMENT_ROLES),
    oneOf("first_meeting_ratings_rating", table.rating, MEETING_RATINGS),
    foreignKey({
      columns: [table.meetingId, table.asMentor],
      foreignColumns: [firstMeetings.id, firstMeetings.mentorEnrolmentId],
      name: "first_meeting_ratings_of_mentor",
    }).onDelete("cascade"),
    foreignKey({
      columns: [table.meetingId, table.asMentee],
      foreignColumns: [firstMeetings.id, firstMeetings.menteeEnrolmentId],
      name: "first_meeting_ratings_of_mentee",
    }).onDelete("cascade"),
    index("first_meeting_ratings_mentor_fk").on(
      table.meetingId,
      table.asMentor,
    ),
    index("first_meeting_ratings_mentee_fk").on(
      table.meetingId,
      table.asMentee,
    ),
  ],
);

export const MEETING_REMINDERS = ["last_day", "by_hand"] as const;

/** When somebody was last reminded of the meetings they have not rated; by the platform once. */
export const firstMeetingReminders = pgTable(
  "first_meeting_reminders",
  {
    enrolmentId: uuid()
      .notNull()
      .references(() => enrolments.id, { onDelete: "cascade" }),
    kind: text({ enum: MEETING_REMINDERS }).notNull(),
    remindedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.enrolmentId, table.kind] }),
    oneOf("first_meeting_reminders_kind", table.kind, MEETING_REMINDERS),
  ],
);
