import type { Db } from "db/client.ts";
import {
  enrolments,
  firstMeetings,
  organisations,
  people,
} from "db/schema/index.ts";
import { asc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { meetingsAreOpen } from "~/domain/meeting/first-meeting.ts";
import { topReasons } from "~/domain/scoring/top-reasons.ts";
import { acceptedPeople } from "~/features/matching/people.server.ts";
import { readRatings } from "~/features/matching/rating-facts.server.ts";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import type { Context } from "~/lib/context.ts";
import { menteesWithPair, planOf, termsOf, todayOf } from "./terms.server.ts";

/** Mentees on one page, each with their meetings. */
const ON_A_PAGE = 12;

/**
 * The first meetings of a cohort, mentee by mentee, and how many ratings there are; of what they say nothing is read.
 *
 * @param page  1 for the first
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function cohortMeetings(
  ctx: Context,
  cohortId: string,
  page: number,
) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const [plan, figures, choices, paired, ratings, mentees] = await Promise.all([
    planOf(ctx.db, cohortId),
    meetingFigures(ctx.db, cohortId),
    acceptedPeople(ctx.db, cohortId),
    menteesWithPair(ctx.db, cohortId),
    readRatings(ctx.db, cohortId),
    menteesOnPage(ctx.db, cohortId, page),
  ]);
  const most = plan?.perMentee ?? 0;
  const short = choices.filter(
    ({ id, role }) =>
      role === "mentee" &&
      !paired.has(id) &&
      (figures.ofMentee.get(id) ?? 0) < most,
  );
  return {
    cohort: cohortFacts(cohort),
    plan,
    isOpen: meetingsAreOpen(termsOf(plan, cohort.state), todayOf(ctx.now)),
    figures: {
      drafts: figures.drafts,
      sent: figures.sent,
      // of those without a pair
      short: short.length,
      rated: ratings.rated ?? null,
    },
    people: choices.map(({ id, role, name, organisation }) => ({
      id,
      role,
      label: organisation ? `${name} · ${organisation}` : name,
    })),
    mentees: await meetingsOf(
      ctx.db,
      mentees.slice(0, ON_A_PAGE).map(({ id }) => id),
    ),
    page,
    hasMore: mentees.length > ON_A_PAGE,
  };
}

function cohortFacts(cohort: Awaited<ReturnType<typeof coordinatedCohort>>) {
  const { id, name, state, programmeId, programmeName } = cohort;
  return { id, name, state, programmeId, programmeName };
}

async function meetingFigures(db: Db, cohortId: string) {
  const rows = await db
    .select({
      mentee: firstMeetings.menteeEnrolmentId,
      drafts: sql<number>`(count(*) filter (where ${firstMeetings.sentAt} is null))::int`,
      sent: sql<number>`count(${firstMeetings.sentAt})::int`,
    })
    .from(firstMeetings)
    .where(eq(firstMeetings.cohortId, cohortId))
    .groupBy(firstMeetings.menteeEnrolmentId);
  const sum = (of: "drafts" | "sent") =>
    rows.reduce((total, row) => total + row[of], 0);
  return {
    drafts: sum("drafts"),
    sent: sum("sent"),
    ofMentee: new Map(
      rows.map(({ mentee, drafts, sent }) => [mentee, drafts + sent]),
    ),
  };
}

/** One more than fit on the page, by name. */
async function menteesOnPage(db: Db, cohortId: string, page: number) {
  return db
    .selectDistinct({ id: enrolments.id, name: people.fullName })
    .from(firstMeetings)
    .innerJoin(enrolments, eq(enrolments.id, firstMeetings.menteeEnrolmentId))
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(eq(firstMeetings.cohortId, cohortId))
    .orderBy(asc(people.fullName), asc(enrolments.id))
    .limit(ON_A_PAGE + 1)
    .offset((page - 1) * ON_A_PAGE);
}

const mentorPlace = alias(enrolments, "meeting_mentor");
const mentorPerson = alias(people, "meeting_mentor_person");
const mentorHouse = alias(organisations, "meeting_mentor_house");

/** Each mentee of these with their meetings, in the order of the ids. */
async function meetingsOf(db: Db, menteeIds: readonly string[]) {
  if (menteeIds.length === 0) return [];
  const rows = await readMeetings(db, menteeIds);
  return menteeIds.flatMap((id) => {
    const own = rows.filter(({ menteeId }) => menteeId === id);
    const [first] = own;
    if (!first) return [];
    return [
      {
        id,
        name: first.mentee,
        organisation: first.menteeHouse,
        meetings: own.map(meetingOf),
      },
    ];
  });
}

function meetingOf(row: Awaited<ReturnType<typeof readMeetings>>[number]) {
  const { id, mentorId, mentor, score, byHand, appointment, link } = row;
  return {
    id,
    mentorId,
    mentor,
    score,
    byHand,
    appointment,
    link,
    organisation: row.mentorHouse,
    reasons: topReasons(row.explanation),
    isSent: row.sentAt !== null,
    areThere: row.menteeState === "accepted" && row.mentorState === "accepted",
  };
}

async function readMeetings(db: Db, menteeIds: readonly string[]) {
  return db
    .select({
      id: firstMeetings.id,
      menteeId: firstMeetings.menteeEnrolmentId,
      mentee: people.fullName,
      menteeHouse: organisations.name,
      menteeState: enrolments.state,
      mentorId: mentorPlace.id,
      mentor: mentorPerson.fullName,
      mentorHouse: mentorHouse.name,
      mentorState: mentorPlace.state,
      score: firstMeetings.score,
      explanation: firstMeetings.explanation,
      byHand: firstMeetings.byHand,
      sentAt: firstMeetings.sentAt,
      appointment: firstMeetings.appointment,
      link: firstMeetings.link,
    })
    .from(firstMeetings)
    .innerJoin(enrolments, eq(enrolments.id, firstMeetings.menteeEnrolmentId))
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .innerJoin(mentorPlace, eq(mentorPlace.id, firstMeetings.mentorEnrolmentId))
    .innerJoin(mentorPerson, eq(mentorPerson.id, mentorPlace.personId))
    .leftJoin(mentorHouse, eq(mentorHouse.id, mentorPlace.organisationId))
    .where(
      sql`${firstMeetings.menteeEnrolmentId} = any(${sql.param(`{${menteeIds.join()}}`)}::uuid[])`,
    )
    .orderBy(asc(mentorPerson.fullName), asc(firstMeetings.id));
}
