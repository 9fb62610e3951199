import type { Db } from "db/client.ts";
import {
  enrolments,
  firstMeetings,
  organisations,
  people,
} from "db/schema/index.ts";
import { quoted } from "db/schema/columns.ts";
import { asc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { meetingsAreOpen } from "~/domain/meeting/first-meeting.ts";
import { LIVE_STATUSES } from "~/domain/pairing/lifecycle.ts";
import { topReasons } from "~/domain/scoring/top-reasons.ts";
import { personChoices } from "~/features/matching/person-choices.server.ts";
import { readRatings } from "~/features/matching/rating-facts.server.ts";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import type { Context } from "~/lib/context.ts";
import { planOf, termsOf, todayOf } from "./terms.server.ts";

/** Mentees on one page, each with their meetings. */
const ON_A_PAGE = 12;

/**
 * The first meetings of a cohort, mentee by mentee, and how many ratings there are; of what they say nothing is read.
 *
 * @param params  `page` is 1 for the first; names narrow whom a meeting can be added for
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function cohortMeetings(
  ctx: Context,
  cohortId: string,
  params: URLSearchParams,
) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const choices = (role: "mentor" | "mentee") =>
    personChoices(ctx.db, cohortId, role, params);
  const [plan, figures, ratings, listed, mentee, mentor] = await Promise.all([
    planOf(ctx.db, cohortId),
    meetingFigures(ctx.db, cohortId),
    readRatings(ctx.db, cohortId),
    pageOfMentees(ctx.db, cohortId, readPage(params)),
    choices("mentee"),
    choices("mentor"),
  ]);
  return {
    cohort: cohortFacts(cohort),
    plan,
    isOpen: meetingsAreOpen(termsOf(plan, cohort.state), todayOf(ctx.now)),
    figures: { ...figures, rated: ratings.rated ?? null },
    choices: { mentee, mentor },
    mentees: await meetingsOf(
      ctx.db,
      listed.mentees.slice(0, ON_A_PAGE).map(({ id }) => id),
    ),
    page: listed.page,
    hasMore: listed.mentees.length > ON_A_PAGE,
  };
}

/** The page of the list that an address asks for; the first if it makes no sense. */
export function readPage(params: URLSearchParams): number {
  const page = Number(params.get("page"));
  return Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1;
}

function cohortFacts(cohort: Awaited<ReturnType<typeof coordinatedCohort>>) {
  const { id, name, state, programmeId, programmeName } = cohort;
  return { id, name, state, programmeId, programmeName };
}

interface MeetingFigures {
  readonly drafts: number;
  readonly sent: number;
  /** Mentees without a pair who have fewer meetings than planned. */
  readonly short: number;
}

async function meetingFigures(
  db: Db,
  cohortId: string,
): Promise<MeetingFigures> {
  const [row] = await db.execute(sql`
    select (select count(*)::int from first_meetings where cohort_id = ${cohortId} and sent_at is null) as drafts,
      (select count(*)::int from first_meetings where cohort_id = ${cohortId} and sent_at is not null) as sent,
      (select count(*)::int from enrolments e join first_meeting_plans k on k.cohort_id = e.cohort_id
        where e.cohort_id = ${cohortId} and e.role = 'mentee' and e.state = 'accepted'
          and (select count(*) from first_meetings f where f.mentee_enrolment_id = e.id) < k.per_mentee
          and not exists (select 1 from pairings q where q.mentee_enrolment_id = e.id
            and q.status in (${quoted(LIVE_STATUSES)}))) as short`);
  return row as unknown as MeetingFigures; // the columns of the select
}

/** A page of the list; the first one for whoever asks for one beyond the last. */
async function pageOfMentees(db: Db, cohortId: string, asked: number) {
  const mentees = await menteesOnPage(db, cohortId, asked);
  return mentees.length === 0 && asked > 1
    ? { page: 1, mentees: await menteesOnPage(db, cohortId, 1) }
    : { page: asked, mentees };
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
