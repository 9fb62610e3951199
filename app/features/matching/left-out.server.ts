import type { Db } from "db/client.ts";
import { quoted } from "db/schema/columns.ts";
import { enrolments, organisations, people } from "db/schema/index.ts";
import { eq, inArray, sql, type SQL } from "drizzle-orm";
import { LIVE_STATUSES } from "~/domain/pairing/lifecycle.ts";
import { enrolmentFilters } from "~/features/enrolments/filters.ts";
import { pageIds } from "~/features/enrolments/page-ids.server.ts";

/** Why somebody of the cohort is not in a run. */
export const LEFT_OUT = [
  "not_accepted",
  "incomplete",
  "paused",
  "full",
  "paired",
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** What the rule asks of a cohort besides its people. */
export interface RunTerms {
  readonly id: string;
  readonly mentorsPerMentee: number;
}

const live = quoted(LIVE_STATUSES);

/** Places of an enrolment that a live pairing holds; for statements over `enrolments` under its own name. */
export const HELD = sql<number>`(case when "enrolments"."role" = 'mentor'
  then (select count(*) from pairings p where p.mentor_enrolment_id = "enrolments"."id" and p.status in (${live}))
  else (select count(*) from pairings p where p.mentee_enrolment_id = "enrolments"."id" and p.status in (${live})) end)::int`;

/** Applied and not turned away: these are in a run, or it is said why they are not. */
export const HAS_APPLIED = sql`"enrolments"."state" in ('submitted', 'accepted', 'reserve')`;

/** How many more mentors a mentee may have. */
export function wantedSql(
  { mentorsPerMentee }: RunTerms,
  held: SQL<number> = HELD,
): SQL<number> {
  return sql<number>`(least("enrolments"."mentors_wanted", ${mentorsPerMentee}::int) - ${held})`;
}

/**
 * Why an enrolment is not in a run; null if it is. For statements over `enrolments` under its own name.
 *
 * @param today  ISO date: pauses that last beyond it count
 * @param held  where the statement has counted the places already
 */
export function leftOutSql(
  cohort: RunTerms,
  today: string,
  held: SQL<number> = HELD,
): SQL<LeftOut | null> {
  return sql<LeftOut | null>`(case
    when "enrolments"."state" <> 'accepted' then 'not_accepted'
    when "enrolments"."country" is null or cardinality("enrolments"."sectors") = 0
      or jsonb_array_length("enrolments"."languages") = 0 then 'incomplete'
    when "enrolments"."role" = 'mentee' then case when ${wantedSql(cohort, held)} <= 0 then 'paired' end
    when "enrolments"."paused_until" > ${today}::date then 'paused'
    when ${held} >= "enrolments"."capacity" then 'full' end)`;
}

/** Which of those left out a page shows: by one reason or by any, behind a row. */
export interface LeftOutQuery {
  readonly reason: LeftOut | "all";
  readonly after: string | null;
}

/** Reads the address; what makes no sense counts as not said. */
export function readLeftOutQuery(params: URLSearchParams): LeftOutQuery {
  return {
    reason: LEFT_OUT.find((reason) => reason === params.get("left")) ?? "all",
    after: enrolmentFilters(params).after,
  };
}

const PAGE = 50;

/** One page of those who are not in a run, by name, with the reason of each. */
export async function leftOutPage(
  db: Db,
  cohort: RunTerms,
  today: string,
  { reason, after }: LeftOutQuery,
) {
  const why = leftOutSql(cohort, today);
  const filters = { ...enrolmentFilters(new URLSearchParams()), after };
  const chosen =
    reason === "all" ? sql`${why} is not null` : sql`${why} = ${reason}`;
  const ids = await pageIds(
    db,
    cohort.id,
    filters,
    PAGE + 1,
    sql`${HAS_APPLIED} and ${chosen}`,
  );
  const shown = ids.slice(0, PAGE);
  const rows = await db
    .select({
      id: enrolments.id,
      name: people.fullName,
      organisation: organisations.name,
      role: enrolments.role,
      state: enrolments.state,
      pausedUntil: enrolments.pausedUntil,
      reason: why,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .where(inArray(enrolments.id, shown));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    rows: shown.flatMap((id) => {
      const row = byId.get(id);
      return row?.reason ? [{ ...row, reason: row.reason }] : [];
    }),
    after: ids.length > PAGE ? (shown.at(-1) ?? null) : null,
  };
}
