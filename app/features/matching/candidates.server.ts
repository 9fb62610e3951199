import type { Db } from "db/client.ts";
import { enrolments, organisations } from "db/schema/index.ts";
import { and, asc, eq, inArray } from "drizzle-orm";
import { country } from "~/domain/reference/countries.ts";
import type { Mentee, Mentor } from "~/domain/scoring/types.ts";
import {
  HAS_APPLIED,
  HELD,
  type LeftOut,
  leftOutSql,
  type RunTerms,
  wantedSql,
} from "./left-out.server.ts";

export interface Candidate {
  readonly id: string;
  readonly role: "mentor" | "mentee";
  readonly leftOut: LeftOut | null;
}

export type EnrolmentRow = Awaited<ReturnType<typeof readEnrolments>>[number];

/** The people of scoring, by role; capacity and demand are what is left of them. */
export function peopleOf(rows: readonly EnrolmentRow[]) {
  return {
    mentors: rows
      .filter((row) => row.role === "mentor")
      .map((row) => mentorOf(row, row.capacity - row.held)),
    mentees: rows
      .filter((row) => row.role === "mentee")
      .map((row) => menteeOf(row, row.wanted >= 2 ? 2 : 1)),
  };
}

/**
 * The people of a cohort who have applied, in the order of ids, and whether they are in a run.
 *
 * @param only  enrolments, if not all are of interest
 */
export async function readEnrolments(
  db: Db,
  cohort: RunTerms,
  today: string,
  only: readonly string[] | null,
) {
  return db
    .select({
      id: enrolments.id,
      personId: enrolments.personId,
      role: enrolments.role,
      state: enrolments.state,
      organisation: organisations.name,
      country: enrolments.country,
      sectors: enrolments.sectors,
      languages: enrolments.languages,
      topics: enrolments.topics,
      markets: enrolments.markets,
      timeZone: enrolments.timeZone,
      availability: enrolments.availability,
      capacity: enrolments.capacity,
      held: HELD,
      wanted: wantedSql(cohort),
      leftOut: leftOutSql(cohort, today),
    })
    .from(enrolments)
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .where(
      and(
        eq(enrolments.cohortId, cohort.id),
        HAS_APPLIED,
        only === null ? undefined : inArray(enrolments.id, [...only]),
      ),
    )
    .orderBy(asc(enrolments.id));
}

function partyOf(row: EnrolmentRow) {
  const home = row.country ?? ""; // a matchable row has one
  return {
    id: row.id,
    name: null,
    organisation: row.organisation,
    country: home,
    sectors: row.sectors,
    languages: row.languages,
    markets: filled(row.markets),
    timeZone: row.timeZone ?? country(home)?.timeZones[0] ?? "UTC",
    availability: filled(row.availability),
  };
}

function mentorOf(row: EnrolmentRow, capacity: number): Mentor {
  const offers = filled(row.topics)?.map(({ group, topic }) => ({
    group,
    topic,
  }));
  return { ...partyOf(row), offers: offers ?? null, capacity };
}

function menteeOf(row: EnrolmentRow, mentorsWanted: 1 | 2): Mentee {
  return { ...partyOf(row), needs: filled(row.topics), mentorsWanted };
}

/** An empty list says no more than no list. */
function filled<T>(list: readonly T[] | null): readonly T[] | null {
  return list !== null && list.length > 0 ? list : null;
}
