import type { Db } from "db/client.ts";
import { enrolments, organisations, people } from "db/schema/index.ts";
import { and, eq, sql, type SQL } from "drizzle-orm";
import { chosen } from "./conditions.server.ts";
import type { EnrolmentFilters, PeopleSort } from "./filters.ts";

/** The row after which a page begins, by every order. */
interface Anchor {
  readonly id: string;
  readonly personId: string;
  readonly nameKey: string;
  readonly organisationKey: string | null;
  /** As text: a Date would lose the microseconds. */
  readonly submittedAt: string | null;
}

const NAME = sql<string>`search_key(${people.fullName})`;
const ORGANISATION = sql<string | null>`search_key(${organisations.name})`;
const TIE = sql`${people.id}, ${enrolments.id}`;

const ORDERS: Readonly<Record<PeopleSort, SQL>> = {
  name: sql`${NAME}, ${TIE}`,
  waiting: sql`${enrolments.submittedAt}, ${enrolments.id}`,
  organisation: sql`${ORGANISATION} nulls last, ${NAME}, ${TIE}`,
};

/**
 * The enrolments of one page in order. Only ids and what the order needs is read, so that the whole cohort is never
 * carried through a sort; a page begins behind a row, never at a number, so that the last costs what the first does.
 */
export async function pageIds(
  db: Db,
  cohortId: string,
  filters: EnrolmentFilters,
  limit: number,
  besides?: SQL,
): Promise<readonly string[]> {
  const anchor = filters.after
    ? await anchorOf(db, cohortId, filters.after)
    : null;
  const where = and(
    chosen(cohortId, filters),
    besides,
    anchor ? BEHIND[filters.sort](anchor) : undefined,
  );
  const rows = await selectIds(db, filters.sort)
    .where(where)
    .orderBy(ORDERS[filters.sort])
    .limit(limit);
  return rows.map(({ id }) => id);
}

function selectIds(db: Db, sort: PeopleSort) {
  const query = db
    .select({ id: enrolments.id })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .$dynamic();
  return sort === "organisation"
    ? query.leftJoin(
        organisations,
        eq(organisations.id, enrolments.organisationId),
      )
    : query;
}

/** A row of the same cohort, or null: then the list begins anew. */
async function anchorOf(
  db: Db,
  cohortId: string,
  id: string,
): Promise<Anchor | null> {
  const [row] = await db
    .select({
      id: enrolments.id,
      personId: people.id,
      nameKey: NAME,
      organisationKey: ORGANISATION,
      submittedAt: sql<string | null>`${enrolments.submittedAt}::text`,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .where(and(eq(enrolments.id, id), eq(enrolments.cohortId, cohortId)));
  return row ?? null;
}

/** The first comparison of each is one that an index can begin at. */
const BEHIND: Readonly<Record<PeopleSort, (anchor: Anchor) => SQL>> = {
  name: ({ nameKey, personId, id }) =>
    sql`(${NAME}, ${people.id}) >= (${nameKey}, ${personId}::uuid)
      and (${NAME}, ${people.id}, ${enrolments.id}) > (${nameKey}, ${personId}::uuid, ${id}::uuid)`,
  waiting: ({ submittedAt, id }) =>
    submittedAt === null
      ? sql`${enrolments.submittedAt} is null and ${enrolments.id} > ${id}`
      : sql`(${enrolments.submittedAt} is null or (${enrolments.submittedAt}, ${enrolments.id}) > (${submittedAt}::timestamptz, ${id}::uuid))`,
  organisation: ({ organisationKey, nameKey, personId, id }) => {
    const tie = sql`(${NAME}, ${people.id}, ${enrolments.id}) > (${nameKey}, ${personId}::uuid, ${id}::uuid)`;
    return organisationKey === null
      ? sql`${organisations.id} is null and ${tie}`
      : sql`(${organisations.id} is null or ${ORGANISATION} > ${organisationKey}
          or (${ORGANISATION} = ${organisationKey} and ${tie}))`;
  },
};
