import { enrolments, pairings, people } from "db/schema/index.ts";
import type { Db } from "db/client.ts";
import { and, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import { isLocale } from "~/i18n/locales.ts";
import type { Context } from "~/lib/context.ts";
import { enrolledRecipients } from "./recipients.server.ts";

const mentorPlace = alias(enrolments, "mentor_place");
const menteePlace = alias(enrolments, "mentee_place");
const mentor = alias(people, "mentor");
const mentee = alias(people, "mentee");

const PAGE = 100;

/**
 * What waits to be sent, to whom and in which language: a page of it by the mentors' names, and how many there are.
 *
 * @param after  the pairing behind which the page begins
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function sendPage(
  ctx: Context,
  cohortId: string,
  after: string | null = null,
) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const [found, total] = await Promise.all([
    waitingRows(ctx.db, cohortId, after),
    ctx.db.$count(pairings, waits(cohortId)),
  ]);
  const rows = found.slice(0, PAGE);
  const reachable = await enrolledRecipients(
    ctx.db,
    rows.map(({ mentorEnrolmentId }) => mentorEnrolmentId),
  );
  return {
    cohort: {
      id: cohort.id,
      name: cohort.name,
      state: cohort.state,
      answerDays: cohort.answerDays,
      programmeId: cohort.programmeId,
      programmeName: cohort.programmeName,
    },
    total,
    after,
    next: found.length > PAGE ? (rows.at(-1)?.id ?? null) : null,
    waiting: rows.map(({ mentorEnrolmentId, mentorLocale, ...row }) => ({
      ...row,
      locale: isLocale(mentorLocale) ? mentorLocale : ("en" as const),
      isReachable: reachable.has(mentorEnrolmentId),
    })),
  };
}

/** Approved, and nobody has been told. */
function waits(cohortId: string) {
  return and(
    eq(pairings.cohortId, cohortId),
    eq(pairings.status, "approved"),
    isNull(pairings.sentAt),
  );
}

const ORDER = sql`${mentor.fullName}, ${pairings.id}`;

async function waitingRows(db: Db, cohortId: string, after: string | null) {
  const behind = sql`(${ORDER}) > (
    select p.full_name, q.id from pairings q
    join enrolments e on e.id = q.mentor_enrolment_id join people p on p.id = e.person_id
    where q.id = ${after} and q.cohort_id = ${cohortId})`;
  return db
    .select({
      id: pairings.id,
      score: pairings.score,
      mentorEnrolmentId: pairings.mentorEnrolmentId,
      mentor: mentor.fullName,
      mentorLocale: mentor.locale,
      mentee: mentee.fullName,
    })
    .from(pairings)
    .innerJoin(mentorPlace, eq(mentorPlace.id, pairings.mentorEnrolmentId))
    .innerJoin(menteePlace, eq(menteePlace.id, pairings.menteeEnrolmentId))
    .innerJoin(mentor, eq(mentor.id, mentorPlace.personId))
    .innerJoin(mentee, eq(mentee.id, menteePlace.personId))
    .where(and(waits(cohortId), after === null ? undefined : behind))
    .orderBy(ORDER)
    .limit(PAGE + 1);
}
