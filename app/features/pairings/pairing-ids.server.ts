import type { Db } from "db/client.ts";
import { enrolments, pairings, people } from "db/schema/index.ts";
import { and, eq, or, sql, type SQL } from "drizzle-orm";
import { alias, type AnyPgColumn } from "drizzle-orm/pg-core";
import { NO_SECTOR } from "~/domain/reporting/sector-grid.ts";
import { searchPattern } from "~/domain/text.ts";
import {
  FILTER_STATUSES,
  isGroup,
  type PairingFilter,
  type PairingQuery,
  TOGETHER,
} from "./filters.ts";

const place = alias(enrolments, "sorted_place");
const person = alias(people, "sorted_person");

const NAME = sql`search_key(${person.fullName})`;
const SCORE = sql`coalesce(${pairings.score}, -1)`;

interface Order {
  readonly by: SQL;
  /** Rows behind the one that a page ended with. */
  readonly behind: (anchor: Anchor) => SQL;
}

/** The row after which a page begins. */
interface Anchor {
  readonly id: string;
  readonly rank: number;
  readonly score: number;
  readonly nameKey: string | null;
  readonly personId: string | null;
}

const BY_NAME: Order = {
  by: sql`${NAME}, ${person.id}, ${pairings.id}`,
  // the first comparison is one that an index can begin at
  behind: ({ nameKey, personId, id }) =>
    sql`(${NAME}, ${person.id}) >= (${nameKey}, ${personId}::uuid)
      and (${NAME}, ${person.id}, ${pairings.id}) > (${nameKey}, ${personId}::uuid, ${id}::uuid)`,
};

/** What needs attention comes first: warnings, then no score, then low ones. */
const ORDERS: Readonly<Record<PairingQuery["sort"], Order>> = {
  attention: {
    by: sql`${pairings.attentionRank}, ${pairings.id}`,
    behind: ({ rank, id }) =>
      sql`(${pairings.attentionRank}, ${pairings.id}) > (${rank}::int, ${id}::uuid)`,
  },
  score: {
    by: sql`${SCORE} desc, ${pairings.id} desc`,
    behind: ({ score, id }) =>
      sql`(${SCORE}, ${pairings.id}) < (${score}::int, ${id}::uuid)`,
  },
  mentor: BY_NAME,
  mentee: BY_NAME,
};

/**
 * The pairings that the address of the list asks for, in its order; only ids are read. A page begins behind a row,
 * never at a number.
 *
 * @param limit  how many at most; all without it
 */
export async function pairingIds(
  db: Db,
  cohortId: string,
  query: PairingQuery,
  limit?: number,
): Promise<readonly string[]> {
  const anchor =
    limit !== undefined && query.after !== null
      ? await anchorOf(db, cohortId, query.sort, query.after)
      : null;
  const order = ORDERS[query.sort];
  const ids = sorted(db, query.sort)
    .where(
      and(
        eq(pairings.cohortId, cohortId),
        inPart(query.status),
        between(query),
        query.q === "" ? undefined : named(cohortId, query.q),
        anchor ? order.behind(anchor) : undefined,
      ),
    )
    .orderBy(order.by);
  const rows = await (limit === undefined ? ids : ids.limit(limit));
  return rows.map(({ id }) => id);
}

/** Pairings with the person whose name they are sorted by, if they are. */
function sorted(db: Db, sort: PairingQuery["sort"]) {
  const query = db.select({ id: pairings.id }).from(pairings).$dynamic();
  return sort === "mentor" || sort === "mentee"
    ? query
        .innerJoin(place, eq(place.id, SIDE[sort]))
        .innerJoin(person, eq(person.id, place.personId))
    : query;
}

const SIDE = {
  mentor: pairings.mentorEnrolmentId,
  mentee: pairings.menteeEnrolmentId,
} as const;

/** A row of the same cohort, or null: then the list begins anew. */
async function anchorOf(
  db: Db,
  cohortId: string,
  sort: PairingQuery["sort"],
  id: string,
): Promise<Anchor | null> {
  const side = sort === "mentee" ? SIDE.mentee : SIDE.mentor;
  const [row] = await db
    .select({
      id: pairings.id,
      rank: sql<number>`${pairings.attentionRank}`,
      score: sql<number>`${SCORE}`,
      nameKey: sql<string | null>`${NAME}`,
      personId: person.id,
    })
    .from(pairings)
    .innerJoin(place, eq(place.id, side))
    .innerJoin(person, eq(person.id, place.personId))
    .where(and(eq(pairings.id, id), eq(pairings.cohortId, cohortId)));
  return row ?? null;
}

/** Whether the two sides come from the countries, and the mentee from the sector, that the address names. */
export function between({ from, to, sector }: PairingQuery): SQL | undefined {
  const comesFrom = (enrolmentId: AnyPgColumn, country: string) =>
    country === ""
      ? undefined
      : sql`exists (select 1 from enrolments side where side.id = ${enrolmentId} and side.country = ${country})`;
  return and(
    comesFrom(pairings.mentorEnrolmentId, from),
    comesFrom(pairings.menteeEnrolmentId, to),
    sector === "" ? undefined : ofSector(sector),
  );
}

/** The first sector of the mentee; groups and classes count in their division. */
function ofSector(sector: string): SQL {
  const first = sql`split_part(side.sectors[1], '.', 1)`;
  const is =
    sector === NO_SECTOR
      ? sql`side.sectors[1] is null`
      : sql`${first} = ${sector}`;
  return sql`exists (select 1 from enrolments side where side.id = ${pairings.menteeEnrolmentId} and ${is})`;
}

function inPart(status: PairingQuery["status"]): SQL | undefined {
  if (status === "all") return undefined;
  if (isGroup(status)) return or(...TOGETHER[status].map(shown));
  return shown(status);
}

/** The rows of a filter; approved ones are told apart by whether they were sent. */
function shown(filter: PairingFilter): SQL | undefined {
  const statuses = sql`${pairings.status} in (${sql.join(
    FILTER_STATUSES[filter].map((status) => sql`${status}`),
    sql`, `,
  )})`;
  if (filter === "approved")
    return and(statuses, sql`${pairings.sentAt} is null`);
  if (filter === "sent")
    return and(statuses, sql`${pairings.sentAt} is not null`);
  return statuses;
}

/** Parts of the name of either person or organisation; who is found is looked up once, and then their pairs. */
function named(cohortId: string, text: string): SQL {
  const pattern = searchPattern(text);
  return sql`${pairings.id} = any(array(
    with found as materialized (
      select e.id from people p join enrolments e on e.person_id = p.id
        where e.cohort_id = ${cohortId} and search_key(p.full_name) like ${pattern}
      union
      select e.id from organisations o join enrolments e on e.organisation_id = o.id
        where e.cohort_id = ${cohortId} and search_key(o.name) like ${pattern})
    select q.id from found join pairings q on q.mentor_enrolment_id = found.id
    union all select q.id from found join pairings q on q.mentee_enrolment_id = found.id))`;
}
