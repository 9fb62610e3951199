import type { Db } from "db/client.ts";
import { enrolments, organisations, people } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { NotFoundError } from "~/lib/errors.ts";

export type PairProfile = Awaited<ReturnType<typeof readProfile>>;

/**
 * What one side of a pair said about themselves.
 *
 * @throws {NotFoundError} if there is no such enrolment
 */
export async function readProfile(db: Db, enrolmentId: string) {
  const [row] = await db
    .select({
      enrolmentId: enrolments.id,
      personId: people.id,
      role: enrolments.role,
      state: enrolments.state,
      name: people.fullName,
      callName: people.callName,
      locale: people.locale,
      personZone: people.timeZone,
      organisation: organisations.name,
      organisationId: organisations.id,
      country: enrolments.country,
      sectors: enrolments.sectors,
      languages: enrolments.languages,
      topics: enrolments.topics,
      markets: enrolments.markets,
      timeZone: enrolments.timeZone,
      availability: enrolments.availability,
      capacity: enrolments.capacity,
      goals: enrolments.goals,
      motivation: enrolments.motivation,
      pausedUntil: enrolments.pausedUntil,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .where(eq(enrolments.id, enrolmentId));
  if (!row) throw new NotFoundError();
  return {
    ...row,
    topics: row.topics ?? [],
    markets: row.markets ?? [],
    availability: row.availability ?? [],
  };
}

/** How a person is addressed by somebody who does not know them yet. */
export function firstName(person: {
  readonly name: string;
  readonly callName: string | null;
}): string {
  return person.callName ?? person.name.trim().split(/\s+/)[0] ?? person.name;
}
