import {
  enrolments,
  firstMeetingRatings,
  firstMeetings,
  organisations,
  people,
} from "db/schema/index.ts";
import { and, asc, eq, isNotNull, or } from "drizzle-orm";
import { mayRate, meetingsAreOpen } from "~/domain/meeting/first-meeting.ts";
import type { SpokenLanguage } from "~/domain/scoring/types.ts";
import { topReasons } from "~/domain/scoring/top-reasons.ts";
import {
  enrolmentRecord,
  type EnrolmentRecord,
} from "~/features/enrolments/record.server.ts";
import { firstName } from "~/features/pairings/profile.server.ts";
import type { Context } from "~/lib/context.ts";
import { planOf, termsOf, todayOf } from "./terms.server.ts";

/**
 * A mentor's or mentee's first meetings that were sent: with whom, why, when and where, and what they themselves said of
 * them. What the other side said is not read at all.
 *
 * @throws {NotFoundError} if the enrolment is not the actor's own
 */
export async function ownMeetings(ctx: Context, enrolmentId: string) {
  const record = await enrolmentRecord(ctx, enrolmentId, "participant");
  const { enrolment, cohort, programme } = record;
  const [plan, rows] = await Promise.all([
    planOf(ctx.db, cohort.id),
    // who takes no part any more has no more to do with the others
    enrolment.state === "accepted" ? readOwn(ctx, record) : [],
  ]);
  const today = todayOf(ctx.now);
  const terms = termsOf(plan, cohort.state);
  return {
    enrolmentId,
    role: enrolment.role,
    cohortName: cohort.name,
    programmeName: programme.name,
    isOpen: meetingsAreOpen(terms, today),
    until: terms.ratedUntil,
    place: plan && plan.place,
    event: plan && plan.event,
    meetings: rows.map(({ state, ...row }) => ({
      ...faceOf(state === "accepted" ? row : hidden(row), enrolment.languages),
      isThere: state === "accepted",
      mayRate: mayRate(
        terms,
        [enrolment.state, state],
        plan?.event?.startsOn ?? null,
        today,
      ),
    })),
  };
}

type Row = Omit<Awaited<ReturnType<typeof readOwn>>[number], "state">;

/** Of somebody who has left, no more than whom the meeting was to be with. */
function hidden(row: Row): Row {
  return {
    ...row,
    country: null,
    sectors: [],
    languages: [],
    topics: [],
    goals: null,
    appointment: null,
    link: null,
    explanation: { ...row.explanation, criteria: [] },
  };
}

/** What the one side may know of the other, as of a proposal: no family name, no score, no wish. */
function faceOf(
  { name, callName, explanation, topics, languages, ...row }: Row,
  own: readonly SpokenLanguage[],
) {
  const spoken = new Set(own.map(({ code }) => code));
  return {
    ...row,
    firstName: firstName({ name, callName }),
    topics: topics ?? [],
    languages: languages.filter(({ code }) => spoken.has(code)),
    reasons: topReasons(explanation),
  };
}

/** How many first meetings somebody has been told of; the caller has checked that the enrolment is theirs. */
export async function meetingCount(
  ctx: Context,
  enrolmentId: string,
): Promise<number> {
  const { mentorEnrolmentId, menteeEnrolmentId, sentAt } = firstMeetings;
  return ctx.db.$count(
    firstMeetings,
    and(
      or(
        eq(mentorEnrolmentId, enrolmentId),
        eq(menteeEnrolmentId, enrolmentId),
      ),
      isNotNull(sentAt),
    ),
  );
}

async function readOwn(ctx: Context, { enrolment }: EnrolmentRecord) {
  const [own, other] =
    enrolment.role === "mentor"
      ? [firstMeetings.mentorEnrolmentId, firstMeetings.menteeEnrolmentId]
      : [firstMeetings.menteeEnrolmentId, firstMeetings.mentorEnrolmentId];
  return ctx.db
    .select({
      id: firstMeetings.id,
      name: people.fullName,
      callName: people.callName,
      organisation: organisations.name,
      state: enrolments.state,
      country: enrolments.country,
      sectors: enrolments.sectors,
      languages: enrolments.languages,
      topics: enrolments.topics,
      goals: enrolments.goals,
      explanation: firstMeetings.explanation,
      appointment: firstMeetings.appointment,
      link: firstMeetings.link,
      rating: firstMeetingRatings.rating,
    })
    .from(firstMeetings)
    .innerJoin(enrolments, eq(enrolments.id, other))
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .leftJoin(
      firstMeetingRatings,
      and(
        eq(firstMeetingRatings.meetingId, firstMeetings.id),
        eq(firstMeetingRatings.enrolmentId, enrolment.id),
      ),
    )
    .where(and(eq(own, enrolment.id), isNotNull(firstMeetings.sentAt)))
    .orderBy(
      asc(firstMeetings.appointment),
      asc(people.fullName),
      asc(firstMeetings.id),
    );
}
