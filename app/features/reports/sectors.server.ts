import { sql } from "drizzle-orm";
import { COUNTED_STATUSES } from "~/domain/reporting/pair-flows.ts";
import {
  GRID_VIEWS,
  type GridCount,
  type GridView,
  sectorBalance,
  sectorGrid,
} from "~/domain/reporting/sector-grid.ts";
import type { Context } from "~/lib/context.ts";
import { figuresOf } from "./cohort.server.ts";
import { oneOf } from "./one-of.server.ts";

/** The view that an address asks for; what makes no sense counts as demand. */
export function gridView(params: URLSearchParams): GridView {
  return GRID_VIEWS.find((view) => view === params.get("show")) ?? "demand";
}

/**
 * Mentees, mentors' places and pairs of a cohort by sector and country. Everybody counts once, under their first
 * sector; a pair counts where its mentee does, so that demand and pairs can be compared cell by cell.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function sectorFigures(
  ctx: Context,
  cohortId: string,
  view: GridView,
) {
  const cohort = await figuresOf(ctx, cohortId);
  const counts = await readCounts(ctx, cohortId);
  return {
    cohort,
    view,
    grid: sectorGrid(counts, view),
    balance: sectorBalance(counts),
  };
}

/** What the grid counts, in all its views, for a cohort that the caller has found to be the actor's. */
export async function readCounts(
  ctx: Context,
  cohortId: string,
): Promise<GridCount[]> {
  const rows = await ctx.db.execute(sql`
    select 'demand' as view, e.sectors[1] as sector, e.country, count(*)::int as count
    from enrolments e
    where e.cohort_id = ${cohortId} and e.role = 'mentee' and e.state = 'accepted'
    group by e.sectors[1], e.country
    union all
    select 'supply', e.sectors[1], e.country, sum(e.capacity)::int
    from enrolments e
    where e.cohort_id = ${cohortId} and e.role = 'mentor' and e.state = 'accepted'
      and (e.paused_until is null or e.paused_until <= (${ctx.now.toISOString()}::timestamptz)::date)
    group by e.sectors[1], e.country
    union all
    select 'pairs', e.sectors[1], e.country, count(*)::int
    from pairings q join enrolments e on e.id = q.mentee_enrolment_id
    where q.cohort_id = ${cohortId} and q.status in ${oneOf(COUNTED_STATUSES)}
    group by e.sectors[1], e.country`);
  return rows as unknown as GridCount[]; // the columns of the select above
}
