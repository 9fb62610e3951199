import type { Db } from "db/client.ts";
import {
  accounts,
  cohorts,
  enrolments,
  organisations,
  people,
} from "db/schema/index.ts";
import { and, eq, sql } from "drizzle-orm";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import { fold } from "~/domain/text.ts";
import { peopleByEmail } from "~/features/accounts/import-accounts.server.ts";
import type { Answer } from "~/domain/question/question.ts";
import type { ImportRow } from "./import-file.ts";
import { cohortAnswers } from "./question-answers.server.ts";

/** A place in the cohort that an import may find again. */
export interface KnownPlace {
  readonly enrolment: typeof enrolments.$inferSelect;
  readonly personId: string;
  readonly fullName: string;
  readonly organisationKey: string | null;
}

export interface KnownPeople {
  /** By the id of the coordinator's own file. */
  readonly places: ReadonlyMap<string, KnownPlace>;
  readonly placeOfPerson: ReadonlyMap<string, KnownPlace>;
  readonly personOfEmail: ReadonlyMap<string, string>;
  /** People of the programme by name and organisation. */
  readonly personOfName: ReadonlyMap<string, readonly string[]>;
  readonly hasAccount: ReadonlySet<string>;
  /** What they have answered, by enrolment and question. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** Highest place that a live pairing holds, by enrolment of a mentor. */
  readonly placesInUse: ReadonlyMap<string, number>;
}

/** Reads whom an import can meet, with a handful of queries however long the file is. */
export async function knownPeople(
  db: Db,
  of: { cohortId: string; programmeId: string; role: EnrolmentRole },
  rows: readonly ImportRow[],
): Promise<KnownPeople> {
  const [places, names, personOfEmail, inUse, { answers }] = await Promise.all([
    placesOf(db, of),
    namesOf(db, of.programmeId),
    peopleByEmail(
      db,
      rows.flatMap(({ email }) => email ?? []),
    ),
    placesInUse(db, of.cohortId),
    cohortAnswers(db, of.cohortId),
  ]);
  const personOfName = new Map<string, string[]>();
  for (const { personId, fullName, organisation } of names) {
    const key = nameKey(fullName, organisation);
    personOfName.set(key, [...(personOfName.get(key) ?? []), personId]);
  }
  const withKey = places.filter(
    ({ enrolment }) => enrolment.importKey !== null,
  );
  return {
    places: new Map(
      withKey.map((place) => [place.enrolment.importKey ?? "", place]),
    ),
    placeOfPerson: new Map(places.map((place) => [place.personId, place])),
    personOfEmail,
    personOfName,
    hasAccount: new Set(
      [...places, ...names].flatMap(({ personId, accountId }) =>
        accountId === null ? [] : [personId],
      ),
    ),
    answers,
    placesInUse: inUse,
  };
}

async function placesOf(
  db: Db,
  of: { cohortId: string; role: EnrolmentRole },
): Promise<(KnownPlace & { accountId: string | null })[]> {
  const rows = await db
    .select({
      enrolment: enrolments,
      fullName: people.fullName,
      organisationKey: organisations.nameKey,
      accountId: accounts.id,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .where(
      and(eq(enrolments.cohortId, of.cohortId), eq(enrolments.role, of.role)),
    )
    .orderBy(enrolments.id);
  return rows.map((row) => ({ ...row, personId: row.enrolment.personId }));
}

async function namesOf(db: Db, programmeId: string) {
  return db
    .selectDistinct({
      personId: people.id,
      fullName: people.fullName,
      organisation: organisations.name,
      accountId: accounts.id,
    })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .innerJoin(people, eq(people.id, enrolments.personId))
    .innerJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .where(eq(cohorts.programmeId, programmeId));
}

async function placesInUse(db: Db, cohortId: string) {
  const rows = await db.execute<{ id: string; used: number }>(sql`
    select mentor_enrolment_id as id, max(mentor_place)::int as used from pairings
    where cohort_id = ${cohortId} and status in ('approved', 'mentor_accepted', 'active', 'on_hold')
    group by mentor_enrolment_id`);
  return new Map(rows.map(({ id, used }) => [id, used]));
}

/** How two people of one name are told apart. */
export function nameKey(name: string, organisation: string): string {
  return JSON.stringify([fold(name), fold(organisation)]);
}
