import type { Db } from "db/client.ts";
import {
  enrolments,
  firstMeetingPlans,
  firstMeetingRatings,
  firstMeetings,
} from "db/schema/index.ts";
import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type {
  LikedPair,
  MatchingFacts,
  PairOfIds,
} from "~/domain/scoring/types.ts";

/** What the ratings of first meetings come to, without who said what. */
export interface SaidRatings extends Pick<MatchingFacts, "rated"> {
  readonly liked: readonly LikedPair[];
  readonly apart: readonly PairOfIds[];
}

/**
 * Whom somebody met and would rather avoid always counts, like a wish never to work together; that they would like to go
 * on counts while the cohort has first meetings. Of a pair that is kept apart nothing else is told.
 *
 * @param only  enrolments, if meetings of others are of no interest
 */
export async function readRatings(
  db: Db,
  cohortId: string,
  only: readonly string[] | null = null,
): Promise<SaidRatings> {
  const rows = await ratedMeetings(db, cohortId, only);
  const pair = ({ mentee, mentor }: PairOfIds) => ({ mentee, mentor });
  const given = rows.reduce((sum, row) => sum + row.given, 0);
  const missing = rows
    .filter(({ isAsked }) => isAsked)
    .reduce((sum, row) => sum + 2 - row.given, 0);
  return {
    liked: rows.flatMap((row) =>
      row.isOn && row.avoid === 0 && row.prefer > 0
        ? [{ ...pair(row), by: row.prefer === 1 ? (1 as const) : (2 as const) }]
        : [],
    ),
    apart: rows.filter(({ avoid }) => avoid > 0).map(pair),
    ...(rows.length > 0 && {
      rated: { given, missing },
    }),
  };
}

/** Meetings that were arranged, with how many of the two rated them and how. */
async function ratedMeetings(
  db: Db,
  cohortId: string,
  only: readonly string[] | null,
) {
  const says = (rating: string) =>
    sql<number>`(count(*) filter (where ${firstMeetingRatings.rating} = ${rating}))::int`;
  return db
    .select({
      mentee: firstMeetings.menteeEnrolmentId,
      mentor: firstMeetings.mentorEnrolmentId,
      given: sql<number>`count(${firstMeetingRatings.rating})::int`,
      prefer: says("prefer"),
      avoid: says("avoid"),
      // what somebody has not said who takes no part any more is not missing
      isAsked: sql<boolean>`not exists (select from ${enrolments} gone
        where gone.id in (${firstMeetings.mentorEnrolmentId}, ${firstMeetings.menteeEnrolmentId}) and gone.state <> 'accepted')`,
      isOn: sql<boolean>`coalesce(bool_or(${firstMeetingPlans.isOn}), false)`,
    })
    .from(firstMeetings)
    .leftJoin(
      firstMeetingPlans,
      eq(firstMeetingPlans.cohortId, firstMeetings.cohortId),
    )
    .leftJoin(
      firstMeetingRatings,
      eq(firstMeetingRatings.meetingId, firstMeetings.id),
    )
    .where(
      and(
        eq(firstMeetings.cohortId, cohortId),
        isNotNull(firstMeetings.sentAt),
        only === null
          ? undefined
          : and(
              inArray(firstMeetings.menteeEnrolmentId, [...only]),
              inArray(firstMeetings.mentorEnrolmentId, [...only]),
            ),
      ),
    )
    .groupBy(firstMeetings.id)
    .orderBy(
      asc(firstMeetings.menteeEnrolmentId),
      asc(firstMeetings.mentorEnrolmentId),
    );
}
