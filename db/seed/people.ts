import facts from "./filex-2019.json";
import type { OrganisationRow } from "./organisations.ts";
import { FIRST_EDITION_MENTEES } from "./people/first-edition-mentees.ts";
import { FIRST_EDITION_MENTORS } from "./people/first-edition-mentors.ts";
import { SECOND_EDITION_MENTEES } from "./people/second-edition-mentees.ts";
import { SECOND_EDITION_MENTORS } from "./people/second-edition-mentors.ts";
import {
  personId,
  samplePeople,
  timeZoneOf,
  type SamplePerson,
} from "./person.ts";
import { accounts, memberships, people } from "../schema/index.ts";
import { organisationId } from "./organisations.ts";
import { sampleId } from "./sample-id.ts";
import { insertAll } from "./story.ts";
import type { Db } from "../client.ts";

/** The domain of every address of the sample; no mail can ever arrive there. */
export const SAMPLE_DOMAIN = "passerelle.example";

/** Everybody invented who takes part, by edition and role. */
export interface Cast {
  readonly first: readonly SamplePerson[];
  readonly second: readonly SamplePerson[];
}

/** A person whom the article names. All that is known is the organisation, and that they met on one day. */
export interface RealPerson {
  readonly id: string;
  readonly fullName: string;
  readonly country: string;
  readonly organisationId: string;
}

/** The invented people of both editions. */
export function cast(organisations: readonly OrganisationRow[]): Cast {
  const read = (table: string, role: "mentor" | "mentee") =>
    samplePeople(table, role, organisations);
  return {
    first: [
      ...read(FIRST_EDITION_MENTORS, "mentor"),
      ...read(FIRST_EDITION_MENTEES, "mentee"),
    ],
    second: [
      ...read(SECOND_EDITION_MENTORS, "mentor"),
      ...read(SECOND_EDITION_MENTEES, "mentee"),
    ],
  };
}

/** The two documented pairs. */
export function realPairs(): { mentor: RealPerson; mentee: RealPerson }[] {
  return facts.pairs.map(({ mentor, mentee }) => ({
    mentor: realPerson(mentor),
    mentee: realPerson(mentee),
  }));
}

function realPerson(of: {
  name: string;
  organisation: string;
  country: string;
}): RealPerson {
  return {
    id: sampleId("person", of.name),
    fullName: of.name,
    country: of.country,
    organisationId: organisationId(of.organisation),
  };
}

/** Somebody who only works here: the coordinator, and in the demonstration the administrator. */
export interface StaffMember {
  readonly key: string;
  readonly fullName: string;
  readonly isAdministrator: boolean;
}

export const COORDINATOR: StaffMember = {
  key: "coordinator",
  fullName: "Claire Fontanel",
  isAdministrator: false,
};
export const ADMINISTRATOR: StaffMember = {
  key: "admin",
  fullName: "Noor Haddad",
  isAdministrator: true,
};

/**
 * Writes the people. The four real ones are not marked as sample, have no account and no address, and nothing is
 * said of them but what the article says. Invented ones have an account each, so that proposals can be sent to them;
 * without a password hash nobody can sign in.
 */
export async function writePeople(
  tx: Db,
  invented: readonly SamplePerson[],
  passwordHash: string | null,
  createdAt: Date,
): Promise<void> {
  const real = realPairs().flatMap(({ mentor, mentee }) => [mentor, mentee]);
  await insertAll(tx, people, [
    ...real.map(({ id, fullName, country }) => ({
      id,
      fullName,
      country,
      timeZone: timeZoneOf(country),
      createdAt,
    })),
    ...invented.map(({ id, key, fullName, locale, timeZone, country }) => ({
      id,
      fullName,
      callName: CALL_NAMES[key] ?? null,
      locale,
      timeZone,
      country,
      isSample: true,
      createdAt,
    })),
  ]);
  await insertAll(
    tx,
    memberships,
    [
      ...real,
      ...invented.map((each) => ({
        id: each.id,
        organisationId: each.organisationId,
      })),
    ].map(({ id, organisationId }) => ({
      personId: id,
      organisationId,
      createdAt,
    })),
  );
  await writeAccounts(tx, invented, passwordHash, createdAt);
}

/** Writes people who only work here, with an account if there is a password hash. */
export async function writeStaff(
  tx: Db,
  staff: readonly StaffMember[],
  passwordHash: string | null,
  createdAt: Date,
): Promise<void> {
  await insertAll(
    tx,
    people,
    staff.map(({ key, fullName }) => ({
      id: personId(key),
      fullName,
      country: "FR",
      isSample: true,
      createdAt,
    })),
  );
  if (passwordHash !== null)
    await writeAccounts(
      tx,
      staff.map((each) => ({ ...each, id: personId(each.key) })),
      passwordHash,
      createdAt,
    );
}

/** Greetings in English pages read better with the name in Latin letters. */
const CALL_NAMES: Readonly<Record<string, string>> = { mentee: "Salma" };

async function writeAccounts(
  tx: Db,
  of: readonly { id: string; key: string; isAdministrator?: boolean }[],
  passwordHash: string | null,
  createdAt: Date,
): Promise<void> {
  await tx
    .insert(accounts)
    .values(
      of.map(({ id, key, isAdministrator }) => ({
        personId: id,
        email: `${key}@${SAMPLE_DOMAIN}`,
        emailKey: `${key}@${SAMPLE_DOMAIN}`,
        passwordHash,
        emailConfirmedAt: passwordHash === null ? null : createdAt,
        isAdministrator: isAdministrator ?? false,
        createdAt,
      })),
    )
    // an address that somebody took before the sample was loaded stays theirs
    .onConflictDoNothing({ target: accounts.emailKey });
}
