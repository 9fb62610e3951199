import type { Db } from "db/client.ts";
import { accounts, people, roleGrants } from "db/schema/index.ts";
import { writeCrowd, type Crowd } from "db/seed/crowd.ts";
import { eq, sql } from "drizzle-orm";
import {
  sessionCookie,
  startAuthSession,
} from "~/features/accounts/auth-sessions.server.ts";

/** A crowd, with the cookies of those through whose eyes its pages are measured, and some of its rows. */
export interface ManagedCrowd extends Crowd {
  readonly cookies: {
    readonly administrator: string;
    readonly coordinator: string;
    readonly mentor: string;
    readonly mentee: string;
  };
  readonly menteeEnrolmentId: string;
  /** Of the same pair, which is undecided. */
  readonly mentorEnrolmentId: string;
  readonly pairingId: string;
  readonly organisationId: string;
}

/**
 * Fills an empty database with a cohort of invented people, for measuring pages.
 *
 * @param db  without a short deadline for statements
 * @param size  people of the cohort
 * @param origin  where the server will be, for the cookies
 */
export async function fillCrowd(
  db: Db,
  size: number,
  origin: string,
): Promise<ManagedCrowd> {
  const crowd = await writeCrowd(db, size);
  const cookieOf = async (personId: string) => cookie(db, personId, origin);
  const [pair] = await db.execute<{
    id: string;
    mentee: string;
    mentor: string;
    person: string;
    organisation: string;
  }>(sql`
    select q.id, e.id as mentee, q.mentor_enrolment_id as mentor, e.person_id as person, e.organisation_id as organisation
    from pairings q join enrolments e on e.id = q.mentee_enrolment_id
    where q.cohort_id = ${crowd.cohortId} and q.status = 'proposed' order by q.id limit 1`);
  if (!pair) throw new Error("the crowd has no pair");
  return {
    ...crowd,
    cookies: {
      administrator: await cookieOf(await staff(db, "administrator", null)),
      coordinator: await cookieOf(
        await staff(db, "coordinator", crowd.programmeId),
      ),
      mentor: await cookieOf(crowd.mentorPersonId),
      mentee: await cookieOf(pair.person),
    },
    menteeEnrolmentId: pair.mentee,
    mentorEnrolmentId: pair.mentor,
    pairingId: pair.id,
    organisationId: pair.organisation,
  };
}

/** Somebody with an account who coordinates a programme, or administers everything. */
async function staff(
  db: Db,
  fullName: string,
  programmeId: string | null,
): Promise<string> {
  const [person] = await db
    .insert(people)
    .values({ fullName, isSample: true })
    .returning({ id: people.id });
  if (!person) throw new Error("an insert returned no row");
  const email = `${fullName}@crowd.example`;
  await db.insert(accounts).values({
    personId: person.id,
    email,
    emailKey: email,
    emailConfirmedAt: new Date(),
    isAdministrator: programmeId === null,
  });
  if (programmeId !== null)
    await db
      .insert(roleGrants)
      .values({ personId: person.id, role: "coordinator", programmeId });
  return person.id;
}

async function cookie(
  db: Db,
  personId: string,
  origin: string,
): Promise<string> {
  const [account] = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.personId, personId));
  if (!account) throw new Error("somebody of the crowd has no account");
  const token = await startAuthSession(db, account.id, "bench", new Date());
  return sessionCookie(origin, token).split(";")[0] ?? "";
}
