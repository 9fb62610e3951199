import type { Db } from "db/client.ts";
import { sql } from "drizzle-orm";
import {
  FUNNEL_STEPS,
  type FunnelRow,
  type FunnelStep,
  funnelOf,
  type Journey,
} from "~/domain/reporting/funnel.ts";
import type { Context } from "~/lib/context.ts";
import { figuresOf } from "./cohort.server.ts";

/**
 * How far the mentees of a cohort came on the way from enrolment to the first meeting, and how long each step took.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function funnelFigures(ctx: Context, cohortId: string) {
  const cohort = await figuresOf(ctx, cohortId);
  return { cohort, funnel: await readFunnel(ctx.db, cohortId) };
}

interface JourneyRow extends Record<FunnelStep, number | null> {
  /** Index in FUNNEL_STEPS. */
  readonly furthest: number;
}

/** The same for a cohort that the caller has found to be the actor's. */
export async function readFunnel(
  db: Db,
  cohortId: string,
): Promise<FunnelRow[]> {
  const rows = (await db.execute(sql`
    select greatest(case when e.state = 'accepted' then 1 else 0 end, max(p.step))::int as furthest,
      extract(epoch from coalesce(e.submitted_at, e.created_at))::float8 as enrolled,
      extract(epoch from e.decided_at)::float8 as accepted,
      extract(epoch from min(p.created_at))::float8 as proposed,
      extract(epoch from min(p.approved_at))::float8 as approved,
      extract(epoch from min(p.sent_at))::float8 as sent,
      extract(epoch from min(p.mentor_answered_at) filter (where p.step >= 5))::float8 as mentor_accepted,
      extract(epoch from min(p.started_at))::float8 as active,
      extract(epoch from min(p.met_at))::float8 as met
    from enrolments e
    left join lateral (${pairingSteps()}) p on true
    where e.cohort_id = ${cohortId} and e.role = 'mentee' and e.state <> 'draft'
      and not (e.state = 'withdrawn' and e.submitted_at is null and p.step is null)
    group by e.id`)) as unknown as JourneyRow[]; // the columns of the select
  return funnelOf(rows.map(journeyOf));
}

/** The pairings of a mentee `e` with the index of the furthest step each reached, however it went on. */
function pairingSteps() {
  return sql`
    select q.created_at, q.approved_at, q.sent_at, q.mentor_answered_at, q.started_at, m.met_at,
      case
        when m.met_at is not null then 7
        when q.status in ('active', 'on_hold', 'completed', 'ended_early') then 6
        when q.status in ('mentor_accepted', 'mentee_declined')
          or (q.status in ('expired', 'withdrawn', 'superseded') and q.mentor_answered_at is not null) then 5
        when q.sent_at is not null then 4
        when q.approved_at is not null
          or q.status in ('approved', 'mentor_declined', 'expired', 'withdrawn') then 3
        else 2
      end as step
    from pairings q
    left join lateral (
      select min(s.starts_at) as met_at from mentoring_sessions s
      where s.pairing_id = q.id and s.status = 'held'
    ) m on true
    where q.mentee_enrolment_id = e.id`;
}

function journeyOf({ furthest, ...seconds }: JourneyRow): Journey {
  const at: Partial<Record<FunnelStep, number>> = {};
  for (const step of FUNNEL_STEPS) {
    const second = seconds[step];
    if (second !== null) at[step] = second * 1_000;
  }
  return { furthest: FUNNEL_STEPS[furthest] ?? "enrolled", at };
}
