import {
  accounts,
  consents,
  enrolments,
  enrolmentTags,
  organisations,
  people,
} from "db/schema/index.ts";
import { and, eq, sql, type SQL } from "drizzle-orm";
import { entriesOfEcosystem } from "~/domain/reference/ecosystems.ts";
import { NO_SECTOR } from "~/domain/reporting/sector-grid.ts";
import { fold, searchPattern } from "~/domain/text.ts";
import type { EnrolmentFilters } from "./filters.ts";

/** What a coordinator's search finds; everything but what narrows it to a role or a state. */
export function searched(
  cohortId: string,
  filters: EnrolmentFilters,
): SQL | undefined {
  const { country, sector, first, market, q, tag, complete } = filters;
  return and(
    eq(enrolments.cohortId, cohortId),
    country === "" ? undefined : eq(enrolments.country, country),
    sector === "" ? undefined : within(sector),
    first === "" ? undefined : beginningWith(first),
    market === "" ? undefined : reaching(market),
    tag === "" ? undefined : tagged(cohortId, tag),
    complete === "" ? undefined : sql`${COMPLETE} = ${complete === "yes"}`,
    q === "" ? undefined : named(cohortId, q),
  );
}

/** The same with the role and the state. */
export function chosen(
  cohortId: string,
  filters: EnrolmentFilters,
): SQL | undefined {
  const { role, state } = filters;
  return and(
    searched(cohortId, filters),
    role === "" ? undefined : eq(enrolments.role, role),
    state === "" ? undefined : eq(enrolments.state, state),
  );
}

/** The consent in force, if there is one. */
export const CONSENT = sql<string | null>`(
  select c.text_version from ${consents} c
  where c.enrolment_id = ${enrolments.id} and c.withdrawn_at is null
  order by c.given_at desc, c.id limit 1)`;

const CONSENTED = sql`exists (
  select 1 from ${consents} c
  where c.enrolment_id = ${enrolments.id} and c.withdrawn_at is null)`;

/** `openTasks` finds nothing; a test compares the two. The name is never missing: the database demands it. */
export const COMPLETE = sql<boolean>`(${enrolments.country} is not null
  and ${enrolments.organisationId} is not null
  and cardinality(${enrolments.sectors}) > 0
  and coalesce(jsonb_array_length(${enrolments.topics}), 0) > 0
  and jsonb_array_length(${enrolments.languages}) > 0
  and coalesce(jsonb_array_length(${enrolments.availability}), 0) > 0
  and coalesce(${enrolments.goals}, '') ~ '\\S'
  and ${CONSENTED})`;

/** Groups and classes of NACE count by the division that they begin with. */
function within(ecosystem: string): SQL {
  const entries = `{${entriesOfEcosystem(ecosystem).join()}}`;
  return sql`exists (select 1 from unnest(${enrolments.sectors}) entry
    where split_part(entry, '.', 1) = any(${sql.param(entries)}::text[]))`;
}

/** As the figures count people: under their first sector, groups and classes in their division. */
function beginningWith(first: string): SQL {
  const group = sql`split_part(${enrolments.sectors}[1], '.', 1)`;
  return first === NO_SECTOR
    ? sql`${enrolments.sectors}[1] is null`
    : sql`${group} = ${first}`;
}

function reaching(market: string): SQL {
  return sql`(${market} = any(${enrolments.markets})
    or (${enrolments.role} = 'mentor' and ${enrolments.country} = ${market}))`;
}

function tagged(cohortId: string, tag: string): SQL {
  return sql`${enrolments.id} in (
    select t.enrolment_id from ${enrolmentTags} t
    where t.cohort_id = ${cohortId} and t.tag_key = ${tag})`;
}

/** Parts of a name, an organisation or an address; one index each, so that no list is read through. */
function named(cohortId: string, q: string): SQL {
  const pattern = searchPattern(q);
  const address = `%${fold(q).replace(/[\\%_]/g, String.raw`\$&`)}%`;
  // an array, because the planner then looks up what was found instead of joining all to it
  return sql`${enrolments.id} = any(array(
    select e.id from ${people} p join ${enrolments} e on e.person_id = p.id
      where e.cohort_id = ${cohortId} and search_key(p.full_name) like ${pattern}
    union all select e.id from ${accounts} a join ${enrolments} e on e.person_id = a.person_id
      where e.cohort_id = ${cohortId} and a.email_key like ${address}
    union all select e.id from ${organisations} o join ${enrolments} e on e.organisation_id = o.id
      where e.cohort_id = ${cohortId} and search_key(o.name) like ${pattern}))`;
}
