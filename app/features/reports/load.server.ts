import type { Db } from "db/client.ts";
import { quoted } from "db/schema/columns.ts";
import { sql, type SQL } from "drizzle-orm";
import { LIVE_STATUSES } from "~/domain/pairing/lifecycle.ts";
import {
  freePlaces,
  type Load,
  LOAD_WORDS,
  type LoadWord,
  loadWord,
} from "~/domain/reporting/mentor-load.ts";
import type { Context } from "~/lib/context.ts";
import { figuresOf } from "./cohort.server.ts";
import type { LoadQuery } from "./load-query.ts";

/** One accepted mentor. */
export interface MentorLoad extends Load {
  /** Of the enrolment. */
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
  readonly country: string | null;
  readonly sessionsHeld: number;
  /** ISO instant; null if none of their pairs ever met. */
  readonly lastSession: string | null;
  readonly word: LoadWord;
  readonly free: number;
}

const PAGE = 50;
const MOST_EXPORTED = 20_000;

/**
 * The accepted mentors of a cohort with how their places are used, one page of them.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function loadFigures(
  ctx: Context,
  cohortId: string,
  query: LoadQuery,
) {
  const cohort = await figuresOf(ctx, cohortId);
  const groups = await loadGroups(ctx, cohortId);
  const rows = await loadRows(ctx, cohortId, groups, query, PAGE + 1);
  const shown = rows.slice(0, PAGE);
  const sum = (value: (group: LoadGroup) => number) =>
    groups.reduce((total, group) => total + group.count * value(group), 0);
  return {
    cohort,
    query,
    rows: shown,
    after: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    counts: Object.fromEntries(
      LOAD_WORDS.map((word) => [
        word,
        sum((group) => (loadWord(group) === word ? 1 : 0)),
      ]),
    ) as Record<LoadWord, number>, // one entry for every word, just made
    total: sum(() => 1),
    sums: {
      capacity: sum(({ capacity }) => capacity),
      live: sum(({ live }) => live),
      free: sum((group) => (group.isPaused ? 0 : freePlaces(group))),
      sessions: groups.reduce((total, { sessions }) => total + sessions, 0),
    },
  };
}

/**
 * Every accepted mentor that the address chooses, in its order, wherever a page of it begins.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function everyLoad(
  ctx: Context,
  cohortId: string,
  query: LoadQuery,
) {
  const cohort = await figuresOf(ctx, cohortId);
  const groups = await loadGroups(ctx, cohortId);
  const all = { ...query, after: null };
  return {
    cohort,
    rows: await loadRows(ctx, cohortId, groups, all, MOST_EXPORTED),
  };
}

/** Mentors whose places are used in the same way: few, however many mentors there are. */
interface LoadGroup extends Load {
  readonly count: number;
  /** Of all of them. */
  readonly sessions: number;
}

async function loadGroups(
  { db, now }: Context,
  cohortId: string,
): Promise<readonly LoadGroup[]> {
  const rows = await db.execute(sql`
    with loads as (${loadsOf(cohortId, now)})
    select capacity, live, proposed, least(ended, 1) as ended, "isPaused", count(*)::int as count, sum("sessionsHeld")::int as sessions
    from loads group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`);
  return rows as unknown as LoadGroup[]; // the columns of the select
}

/** What each order begins with, the smallest first; equals follow by name. Who never met comes before all who did. */
const ORDERS: Readonly<Record<LoadQuery["sort"], SQL>> = {
  name: sql`0`,
  used: sql`-(live + proposed)`,
  free: sql`-greatest(capacity - live, 0)`,
  sessions: sql`-"sessionsHeld"`,
  longest_ago: sql`coalesce(extract(epoch from last), -1)`,
};

/** A page begins behind a mentor, never at a number: so nobody is shown twice when others join meanwhile. */
async function loadRows(
  { db, now }: { readonly db: Db; readonly now: Date },
  cohortId: string,
  groups: readonly LoadGroup[],
  { show, sort, after }: LoadQuery,
  limit: number,
): Promise<MentorLoad[]> {
  const place = sql`(${ORDERS[sort]})::float8, search_key(p.full_name), l.id`;
  const rows = (await db.execute(sql`
    with loads as materialized (${loadsOf(cohortId, now)}),
    anchor as (
      select ${place} from loads l join people p on p.id = l.person_id where l.id = ${after}::uuid)
    select l.id, p.full_name as name, o.name as organisation, l.country, l.capacity, l."isPaused", l.live, l.proposed, l.ended,
      l."sessionsHeld", to_char(l.last at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSession"
    from loads l
    join people p on p.id = l.person_id
    left join organisations o on o.id = l.organisation_id
    where ${show === "all" ? sql`true` : isAmong(groups.filter((group) => loadWord(group) === show))}
      and (not exists (select from anchor) or (${place}) > (select * from anchor))
    order by ${place} limit ${limit}`)) as unknown as Omit<
    MentorLoad,
    "word" | "free"
  >[]; // the columns of the select
  return rows.map((row) => ({
    ...row,
    word: loadWord(row),
    free: freePlaces(row),
  }));
}

/** Mentors of some groups: what a word means is said in one place, and not once more in SQL. */
function isAmong(groups: readonly LoadGroup[]): SQL {
  const wanted = groups.map(({ capacity, live, proposed, ended, isPaused }) => [
    capacity,
    live,
    proposed,
    ended,
    Number(isPaused),
  ]);
  return sql`jsonb_build_array(l.capacity, l.live, l.proposed, least(l.ended, 1), l."isPaused"::int)
    in (select jsonb_array_elements(${JSON.stringify(wanted)}::text::jsonb))`;
}

/** The accepted mentors of a cohort with their pairings and sessions, in no order. */
function loadsOf(cohortId: string, now: Date): SQL {
  return sql`
    select e.id, e.person_id, e.organisation_id, e.country, e.capacity,
      coalesce(e.paused_until > (${now.toISOString()}::timestamptz)::date, false) as "isPaused",
      coalesce(used.live, 0) as live, coalesce(used.proposed, 0) as proposed, coalesce(used.ended, 0) as ended,
      coalesce(used.held, 0) as "sessionsHeld", used.last
    from enrolments e
    left join (
      select q.mentor_enrolment_id as id,
        count(*) filter (where q.status in (${quoted(LIVE_STATUSES)}))::int as live,
        count(*) filter (where q.status = 'proposed')::int as proposed,
        count(*) filter (where q.status in ('completed', 'ended_early'))::int as ended,
        sum(met.held)::int as held, max(met.last) as last
      from pairings q
      left join (
        select m.pairing_id, count(*) as held, max(m.starts_at) as last
        from mentoring_sessions m join pairings own on own.id = m.pairing_id
        where own.cohort_id = ${cohortId} and m.status = 'held' group by m.pairing_id
      ) met on met.pairing_id = q.id
      where q.cohort_id = ${cohortId} group by q.mentor_enrolment_id
    ) used on used.id = e.id
    where e.cohort_id = ${cohortId} and e.role = 'mentor' and e.state = 'accepted'`;
}
