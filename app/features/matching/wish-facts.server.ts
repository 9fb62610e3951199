import type { Db } from "db/client.ts";
import { cohorts, enrolments, wishes } from "db/schema/index.ts";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import type { MatchingFacts, PairOfIds, Wish } from "~/domain/scoring/types.ts";
import { readRatings, type SaidRatings } from "./rating-facts.server.ts";

/** What the people of a cohort said about each other, before and after they met. */
export interface SaidWishes extends SaidRatings {
  readonly ranks: readonly Wish[];
}

/**
 * Ranks count while the cohort asks for them. Whom somebody would rather not work with always counts, and from here on
 * nobody can tell which of the two it was: runs keep their facts, and coordinators read what rules a pair out.
 *
 * @param only  enrolments, if what others said is of no interest
 */
export async function readWishes(
  db: Db,
  cohortId: string,
  only: readonly string[] | null = null,
): Promise<SaidWishes> {
  const ratings = await readRatings(db, cohortId, only);
  const rows = await db
    .select({
      person: wishes.enrolmentId,
      other: wishes.otherEnrolmentId,
      role: wishes.role,
      rank: wishes.rank,
      mode: cohorts.wishMode,
    })
    .from(wishes)
    .innerJoin(enrolments, eq(enrolments.id, wishes.enrolmentId))
    .innerJoin(cohorts, eq(cohorts.id, wishes.cohortId))
    .where(
      and(
        eq(wishes.cohortId, cohortId),
        eq(enrolments.state, "accepted"),
        only === null ? undefined : inArray(wishes.enrolmentId, [...only]),
      ),
    )
    .orderBy(asc(wishes.enrolmentId), asc(wishes.otherEnrolmentId));
  const counts = new Map<string, number>();
  for (const { person, rank } of rows)
    if (rank !== null) counts.set(person, (counts.get(person) ?? 0) + 1);
  return {
    ...ratings,
    ranks: rows.flatMap(({ person, other, rank, mode }) =>
      rank === null || mode === "off"
        ? []
        : [{ person, other, rank, of: counts.get(person) ?? rank }],
    ),
    apart: [
      ...rows.filter(({ rank }) => rank === null).map(pairOf),
      ...ratings.apart,
    ],
  };
}

function pairOf(row: {
  readonly person: string;
  readonly other: string;
  readonly role: EnrolmentRole;
}): PairOfIds {
  return row.role === "mentor"
    ? { mentor: row.person, mentee: row.other }
    : { mentor: row.other, mentee: row.person };
}

function keyOf({ mentee, mentor }: PairOfIds): string {
  return `${mentee} ${mentor}`;
}

/** Those between some people, each pair that is kept apart once, in the order of ids; no trace where nobody said anything. */
export function wishesAmong(
  isIn: ReadonlySet<string>,
  { ranks, apart, liked, rated }: SaidWishes,
): Pick<MatchingFacts, "wishes" | "apart" | "liked" | "rated"> {
  const areIn = ({ mentor, mentee }: PairOfIds) =>
    isIn.has(mentor) && isIn.has(mentee);
  const pairs = new Map(apart.filter(areIn).map((pair) => [keyOf(pair), pair]));
  const likedIn = liked.filter(
    (pair) => areIn(pair) && !pairs.has(keyOf(pair)),
  );
  const sorted = [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    wishes: ranks.filter(
      ({ person, other }) => isIn.has(person) && isIn.has(other),
    ),
    ...(sorted.length > 0 && { apart: sorted.map(([, pair]) => pair) }),
    ...(likedIn.length > 0 && { liked: likedIn }),
    ...(rated && { rated }),
  };
}
