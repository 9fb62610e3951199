import {
  cohorts,
  enrolments,
  organisations,
  pairings,
  people,
} from "db/schema/index.ts";
import { and, asc, count, desc, eq, or, sql, type SQL } from "drizzle-orm";
import { alias, type AnyPgColumn } from "drizzle-orm/pg-core";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import type { Context } from "~/lib/context.ts";
import { approvable } from "./approve-all.server.ts";
import {
  FILTER_STATUSES,
  filterOf,
  ON_THE_WAY,
  PAIRING_FILTERS,
  type PairingFilter,
  type PairingQuery,
} from "./filters.ts";

/** Rows of one page of the list. */
const PAGE = 100;

const mentorPlace = alias(enrolments, "mentor_place");
const menteePlace = alias(enrolments, "mentee_place");
const mentor = alias(people, "mentor");
const mentee = alias(people, "mentee");
const mentorHome = alias(organisations, "mentor_home");
const menteeHome = alias(organisations, "mentee_home");

const warnings = sql<number>`coalesce(jsonb_array_length(${pairings.explanation} -> 'warnings'), 0)
  + coalesce(jsonb_array_length(${pairings.explanation} -> 'blockedBy'), 0)`;

/** What needs attention first: warnings, then low scores. */
const ORDERS: Readonly<Record<PairingQuery["sort"], readonly SQL[]>> = {
  attention: [sql`${warnings} desc`, sql`${pairings.score} asc nulls first`],
  score: [sql`${pairings.score} desc nulls last`],
  mentor: [asc(mentor.fullName)],
  mentee: [asc(mentee.fullName)],
};

/**
 * The pairings of a cohort that a filter shows, with the counts of every filter and of what could be approved together.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function pairingList(
  ctx: Context,
  cohortId: string,
  query: PairingQuery,
) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const [rows, counts, agreed] = await Promise.all([
    selectRows(ctx, cohortId, query)
      .limit(PAGE + 1)
      .offset(query.offset),
    countFilters(ctx, cohortId, query),
    ctx.db
      .select({ many: count() })
      .from(pairings)
      .where(approvable(cohortId, query.minimum)),
  ]);
  return {
    cohort: {
      id: cohort.id,
      name: cohort.name,
      state: cohort.state,
      programmeId: cohort.programmeId,
      programmeName: cohort.programmeName,
    },
    query,
    rows: rows.slice(0, PAGE),
    after: rows.length > PAGE ? String(query.offset + PAGE) : null,
    counts,
    approvable: agreed[0]?.many ?? 0,
  };
}

/**
 * The same without pages, for a file.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function pairingRows(
  ctx: Context,
  cohortId: string,
  query: PairingQuery,
) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  return { cohort, rows: await selectRows(ctx, cohortId, query) };
}

function selectRows(ctx: Context, cohortId: string, query: PairingQuery) {
  return ctx.db
    .select({
      id: pairings.id,
      status: pairings.status,
      score: pairings.score,
      pinned: pairings.pinned,
      sentAt: pairings.sentAt,
      answerBy: pairings.answerBy,
      reason: pairings.reason,
      warnings,
      mentor: {
        name: mentor.fullName,
        organisation: mentorHome.name,
        country: mentorPlace.country,
      },
      mentee: {
        name: mentee.fullName,
        organisation: menteeHome.name,
        country: menteePlace.country,
      },
    })
    .from(pairings)
    .innerJoin(cohorts, eq(cohorts.id, pairings.cohortId))
    .innerJoin(mentorPlace, eq(mentorPlace.id, pairings.mentorEnrolmentId))
    .innerJoin(menteePlace, eq(menteePlace.id, pairings.menteeEnrolmentId))
    .innerJoin(mentor, eq(mentor.id, mentorPlace.personId))
    .innerJoin(mentee, eq(mentee.id, menteePlace.personId))
    .leftJoin(mentorHome, eq(mentorHome.id, mentorPlace.organisationId))
    .leftJoin(menteeHome, eq(menteeHome.id, menteePlace.organisationId))
    .where(
      and(
        eq(pairings.cohortId, cohortId),
        inPart(query.status),
        between(query),
        query.q === "" ? undefined : named(query.q),
      ),
    )
    .orderBy(...ORDERS[query.sort], asc(pairings.id))
    .$dynamic();
}

/** Whether the two sides come from the countries that the address names. */
function between({ from, to }: PairingQuery): SQL | undefined {
  const comesFrom = (enrolmentId: AnyPgColumn, country: string) =>
    country === ""
      ? undefined
      : sql`exists (select 1 from enrolments side where side.id = ${enrolmentId} and side.country = ${country})`;
  return and(
    comesFrom(pairings.mentorEnrolmentId, from),
    comesFrom(pairings.menteeEnrolmentId, to),
  );
}

function inPart(status: PairingQuery["status"]): SQL | undefined {
  if (status === "all") return undefined;
  if (status === "on_the_way") return or(...ON_THE_WAY.map(shown));
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

function named(text: string): SQL | undefined {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return or(
    ...[mentor.fullName, mentee.fullName, mentorHome.name, menteeHome.name].map(
      (column) => sql`${column} ilike ${pattern}`,
    ),
  );
}

async function countFilters(
  ctx: Context,
  cohortId: string,
  query: PairingQuery,
): Promise<Record<PairingFilter, number>> {
  const isSent = sql<boolean>`${pairings.sentAt} is not null`;
  const rows = await ctx.db
    .select({ status: pairings.status, isSent, many: count() })
    .from(pairings)
    .where(and(eq(pairings.cohortId, cohortId), between(query)))
    .groupBy(pairings.status, isSent);
  const counts = Object.fromEntries(
    PAIRING_FILTERS.map((filter) => [filter, 0]),
  ) as Record<PairingFilter, number>; // one entry for every filter, just made
  for (const row of rows) counts[filterOf(row.status, row.isSent)] += row.many;
  return counts;
}

/** The proposal to look at after this one, in the order of attention; null if it was the last. */
export async function nextToReview(
  ctx: Context,
  cohortId: string,
  pairingId: string,
): Promise<string | null> {
  const [row] = await ctx.db
    .select({ id: pairings.id })
    .from(pairings)
    .where(
      and(
        eq(pairings.cohortId, cohortId),
        eq(pairings.status, "proposed"),
        sql`${pairings.id} <> ${pairingId}`,
      ),
    )
    .orderBy(desc(warnings), asc(pairings.score), asc(pairings.id))
    .limit(1);
  return row?.id ?? null;
}
