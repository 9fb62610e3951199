import { sql } from "drizzle-orm";
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

const PAGE = 100;

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
  const { cohort, rows: all } = await everyLoad(ctx, cohortId);
  const chosen = chosenLoads(all, query);
  const end = query.offset + PAGE;
  return {
    cohort,
    query,
    rows: chosen.slice(query.offset, end),
    after: chosen.length > end ? String(end) : null,
    counts: Object.fromEntries(
      LOAD_WORDS.map((word) => [
        word,
        all.filter((row) => row.word === word).length,
      ]),
    ) as Record<LoadWord, number>, // one entry for every word, just made
    total: all.length,
    sums: {
      capacity: sum(all, ({ capacity }) => capacity),
      live: sum(all, ({ live }) => live),
      free: sum(all, ({ free, isPaused }) => (isPaused ? 0 : free)),
      sessions: sum(all, ({ sessionsHeld }) => sessionsHeld),
    },
  };
}

/** All rows that the address chooses, in its order. */
export function chosenLoads(
  rows: readonly MentorLoad[],
  { show, sort }: LoadQuery,
): MentorLoad[] {
  return rows
    .filter(({ word }) => show === "all" || word === show)
    .sort(ORDERS[sort]);
}

type Order = (a: MentorLoad, b: MentorLoad) => number;

/** Rows come in the order of names, and sorting keeps it among equals. */
const ORDERS: Readonly<Record<LoadQuery["sort"], Order>> = {
  name: () => 0,
  used: (a, b) => b.live + b.proposed - (a.live + a.proposed),
  free: (a, b) => b.free - a.free,
  sessions: (a, b) => b.sessionsHeld - a.sessionsHeld,
  longest_ago: (a, b) =>
    Number(a.lastSession !== null) - Number(b.lastSession !== null) ||
    (a.lastSession ?? "").localeCompare(b.lastSession ?? ""),
};

/**
 * Every accepted mentor of a cohort by name.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function everyLoad(ctx: Context, cohortId: string) {
  const cohort = await figuresOf(ctx, cohortId);
  const rows = (await ctx.db.execute(sql`
    select e.id, p.full_name as name, o.name as organisation, e.country, e.capacity,
      coalesce(e.paused_until > (${ctx.now.toISOString()}::timestamptz)::date, false) as "isPaused",
      count(q.id) filter (where q.status in ('approved', 'mentor_accepted', 'active', 'on_hold'))::int as live,
      count(q.id) filter (where q.status = 'proposed')::int as proposed,
      count(q.id) filter (where q.status in ('completed', 'ended_early'))::int as ended,
      coalesce(sum(s.held), 0)::int as "sessionsHeld",
      to_char(max(s.last) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSession"
    from enrolments e
    join people p on p.id = e.person_id
    left join organisations o on o.id = e.organisation_id
    left join pairings q on q.mentor_enrolment_id = e.id
    left join lateral (
      select count(*) as held, max(m.starts_at) as last from mentoring_sessions m
      where m.pairing_id = q.id and m.status = 'held'
    ) s on true
    where e.cohort_id = ${cohortId} and e.role = 'mentor' and e.state = 'accepted'
    group by e.id, p.full_name, o.name
    order by p.full_name, e.id`)) as unknown as Omit<
    MentorLoad,
    "word" | "free"
  >[]; // the columns of the select
  return {
    cohort,
    rows: rows.map((row) => ({
      ...row,
      word: loadWord(row),
      free: freePlaces(row),
    })),
  };
}

function sum(
  rows: readonly MentorLoad[],
  value: (row: MentorLoad) => number,
): number {
  return rows.reduce((total, row) => total + value(row), 0);
}
