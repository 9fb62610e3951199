import type { Db } from "db/client.ts";
import {
  accounts,
  cohorts,
  enrolments,
  organisations,
  people,
} from "db/schema/index.ts";
import { and, asc, eq, sql, type SQL } from "drizzle-orm";
import {
  APPLICATION_TASKS,
  isMatchable,
  openTasks,
} from "~/domain/enrolment/application.ts";
import {
  ENROLMENT_ROLES,
  ENROLMENT_STATES,
  type EnrolmentRole,
  type EnrolmentState,
} from "~/domain/enrolment/lifecycle.ts";
import { fold } from "~/domain/text.ts";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import type { Context } from "~/lib/context.ts";

const PAGE_SIZE = 50;
const MOST_EXPORTED = 20_000;

export interface EnrolmentFilters {
  readonly role: EnrolmentRole | "";
  readonly state: EnrolmentState | "";
  readonly country: string;
  readonly q: string;
  /** Id of the last row of the page before. */
  readonly after: string | null;
}

/** Filters as a URL states them; what it cannot mean counts as not said. */
export function enrolmentFilters(url: URL): EnrolmentFilters {
  const asked = (name: string) =>
    (url.searchParams.get(name) ?? "").trim().slice(0, 100);
  const after = asked("after").toLowerCase();
  return {
    role: ENROLMENT_ROLES.find((role) => role === asked("role")) ?? "",
    state: ENROLMENT_STATES.find((state) => state === asked("state")) ?? "",
    country: /^[A-Z]{2}$/.test(asked("country")) ? asked("country") : "",
    q: asked("q"),
    after: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(after)
      ? after
      : null,
  };
}

const CONSENT = sql<string | null>`(
  select c.text_version from consents c
  where c.enrolment_id = ${enrolments.id} and c.withdrawn_at is null limit 1)`;

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
};

function from(db: Db) {
  return db
    .select(ROW)
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId));
}
export type EnrolmentRow = Awaited<ReturnType<typeof from>>[number];

/** NFKC and lower case in SQL, near enough to `fold` for searching. */
const searchable = (text: SQL) => sql`lower(normalize(${text}, NFKC))`;

function matching(cohortId: string, filters: EnrolmentFilters): SQL[] {
  const conditions: SQL[] = [eq(enrolments.cohortId, cohortId)];
  if (filters.country !== "")
    conditions.push(eq(enrolments.country, filters.country));
  if (filters.q !== "") {
    const pattern = `%${fold(filters.q).replace(/[\\%_]/g, "\\$&")}%`;
    conditions.push(
      sql`(${searchable(sql`${people.fullName}`)} like ${pattern}
        or ${organisations.nameKey} like ${pattern}
        or ${accounts.emailKey} like ${pattern})`,
    );
  }
  return conditions;
}

/**
 * One page of the people of a cohort in the order of their names, with counts by role and state.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function enrolmentList(
  ctx: Context,
  cohortId: string,
  filters: EnrolmentFilters,
) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const base = matching(cohortId, filters);
  const page = [...base, ...narrowed(filters)];
  if (filters.after !== null)
    page.push(
      sql`(${people.fullName}, ${enrolments.id}) > (
        select p.full_name, e.id from enrolments e join people p on p.id = e.person_id where e.id = ${filters.after})`,
    );
  const [rows, counts, countries, waiting] = await Promise.all([
    from(ctx.db)
      .where(and(...page))
      .orderBy(asc(people.fullName), asc(enrolments.id))
      .limit(PAGE_SIZE + 1),
    countsOf(ctx.db, base),
    ctx.db
      .selectDistinct({ country: enrolments.country })
      .from(enrolments)
      .where(eq(enrolments.cohortId, cohortId)),
    from(ctx.db).where(
      and(eq(enrolments.cohortId, cohortId), eq(enrolments.state, "submitted")),
    ),
  ]);
  const shown = rows.slice(0, PAGE_SIZE);
  return {
    cohort: {
      id: cohort.id,
      name: cohort.name,
      state: cohort.state,
      openApplications: cohort.openApplications,
      programmeId: cohort.programmeId,
      programmeName: cohort.programmeName,
    },
    rows: shown.map(listed),
    after: rows.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null,
    counts,
    countries: countries.flatMap(({ country }) => country ?? []),
    completeWaiting: waiting.filter((row) => openOf(row).length === 0).length,
  };
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
    .where(and(...matching(cohortId, filters), ...narrowed(filters)))
    .orderBy(asc(people.fullName), asc(enrolments.id))
    .limit(MOST_EXPORTED);
  return { cohort, rows: rows.map((row) => ({ ...row, ...doneOf(row) })) };
}

function narrowed(filters: EnrolmentFilters): SQL[] {
  const conditions: SQL[] = [];
  if (filters.role !== "") conditions.push(eq(enrolments.role, filters.role));
  if (filters.state !== "")
    conditions.push(eq(enrolments.state, filters.state));
  return conditions;
}

async function countsOf(db: Db, base: readonly SQL[]) {
  return db
    .select({
      role: enrolments.role,
      state: enrolments.state,
      count: sql<number>`count(*)::int`,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .where(and(...base))
    .groupBy(enrolments.role, enrolments.state);
}

function openOf(row: EnrolmentRow) {
  return openTasks(row);
}

/** Of the pages of an application, how many are done; and whether matching could work with it. */
function doneOf(row: EnrolmentRow) {
  return {
    done: APPLICATION_TASKS.length - openOf(row).length,
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
    ...doneOf(row),
  };
}
export type ListedEnrolment = ReturnType<typeof listed>;
