import { sql, type SQL } from "drizzle-orm";
import type { Context } from "~/lib/context.ts";
import { quietSince } from "./figures.server.ts";

export const ATTENTION_KINDS = [
  "application",
  "answer",
  "question",
  "declined",
  "another",
  "quiet",
] as const;

/** Something in a cohort that waits for its coordinator. */
export interface AttentionItem {
  readonly kind: (typeof ATTENTION_KINDS)[number];
  /** Of the enrolment or the pairing. */
  readonly id: string;
  readonly mentor: string | null;
  readonly mentee: string | null;
  readonly detail: string;
  readonly cohortId: string;
  /** A proposal whose answer date has not passed, so that a reminder makes sense. */
  readonly isOpen: boolean;
  /** ISO instant since when it waits; the list is in this order. */
  readonly since: string;
}

/** Applications wait from the first day, answers from this many days after sending. */
const PATIENCE_DAYS = 5;
const SHOWN = 25;

/**
 * What waits longest in a cohort that the caller has found to be the actor's: applications nobody decided, proposals
 * without an answer, questions nobody replied to, mentees whose proposal came to nothing, mentors who asked for
 * somebody else, and active pairs that do not meet.
 */
export async function attentionList(
  ctx: Context,
  cohortId: string,
): Promise<AttentionItem[]> {
  const at = sql`${ctx.now.toISOString()}::timestamptz`;
  const rows = await ctx.db.execute(sql`
    with named as (
      select q.*, pm.full_name as mentor, pt.full_name as mentee
      from pairings q
      join enrolments em on em.id = q.mentor_enrolment_id join people pm on pm.id = em.person_id
      join enrolments et on et.id = q.mentee_enrolment_id join people pt on pt.id = et.person_id
      where q.cohort_id = ${cohortId}
    )
    select kind, id, mentor, mentee, detail, ${cohortId} as "cohortId",
      exists (select 1 from pairings o where o.id = waiting.id and o.answer_by >= ${at}
        and o.status in ('approved', 'mentor_accepted')) as "isOpen", to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since from (
      select 'application' as kind, e.id, case when e.role = 'mentor' then p.full_name end as mentor,
        case when e.role = 'mentee' then p.full_name end as mentee, e.role as detail,
        coalesce(e.submitted_at, e.created_at) as since
      from enrolments e join people p on p.id = e.person_id
      where e.cohort_id = ${cohortId} and e.state = 'submitted'
      union all
      select 'answer', q.id, mentor, mentee, q.status, coalesce(q.mentor_answered_at, q.sent_at) from named q
      where q.status in ('approved', 'mentor_accepted') and q.sent_at is not null
        and (q.answer_by < ${at} or coalesce(q.mentor_answered_at, q.sent_at) < ${at} - make_interval(days => ${PATIENCE_DAYS}))
      union all
      ${UNLUCKY}
      union all
      ${QUESTIONS}
      union all
      ${othersWanted(at)}
      union all
      select 'quiet', q.id, mentor, mentee, q.status, coalesce(
        (select max(s.ends_at) from mentoring_sessions s where s.pairing_id = q.id and s.status = 'held'),
        q.started_at, q.created_at)
      from named q where q.status = 'active' and ${quietSince(at)}
    ) waiting
    order by waiting.since, id limit ${SHOWN}`);
  return rows as unknown as AttentionItem[]; // the columns of the select above
}

/** Mentees whose proposal came to nothing, as long as there is no other one. */
const UNLUCKY = sql`
  select 'declined', q.id, mentor, mentee, q.status, coalesce(q.ended_at, q.mentor_answered_at, q.answer_by, q.created_at)
  from named q
  where (q.status in ('mentor_declined', 'mentee_declined', 'expired')
      or (q.status = 'withdrawn' and q.withdrawn_by = 'mentor')
      or (q.status = 'superseded' and q.sent_at is not null)) and not exists (
    select 1 from pairings later where later.mentee_enrolment_id = q.mentee_enrolment_id
      and (later.status in ('proposed', 'approved', 'mentor_accepted', 'active', 'on_hold', 'completed')
        or (later.created_at, later.id) > (q.created_at, q.id)))
    and exists (select 1 from enrolments et where et.id = q.mentee_enrolment_id and et.state = 'accepted')`;

/** Conversations in which the last word is not the coordination's. */
const QUESTIONS = sql`
  select 'question', q.id, mentor, mentee, talk.side, talk.created_at
  from named q cross join lateral (
    select distinct on (m.side) m.side, m.from_coordination, m.created_at from pairing_messages m
    where m.pairing_id = q.id order by m.side, m.created_at desc, m.id desc) talk
  where not talk.from_coordination`;

/** Mentors who declined and asked for somebody else, until something was proposed to them. */
function othersWanted(at: SQL): SQL {
  return sql`
    select 'another', q.id, mentor, mentee, q.status, coalesce(q.ended_at, q.mentor_answered_at)
    from named q join enrolments em on em.id = q.mentor_enrolment_id
    where q.asked_next = 'another' and em.state = 'accepted'
      and (em.paused_until is null or em.paused_until <= ${at}::date)
      and not exists (select 1 from pairings later where later.mentor_enrolment_id = q.mentor_enrolment_id
        and later.id <> q.id and (later.status = 'proposed' or later.created_at > coalesce(q.ended_at, q.mentor_answered_at)
          or later.approved_at > coalesce(q.ended_at, q.mentor_answered_at)))`;
}
