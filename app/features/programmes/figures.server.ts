import type { Db } from "db/client.ts";
import { sql, type SQL } from "drizzle-orm";
import type { CohortState } from "~/domain/cohort/lifecycle.ts";
import { meetingsAreOpen } from "~/domain/meeting/first-meeting.ts";
import type { CohortFigures } from "~/domain/cohort/next-action.ts";

/** Pairs that have not met for this long need a word. */
export const QUIET_DAYS = 30;

/** A cohort in numbers, counted by the database in one pass. */
export interface CohortOverview extends CohortFigures {
  readonly id: string;
  readonly name: string;
  readonly programmeId: string;
  readonly programmeName: string;
  readonly isSample: boolean;
  readonly state: CohortState;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly pairsTarget: number | null;
  readonly mentors: number;
  readonly mentees: number;
  /** Places that accepted mentors offer and that are not paused. */
  readonly places: number;
  readonly overdueAnswers: number;
  readonly sessionsHeld: number;
  readonly minutesHeld: number;
  readonly quietMentors: number;
  readonly criteriaVersion: number;
  readonly runs: number;
  /** Whether it has, or had, a plan of first meetings. */
  readonly hasMeetings: boolean;
  readonly funnel: {
    readonly proposed: number;
    readonly approved: number;
    readonly sent: number;
    readonly accepted: number;
    readonly active: number;
  };
}

const APPROVED_ONCE = sql`('approved', 'mentor_accepted', 'active', 'on_hold', 'completed', 'ended_early', 'mentor_declined', 'mentee_declined', 'expired', 'withdrawn')`;
const ACCEPTED_ONCE = sql`('mentor_accepted', 'active', 'on_hold', 'completed', 'ended_early', 'mentee_declined')`;
const STARTED = sql`('active', 'on_hold', 'completed', 'ended_early')`;

/**
 * The figures of every cohort that the condition names, newest first.
 *
 * @param which  a condition on `cohorts c` and `programmes g`; it must hold the actor's own filter
 * @param now  answers are overdue and pairs quiet as of this moment
 */
export async function cohortFigures(
  db: Db,
  which: SQL,
  now: Date,
): Promise<CohortOverview[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const rows = await db.execute(sql`
    select c.id, c.name, c.programme_id as "programmeId", g.name as "programmeName", g.is_sample as "isSample",
      c.state, c.starts_on::text as "startsOn", c.ends_on::text as "endsOn", c.pairs_target as "pairsTarget",
      e.*, p.*, s.*,
      (select coalesce(max(k.version), 0) from criteria_sets k where k.cohort_id = c.id) as "criteriaVersion",
      (select count(*)::int from matching_runs r where r.cohort_id = c.id) as runs,
      (select ${MEETINGS} from first_meeting_plans k where k.cohort_id = c.id) as meetings
    from cohorts c
    join programmes g on g.id = c.programme_id
    cross join lateral (${enrolmentCounts(at)}) e
    cross join lateral (${pairingCounts(at)}) p
    cross join lateral (
      select count(*)::int as "sessionsHeld",
        coalesce(sum(extract(epoch from s.ends_at - s.starts_at) / 60), 0)::int as "minutesHeld"
      from mentoring_sessions s join pairings sp on sp.id = s.pairing_id
      where sp.cohort_id = c.id and s.status = 'held'
    ) s
    where ${which}
    order by c.created_at desc, c.id`);
  // The columns of the select above; the driver does not know them.
  return (rows as unknown as FiguresRow[]).map(({ meetings, ...row }) => ({
    ...row,
    hasMeetings: meetings !== null,
    meetings:
      meetings &&
      meetingsAreOpen(
        { ...meetings, state: row.state },
        now.toISOString().slice(0, 10),
      )
        ? meetings
        : null,
  }));
}

type FiguresRow = Omit<CohortOverview, "meetings" | "hasMeetings"> & {
  readonly meetings:
    | (NonNullable<CohortOverview["meetings"]> & {
        readonly isOn: boolean;
        readonly ratedUntil: string | null;
      })
    | null;
};

