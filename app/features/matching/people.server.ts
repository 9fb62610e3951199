import type { Db } from "db/client.ts";
import { enrolments, organisations, people } from "db/schema/index.ts";
import { and, asc, eq, sql } from "drizzle-orm";
import { isId } from "~/lib/ids.ts";

/** How somebody of a cohort is named in lists and results. */
export interface NamedEnrolment {
  readonly id: string;
  readonly role: "mentor" | "mentee";
  readonly name: string;
  readonly organisation: string | null;
}

const COLUMNS = {
  id: enrolments.id,
  role: enrolments.role,
  name: people.fullName,
  organisation: organisations.name,
};

/** The people of a cohort who were accepted, by name. */
export async function acceptedPeople(
  db: Db,
  cohortId: string,
): Promise<NamedEnrolment[]> {
  return db
    .select(COLUMNS)
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .where(
      and(eq(enrolments.cohortId, cohortId), eq(enrolments.state, "accepted")),
    )
    .orderBy(asc(people.fullName), asc(enrolments.id));
}

/** Somebody of a cohort who was accepted for a role; null for anybody else, and for what is no id. */
export async function acceptedPerson(
  db: Db,
  cohortId: string,
  role: NamedEnrolment["role"],
  id: string,
): Promise<NamedEnrolment | null> {
  if (!isId(id)) return null;
  const [found] = await db
    .select(COLUMNS)
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .where(
      and(
        eq(enrolments.id, id),
        eq(enrolments.cohortId, cohortId),
        eq(enrolments.role, role),
        eq(enrolments.state, "accepted"),
      ),
    );
  return found ?? null;
}

/** Names by enrolment id. */
export async function namesOf(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NamedEnrolment>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select(COLUMNS)
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    // one value and not thousands: a statement takes 65,535 at most
    .where(
      sql`${enrolments.id} = any(${sql.param(`{${[...new Set(ids)].join()}}`)}::uuid[])`,
    );
  return new Map(rows.map((row) => [row.id, row]));
}
