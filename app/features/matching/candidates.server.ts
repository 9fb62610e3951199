import type { Db } from "db/client.ts";
import { enrolments, organisations } from "db/schema/index.ts";
import { and, asc, eq, inArray } from "drizzle-orm";
import { isMatchable } from "~/domain/enrolment/application.ts";
import { country } from "~/domain/reference/countries.ts";
import type { Mentee, Mentor } from "~/domain/scoring/types.ts";

/** Why somebody of the cohort is not in a run. */
export const LEFT_OUT = [
  "not_accepted",
  "incomplete",
  "paused",
  "full",
  "paired",
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export interface Candidate {
  readonly id: string;
  readonly role: "mentor" | "mentee";
  readonly leftOut: LeftOut | null;
}

export type EnrolmentRow = Awaited<ReturnType<typeof readEnrolments>>[number];

/** The people of scoring, by role; capacity and demand are what is left of them. */
export function peopleOf(
  rows: readonly EnrolmentRow[],
  held: ReadonlyMap<string, number>,
  wanted: (row: EnrolmentRow) => number,
) {
  return {
    mentors: rows
      .filter((row) => row.role === "mentor")
      .map((row) => mentorOf(row, row.capacity - (held.get(row.id) ?? 0))),
    mentees: rows
      .filter((row) => row.role === "mentee")
      .map((row) => menteeOf(row, wanted(row) >= 2 ? 2 : 1)),
  };
}

/** The people of a cohort who have applied, in the order of ids. */
export async function readEnrolments(db: Db, cohortId: string) {
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
      mentorsWanted: enrolments.mentorsWanted,
      pausedUntil: enrolments.pausedUntil,
    })
    .from(enrolments)
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .where(
      and(
        eq(enrolments.cohortId, cohortId),
        inArray(enrolments.state, ["submitted", "accepted", "reserve"]),
      ),
    )
    .orderBy(asc(enrolments.id));
}

/** Why this person is not in a run; null if they are. */
export function whyLeftOut(
  row: EnrolmentRow,
  held: number,
  wanted: number,
  today: string,
): LeftOut | null {
  if (row.state !== "accepted") return "not_accepted";
  if (!isMatchable(row)) return "incomplete";
  if (row.role === "mentee") return wanted <= 0 ? "paired" : null;
  if (row.pausedUntil !== null && row.pausedUntil > today) return "paused";
  return held >= row.capacity ? "full" : null;
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
