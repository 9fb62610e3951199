import type { Db } from "db/client.ts";
import {
  enrolments,
  organisations,
  pairings,
  people,
} from "db/schema/index.ts";
import { and, asc, count, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import type { Context } from "~/lib/context.ts";
import { approvable } from "./approve-all.server.ts";
import {
  filterOf,
  PAIRING_FILTERS,
  type PairingFilter,
  type PairingQuery,
} from "./filters.ts";
import { between, pairingIds } from "./pairing-ids.server.ts";

/** Rows of one page of the list. */
const PAGE = 100;
/** Rows of a file that are read at a time. */
const CHUNK = 2_000;

const mentorPlace = alias(enrolments, "mentor_place");
const menteePlace = alias(enrolments, "mentee_place");
const mentor = alias(people, "mentor");
const mentee = alias(people, "mentee");
const mentorHome = alias(organisations, "mentor_home");
const menteeHome = alias(organisations, "mentee_home");

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
    pageRows(ctx, cohortId, query),
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
    ...rows,
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
  const ids = await pairingIds(ctx.db, cohortId, query);
  const rows: Row[] = [];
  for (let at = 0; at < ids.length; at += CHUNK)
    rows.push(...(await inOrder(ctx.db, ids.slice(at, at + CHUNK))));
  return { cohort, rows };
}

async function pageRows(ctx: Context, cohortId: string, query: PairingQuery) {
  const ids = await pairingIds(ctx.db, cohortId, query, PAGE + 1);
  const shown = ids.slice(0, PAGE);
  return {
    rows: await inOrder(ctx.db, shown),
    after: ids.length > PAGE ? (shown.at(-1) ?? null) : null,
  };
}

async function inOrder(db: Db, ids: readonly string[]): Promise<Row[]> {
  const rows = await selectRows(db).where(inArray(pairings.id, [...ids]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

type Row = Awaited<ReturnType<typeof selectRows>>[number];

function selectRows(db: Db) {
  return db
    .select({
      id: pairings.id,
      status: pairings.status,
      score: pairings.score,
      pinned: pairings.pinned,
      sentAt: pairings.sentAt,
      answerBy: pairings.answerBy,
      reason: pairings.reason,
      warnings: sql<number>`coalesce(${pairings.warningCount}, 0)`,
      mentor: {
        name: mentor.fullName,
        organisation: mentorHome.name,
        country: mentorPlace.country,
      },
      mentee: {
        name: mentee.fullName,
        organisation: menteeHome.name,
        country: menteePlace.country,
        sector: sql<string | null>`${menteePlace.sectors}[1]`,
      },
    })
    .from(pairings)
    .innerJoin(mentorPlace, eq(mentorPlace.id, pairings.mentorEnrolmentId))
    .innerJoin(menteePlace, eq(menteePlace.id, pairings.menteeEnrolmentId))
    .innerJoin(mentor, eq(mentor.id, mentorPlace.personId))
    .innerJoin(mentee, eq(mentee.id, menteePlace.personId))
    .leftJoin(mentorHome, eq(mentorHome.id, mentorPlace.organisationId))
    .leftJoin(menteeHome, eq(menteeHome.id, menteePlace.organisationId));
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
    .orderBy(asc(pairings.attentionRank), asc(pairings.id))
    .limit(1);
  return row?.id ?? null;
}