const MEETINGS = sql`json_build_object(
  'isOn', k.is_on, 'ratedUntil', k.rated_until,
  'drafts', (select count(*) from first_meetings f where f.cohort_id = c.id and f.sent_at is null),
  'sent', (select count(*) from first_meetings f where f.cohort_id = c.id and f.sent_at is not null),
  'unrated', (select coalesce(sum(2 - (select count(*) from first_meeting_ratings r where r.meeting_id = f.id)), 0)
    from first_meetings f where f.cohort_id = c.id and f.sent_at is not null and not exists (
      select from enrolments left_it where left_it.id in (f.mentor_enrolment_id, f.mentee_enrolment_id)
        and left_it.state <> 'accepted')))`;

function enrolmentCounts(at: SQL): SQL {
  return sql`
    select
      count(*) filter (where state in ('submitted', 'accepted', 'reserve'))::int as enrolled,
      count(*) filter (where state = 'submitted')::int as "waitingApplications",
      count(*) filter (where role = 'mentor' and state = 'accepted')::int as "acceptedMentors",
      count(*) filter (where role = 'mentee' and state = 'accepted')::int as "acceptedMentees",
      count(*) filter (where role = 'mentor' and state = 'accepted')::int as mentors,
      count(*) filter (where role = 'mentee' and state = 'accepted')::int as mentees,
      coalesce(sum(capacity) filter (where role = 'mentor' and state = 'accepted'
        and (paused_until is null or paused_until <= (${at})::date)), 0)::int as places,
      count(*) filter (where role = 'mentee' and state = 'accepted' and served.id is null)::int as "unmatchedMentees"
    from enrolments en
    left join (
      select distinct x.mentee_enrolment_id as id from pairings x
      where x.cohort_id = c.id and x.status in ('proposed', 'approved', 'mentor_accepted', 'active', 'on_hold', 'completed')
    ) served on served.id = en.id
    where en.cohort_id = c.id`;
}

function pairingCounts(at: SQL): SQL {
  return sql`
    select
      count(*) filter (where q.status = 'proposed')::int as "undecidedProposals",
      count(*) filter (where q.status = 'approved' and q.sent_at is null)::int as "unsentApprovals",
      count(*) filter (where q.status in ('approved', 'mentor_accepted') and q.sent_at is not null)::int as "unansweredProposals",
      count(*) filter (where q.status in ('approved', 'mentor_accepted') and q.sent_at is not null
        and q.answer_by < ${at})::int as "overdueAnswers",
      count(*) filter (where q.status in ('active', 'on_hold'))::int as "activePairings",
      count(*) filter (where q.is_quiet)::int as "quietPairs",
      count(distinct q.mentor_enrolment_id) filter (where q.is_quiet)::int as "quietMentors",
      json_build_object(
        'proposed', count(*) filter (where q.status <> 'superseded'),
        'approved', count(*) filter (where q.status in ${APPROVED_ONCE}),
        'sent', count(*) filter (where q.sent_at is not null),
        'accepted', count(*) filter (where q.status in ${ACCEPTED_ONCE}),
        'active', count(*) filter (where q.status in ${STARTED})
      ) as funnel
    from (
      -- once a pair, and not once more in every figure that needs it
      select q.status, q.sent_at, q.answer_by, q.mentor_enrolment_id, q.status = 'active' and ${quietSince(at)} as is_quiet
      from pairings q where q.cohort_id = c.id offset 0) q`;
}

/** Whether a pair `q` began, and last met, more than a month before. */
export function quietSince(at: SQL): SQL {
  const border = sql`${at} - make_interval(days => ${QUIET_DAYS})`;
  return sql`(coalesce(q.started_at, q.created_at) < ${border} and not exists (
    select 1 from mentoring_sessions qs where qs.pairing_id = q.id
      and ((qs.status = 'held' and qs.starts_at >= ${border}) or (qs.status = 'planned' and qs.starts_at >= ${at}))))`;
}
