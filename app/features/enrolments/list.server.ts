import type { Db } from "db/client.ts";
import {
  accounts,
  enrolments,
  enrolmentTags,
  organisations,
  people,
} from "db/schema/index.ts";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import {
  APPLICATION_TASKS,
  isMatchable,
  openTasks,
} from "~/domain/enrolment/application.ts";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import type { Context } from "~/lib/context.ts";
import { chosen, COMPLETE, CONSENT, searched } from "./conditions.server.ts";
import type { EnrolmentFilters } from "./filters.ts";
import { pageIds } from "./page-ids.server.ts";
import { cohortAnswers } from "./question-answers.server.ts";

const PAGE_SIZE = 50;
const MOST_EXPORTED = 20_000;

/** As JSON: the driver does not know arrays of a computed column. */
const TAGS = sql<string[]>`(
  select coalesce(jsonb_agg(t.tag order by t.tag_key), '[]')
  from ${enrolmentTags} t where t.enrolment_id = ${enrolments.id})`;

const ROW = {
  id: enrolments.id,
  role: enrolments.role,
  state: enrolments.state,
  fullName: people.fullName,
  email: accounts.email,
  organisation: organisations.name,
  organisationId: enrolments.organisationId,
  country: enrolments.country,
  sectors: enrolments.sectors,
  languages: enrolments.languages,
  topics: enrolments.topics,
  markets: enrolments.markets,
  timeZone: enrolments.timeZone,
  availability: enrolments.availability,
  capacity: enrolments.capacity,
  mentorsWanted: enrolments.mentorsWanted,
  goals: enrolments.goals,
  pausedUntil: enrolments.pausedUntil,
  submittedAt: enrolments.submittedAt,
  importKey: enrolments.importKey,
  consentVersion: CONSENT,
  tags: TAGS,
};

function from(db: Db) {
  return db
    .select(ROW)
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId));
}
type EnrolmentRow = Awaited<ReturnType<typeof from>>[number];

/**
 * One page of the people of a cohort, with counts by role and state, and what the filters can choose from.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function enrolmentList(
  ctx: Context,
  cohortId: string,
  filters: EnrolmentFilters,
) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const [page, counts, countries, tags, waiting] = await Promise.all([
    pageRows(ctx.db, cohortId, filters),
    countsOf(ctx.db, cohortId, filters),
    ctx.db
      .selectDistinct({ country: enrolments.country })
      .from(enrolments)
      .where(eq(enrolments.cohortId, cohortId)),
    cohortTags(ctx.db, cohortId),
    completeWaiting(ctx.db, cohortId),
  ]);
  return {
    cohort: {
      id: cohort.id,
      name: cohort.name,
      state: cohort.state,
      openApplications: cohort.openApplications,
      programmeId: cohort.programmeId,
      programmeName: cohort.programmeName,
    },
    ...page,
    counts,
    countries: countries.flatMap(({ country }) => country ?? []),
    tags,
    completeWaiting: waiting,
  };
}

async function pageRows(db: Db, cohortId: string, filters: EnrolmentFilters) {
  const ids = await pageIds(db, cohortId, filters, PAGE_SIZE + 1);
  const shown = ids.slice(0, PAGE_SIZE);
  const rows = await from(db).where(inArray(enrolments.id, [...shown]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    rows: shown.flatMap((id) => byId.get(id) ?? []).map(listed),
    after: ids.length > PAGE_SIZE ? (shown.at(-1) ?? null) : null,
  };
}

/** The tags of a cohort with how many people have each. */
async function cohortTags(db: Db, cohortId: string) {
  return db
    .select({
      key: enrolmentTags.tagKey,
      tag: sql<string>`min(${enrolmentTags.tag})`,
      count: sql<number>`count(*)::int`,
    })
    .from(enrolmentTags)
    .where(eq(enrolmentTags.cohortId, cohortId))
    .groupBy(enrolmentTags.tagKey)
    .orderBy(asc(enrolmentTags.tagKey));
}

async function completeWaiting(db: Db, cohortId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(enrolments)
    .where(
      and(
        eq(enrolments.cohortId, cohortId),
        eq(enrolments.state, "submitted"),
        COMPLETE,
      ),
    );
  return row?.count ?? 0;
}

/**
 * All rows that the filters choose, for a file.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function enrolmentExport(
  ctx: Context,
  cohortId: string,
  filters: EnrolmentFilters,
) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const rows = await from(ctx.db)
    .where(chosen(cohortId, filters))
    .orderBy(sql`search_key(${people.fullName})`, asc(enrolments.id))
    .limit(MOST_EXPORTED);
  return {
    cohort,
    rows: rows.map((row) => ({ ...row, ...doneOf(row) })),
    own: await cohortAnswers(ctx.db, cohortId),
  };
}

async function countsOf(db: Db, cohortId: string, filters: EnrolmentFilters) {
  return db
    .select({
      role: enrolments.role,
      state: enrolments.state,
      count: sql<number>`count(*)::int`,
    })
    .from(enrolments)
    .where(searched(cohortId, filters))
    .groupBy(enrolments.role, enrolments.state);
}

/** Of the pages of an application, how many are done; and whether matching could work with it. */
function doneOf(row: EnrolmentRow) {
  return {
    done: APPLICATION_TASKS.length - openTasks(row).length,
    of: APPLICATION_TASKS.length,
    matchable: isMatchable(row),
  };
}

function listed(row: EnrolmentRow) {
  return {
    id: row.id,
    role: row.role,
    state: row.state,
    fullName: row.fullName,
    email: row.email,
    organisation: row.organisation,
    country: row.country,
    sectors: row.sectors,
    languages: row.languages.map(({ code }) => code),
    capacity: row.capacity,
    mentorsWanted: row.mentorsWanted,
    pausedUntil: row.pausedUntil,
    consentGiven: row.consentVersion !== null,
    isImported: row.importKey !== null,
    tags: row.tags,
    ...doneOf(row),
  };
}
export type ListedEnrolment = ReturnType<typeof listed>;
