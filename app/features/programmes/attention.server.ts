import { sql, type SQL } from "drizzle-orm";
import type { Context } from "~/lib/context.ts";
import { quietSince } from "./figures.server.ts";

export const ATTENTION_KINDS = [
  "application",
  "joined",
  "answer",
  "question",
  "declined",
  "another",
  "quiet",
] as const;

/** Something in a cohort that waits for its coordinator. */
export interface AttentionItem {
  readonly kind: (typeof ATTENTION_KINDS)[number];
  /** Of the enrolment, the pairing or, for `joined`, the cohort. */
  readonly id: string;
  readonly mentor: string | null;
  readonly mentee: string | null;
  /** The role, the status or, for `joined`, how many. */
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
 * without an answer, people who joined after the last run, questions nobody replied to, mentees whose proposal came to nothing, mentors who asked for
 * somebody else, and active pairs that do not meet.
 */
export async function attentionList(
  ctx: Context,
  cohortId: string,
): Promise<AttentionItem[]> {
  const at = sql`${ctx.now.toISOString()}::timestamptz`;
  const rows = await ctx.db.execute(sql`
    with q as materialized (
      select id, status, mentor_enrolment_id, mentee_enrolment_id, created_at, sent_at, answer_by, mentor_answered_at, started_at,
        ended_at, withdrawn_by, asked_next
      from pairings where cohort_id = ${cohortId}
    ), waiting as (
      select 'application' as kind, e.id, e.role as detail, coalesce(e.submitted_at, e.created_at) as since
      from enrolments e where e.cohort_id = ${cohortId} and e.state = 'submitted'
      union all
      select 'answer', q.id, q.status, coalesce(q.mentor_answered_at, q.sent_at) from q
      where q.status in ('approved', 'mentor_accepted') and q.sent_at is not null
        and (q.answer_by < ${at} or coalesce(q.mentor_answered_at, q.sent_at) < ${at} - make_interval(days => ${PATIENCE_DAYS}))
      union all
      ${UNLUCKY}
      union all
      ${QUESTIONS}
      union all
      ${joinedLate(cohortId)}
      union all
      ${othersWanted(at)}
      union all
      select 'quiet', q.id, q.status, coalesce(
        (select max(s.ends_at) from mentoring_sessions s where s.pairing_id = q.id and s.status = 'held'),
        q.started_at, q.created_at)
      from q where q.status = 'active' and ${quietSince(at)}
      order by since, id limit ${SHOWN}
    )
    select w.kind, w.id, w.detail, ${cohortId} as "cohortId", coalesce(mentor.full_name, case when own.role = 'mentor' then self.full_name end) as mentor,
      coalesce(mentee.full_name, case when own.role = 'mentee' then self.full_name end) as mentee,
      coalesce(q.answer_by >= ${at} and q.status in ('approved', 'mentor_accepted'), false) as "isOpen",
      to_char(w.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
    from waiting w
    left join enrolments own on w.kind = 'application' and own.id = w.id left join people self on self.id = own.person_id
    left join q on w.kind not in ('application', 'joined') and q.id = w.id
    left join enrolments em on em.id = q.mentor_enrolment_id left join people mentor on mentor.id = em.person_id
    left join enrolments et on et.id = q.mentee_enrolment_id left join people mentee on mentee.id = et.person_id
    order by w.since, w.id`);
  return rows as unknown as AttentionItem[]; // the columns of the select above
}

/** Mentees whose proposal came to nothing, as long as there is no other one. */
const UNLUCKY = sql`
  select 'declined', q.id, q.status, coalesce(q.ended_at, q.mentor_answered_at, q.answer_by, q.created_at)
  from q
  where (q.status in ('mentor_declined', 'mentee_declined', 'expired')
      or (q.status = 'withdrawn' and q.withdrawn_by = 'mentor')
      or (q.status = 'superseded' and q.sent_at is not null)) and not exists (
    select 1 from pairings later where later.mentee_enrolment_id = q.mentee_enrolment_id
      and (later.status in ('proposed', 'approved', 'mentor_accepted', 'active', 'on_hold', 'completed')
        or (later.created_at, later.id) > (q.created_at, q.id)))
    and exists (select 1 from enrolments et where et.id = q.mentee_enrolment_id and et.state = 'accepted')`;

/** People who came too late for the newest run, until somebody is proposed to them or they are set aside. */
function joinedLate(cohortId: string): SQL {
  return sql`
  select 'joined', s.cohort_id, count(*)::text, s.computed_at
  from cohorts c join joiner_suggestions s on s.cohort_id = c.id join matching_runs own on own.id = s.run_id
    join enrolments e on e.id = any(s.joined) and e.state = 'accepted'
  where c.id = ${cohortId} and c.state in ('matching', 'running') and s.set_aside_at is null
    and not exists (select 1 from matching_runs later
      where later.cohort_id = c.id and later.state = 'finished' and later.created_at > own.created_at)
    and not exists (select 1 from q where q.mentor_enrolment_id = e.id and q.status in ('proposed', 'approved', 'mentor_accepted', 'active', 'on_hold'))
    and not exists (select 1 from q where q.mentee_enrolment_id = e.id and q.status in ('proposed', 'approved', 'mentor_accepted', 'active', 'on_hold'))
  group by s.cohort_id, s.computed_at`;
}

/** Conversations in which the last word is not the coordination's. */
const QUESTIONS = sql`
  select 'question', talk.id, talk.side, talk.created_at
  from (
    select distinct on (q.id, m.side) q.id, m.side, m.from_coordination, m.created_at
    from q join pairing_messages m on m.pairing_id = q.id
    order by q.id, m.side, m.created_at desc, m.id desc) talk
  where not talk.from_coordination`;

/** Mentors who declined and asked for somebody else, until something was proposed to them. */
function othersWanted(at: SQL): SQL {
  return sql`
    select 'another', q.id, q.status, coalesce(q.ended_at, q.mentor_answered_at)
    from q join enrolments em on em.id = q.mentor_enrolment_id
    where q.asked_next = 'another' and em.state = 'accepted'
      and (em.paused_until is null or em.paused_until <= ${at}::date)
      and not exists (select 1 from pairings later where later.mentor_enrolment_id = q.mentor_enrolment_id
        and later.id <> q.id and (later.status = 'proposed' or later.created_at > coalesce(q.ended_at, q.mentor_answered_at)
          or later.approved_at > coalesce(q.ended_at, q.mentor_answered_at)))`;
}
