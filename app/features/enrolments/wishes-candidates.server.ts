import type { Db } from "db/client.ts";
import {
  enrolments,
  organisations,
  people,
  wishLists,
} from "db/schema/index.ts";
import { and, asc, eq, inArray, ne, type SQL } from "drizzle-orm";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import {
  SHOWN_AS,
  mayBeShown,
  type WishMode,
} from "~/domain/enrolment/wishes.ts";
import { COMPLETE } from "./conditions.server.ts";
import type { WishFilters } from "./wishes-filters.ts";

/** Whose page it is. */
export interface Wisher {
  readonly cohortId: string;
  readonly personId: string;
  readonly role: EnrolmentRole;
  readonly mode: WishMode;
}

/** What the one side may know of somebody of the other before anything is proposed. */
export type Candidate = Awaited<ReturnType<typeof candidateDetails>>[number];

/**
 * Everybody of the other side who is accepted, complete and agreed to be shown in this way; never oneself.
 * With names in the order of names; without in the order of ids, which tells nothing.
 */
export async function candidateKeys(db: Db, wisher: Wisher) {
  const keys = db
    .select({
      id: enrolments.id,
      country: enrolments.country,
      languages: enrolments.languages,
      sectors: enrolments.sectors,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .innerJoin(wishLists, eq(wishLists.enrolmentId, enrolments.id))
    .where(shownTo(wisher));
  return wisher.mode === "named"
    ? keys.orderBy(asc(people.fullName), asc(enrolments.id))
    : keys.orderBy(asc(enrolments.id));
}
export type CandidateKey = Awaited<ReturnType<typeof candidateKeys>>[number];

/** Whether somebody is among them. */
export async function isCandidate(
  db: Db,
  wisher: Wisher,
  enrolmentId: string,
): Promise<boolean> {
  const rows = await db
    .select({ id: enrolments.id })
    .from(enrolments)
    .innerJoin(wishLists, eq(wishLists.enrolmentId, enrolments.id))
    .where(and(shownTo(wisher), eq(enrolments.id, enrolmentId)));
  return rows.length > 0;
}

function shownTo({ cohortId, personId, role, mode }: Wisher): SQL | undefined {
  const agreed = SHOWN_AS.filter((shown) => mayBeShown(mode, shown));
  return and(
    eq(enrolments.cohortId, cohortId),
    eq(enrolments.role, otherRole(role)),
    eq(enrolments.state, "accepted"),
    ne(enrolments.personId, personId),
    inArray(wishLists.shownAs, agreed),
    COMPLETE,
  );
}

/** The side that somebody chooses from. */
export function otherRole(role: EnrolmentRole): EnrolmentRole {
  return role === "mentor" ? "mentee" : "mentor";
}

/** What is shown of candidates, in the order of the ids given; who is none is left out. Names only where names are shown. */
export async function candidateDetails(
  db: Db,
  wisher: Wisher,
  keys: readonly CandidateKey[],
  ids: readonly string[],
) {
  const codes = codesOf(keys);
  const shown = ids.filter((id) => codes.has(id));
  if (shown.length === 0) return [];
  const rows = await db
    .select({
      id: enrolments.id,
      name: people.fullName,
      organisation: organisations.name,
      country: enrolments.country,
      sectors: enrolments.sectors,
      languages: enrolments.languages,
      topics: enrolments.topics,
      goals: enrolments.goals,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .where(inArray(enrolments.id, shown));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return shown.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { name, organisation, topics, ...rest } = row;
    const who =
      wisher.mode === "named"
        ? { name, organisation, code: null }
        : { name: null, organisation: null, code: codes.get(id) ?? null };
    return [{ ...rest, ...who, topics: topics ?? [] }];
  });
}

/** A short sign for each, the same at every visit, so that people without names can be told apart. */
function codesOf(keys: readonly CandidateKey[]): ReadonlyMap<string, string> {
  const plain = keys.map(({ id }) => id.replaceAll("-", "").toUpperCase());
  let length = 4;
  while (
    length < 32 &&
    new Set(plain.map((id) => id.slice(0, length))).size < plain.length
  )
    length += 1;
  return new Map(
    keys.map(({ id }, at) => [id, plain[at]?.slice(0, length) ?? ""]),
  );
}

/** Those who fit the filters, still in their order. */
export function filtered(
  keys: readonly CandidateKey[],
  { country, language, sector }: WishFilters,
): CandidateKey[] {
  return keys.filter(
    (key) =>
      (country === "" || key.country === country) &&
      (language === "" ||
        key.languages.some(({ code }) => code === language)) &&
      (sector === "" || key.sectors.includes(sector)),
  );
}

/** What can be filtered by: only what somebody has. */
export function filterChoices(keys: readonly CandidateKey[]) {
  const distinct = (values: readonly string[]) => [...new Set(values)].sort();
  return {
    countries: distinct(keys.flatMap(({ country }) => country ?? [])),
    languages: distinct(
      keys.flatMap(({ languages }) => languages.map(({ code }) => code)),
    ),
    sectors: distinct(keys.flatMap(({ sectors }) => sectors)),
  };
}
