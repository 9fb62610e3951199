import type { Db } from "db/client.ts";
import { enrolments, organisations, people } from "db/schema/index.ts";
import { and, eq, isNull, sql, type SQL } from "drizzle-orm";
import { chosen } from "./conditions.server.ts";
import type { EnrolmentFilters } from "./filters.ts";

/** The row after which a page begins, by every order. */
interface Anchor {
  readonly id: string;
  readonly personId: string;
  readonly nameKey: string;
  readonly organisationId: string | null;
  readonly organisationKey: string | null;
  /** As text: a Date would lose the microseconds. */
  readonly submittedAt: string | null;
}

const NAME = sql<string>`search_key(${people.fullName})`;
const HOME = sql<string | null>`search_key(${organisations.name})`;
const BY_NAME = sql`${NAME}, ${people.id}, ${enrolments.id}`;

/** One page of the ids that a condition chooses. */
interface Wanted {
  readonly db: Db;
  readonly where: SQL | undefined;
  readonly anchor: Anchor | null;
  readonly limit: number;
}

/**
 * The enrolments of one page in order. Only ids and what the order needs is read, so that the whole cohort is never
 * carried through a sort; a page begins behind a row, never at a number, so that the last costs what the first does.
 *
 * @param besides  a condition that is no filter of the list
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
  const where = and(chosen(cohortId, filters), besides);
  return ORDERS[filters.sort]({ db, where, anchor, limit });
}

const ORDERS: Readonly<
  Record<
    EnrolmentFilters["sort"],
    (wanted: Wanted) => Promise<readonly string[]>
  >
> = { name: byName, waiting: byWaiting, organisation: byOrganisation };

async function byName({ db, where, anchor, limit }: Wanted) {
  const rows = await db
    .select({ id: enrolments.id })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(and(where, anchor ? behindName(anchor) : undefined))
    .orderBy(BY_NAME)
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** The first comparison is one that an index can begin at; the second is about both places of one person. */
function behindName({ nameKey, personId, id }: Anchor): SQL {
  return sql`(${NAME}, ${people.id}) >= (${nameKey}, ${personId}::uuid)
    and (${BY_NAME}) > (${nameKey}, ${personId}::uuid, ${id}::uuid)`;
}

/** Who sent the application first comes first; who sent none, last. */
async function byWaiting({ db, where, anchor, limit }: Wanted) {
  const rows = await db
    .select({ id: enrolments.id })
    .from(enrolments)
    .where(and(where, anchor ? behindWaiting(anchor) : undefined))
    .orderBy(enrolments.submittedAt, enrolments.id)
    .limit(limit);
  return rows.map(({ id }) => id);
}

function behindWaiting({ submittedAt, id }: Anchor): SQL {
  return submittedAt === null
    ? sql`${enrolments.submittedAt} is null and ${enrolments.id} > ${id}`
    : sql`(${enrolments.submittedAt} is null or (${enrolments.submittedAt}, ${enrolments.id}) > (${submittedAt}::timestamptz, ${id}::uuid))`;
}

/** First those with an organisation, in the order of the organisations' index; then those without, by name. */
async function byOrganisation(wanted: Wanted) {
  const { anchor, limit } = wanted;
  const isPast = anchor !== null && anchor.organisationId === null;
  const housed = isPast ? [] : await withOrganisation(wanted);
  if (housed.length === limit) return housed;
  const others = await byName({
    ...wanted,
    where: and(wanted.where, isNull(enrolments.organisationId)),
    anchor: isPast ? anchor : null,
    limit: limit - housed.length,
  });
  return [...housed, ...others];
}

async function withOrganisation({ db, where, anchor, limit }: Wanted) {
  const rows = await db
    .select({ id: enrolments.id })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .innerJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .where(and(where, anchor ? behindHome(anchor) : undefined))
    .orderBy(sql`${HOME}, ${organisations.id}, ${BY_NAME}`)
    .limit(limit);
  return rows.map(({ id }) => id);
}

function behindHome(anchor: Anchor): SQL {
  const { organisationKey, organisationId, nameKey, personId, id } = anchor;
  const home = sql`${organisationKey}, ${organisationId}::uuid`;
  return sql`(${HOME}, ${organisations.id}) >= (${home})
    and (${HOME}, ${organisations.id}, ${BY_NAME}) > (${home}, ${nameKey}, ${personId}::uuid, ${id}::uuid)`;
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
      organisationId: enrolments.organisationId,
      organisationKey: HOME,
      submittedAt: sql<string | null>`${enrolments.submittedAt}::text`,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .where(and(eq(enrolments.id, id), eq(enrolments.cohortId, cohortId)));
  return row ?? null;
}
