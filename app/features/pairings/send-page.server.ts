import { enrolments, pairings, people } from "db/schema/index.ts";
import { and, asc, eq, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import { isLocale } from "~/i18n/locales.ts";
import type { Context } from "~/lib/context.ts";
import { enrolledRecipients } from "./recipients.server.ts";

const mentorPlace = alias(enrolments, "mentor_place");
const menteePlace = alias(enrolments, "mentee_place");
const mentor = alias(people, "mentor");
const mentee = alias(people, "mentee");

/**
 * What waits to be sent, to whom and in which language.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function sendPage(ctx: Context, cohortId: string) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const rows = await ctx.db
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
    .where(
      and(
        eq(pairings.cohortId, cohortId),
        eq(pairings.status, "approved"),
        isNull(pairings.sentAt),
      ),
    )
    .orderBy(asc(mentor.fullName), asc(pairings.id));
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
    waiting: rows.map(({ mentorEnrolmentId, mentorLocale, ...row }) => ({
      ...row,
      locale: isLocale(mentorLocale) ? mentorLocale : ("en" as const),
      isReachable: reachable.has(mentorEnrolmentId),
    })),
  };
}
