import type { Db } from "db/client.ts";
import { cohorts, enrolments, wishes } from "db/schema/index.ts";
import { and, asc, eq } from "drizzle-orm";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import type { MatchingFacts, PairOfIds, Wish } from "~/domain/scoring/types.ts";

/** What the people of a cohort said about each other. */
export interface SaidWishes {
  readonly ranks: readonly Wish[];
  readonly apart: readonly PairOfIds[];
}

/**
 * Ranks count while the cohort asks for them. Whom somebody would rather not work with always counts, and from here on
 * nobody can tell which of the two it was: runs keep their facts, and coordinators read what rules a pair out.
 */
export async function readWishes(
  db: Db,
  cohortId: string,
): Promise<SaidWishes> {
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
    .where(and(eq(wishes.cohortId, cohortId), eq(enrolments.state, "accepted")))
    .orderBy(asc(wishes.enrolmentId), asc(wishes.otherEnrolmentId));
  const counts = new Map<string, number>();
  for (const { person, rank } of rows)
    if (rank !== null) counts.set(person, (counts.get(person) ?? 0) + 1);
  return {
    ranks: rows.flatMap(({ person, other, rank, mode }) =>
      rank === null || mode === "off"
        ? []
        : [{ person, other, rank, of: counts.get(person) ?? rank }],
    ),
    apart: rows.filter(({ rank }) => rank === null).map(pairOf),
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

/** Those between some people, each pair that is kept apart once, in the order of ids; no trace where nobody said anything. */
export function wishesAmong(
  isIn: ReadonlySet<string>,
  { ranks, apart }: SaidWishes,
): Pick<MatchingFacts, "wishes" | "apart"> {
  const pairs = new Map(
    apart
      .filter(({ mentor, mentee }) => isIn.has(mentor) && isIn.has(mentee))
      .map((pair) => [`${pair.mentee} ${pair.mentor}`, pair]),
  );
  const sorted = [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    wishes: ranks.filter(
      ({ person, other }) => isIn.has(person) && isIn.has(other),
    ),
    ...(sorted.length > 0 && { apart: sorted.map(([, pair]) => pair) }),
  };
}
