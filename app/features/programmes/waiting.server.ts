import { sql } from "drizzle-orm";
import type {
  EnrolmentRole,
  EnrolmentState,
} from "~/domain/enrolment/lifecycle.ts";
import { wishesAreOpen, type WishMode } from "~/domain/enrolment/wishes.ts";
import { meetingsAreOpen } from "~/domain/meeting/first-meeting.ts";
import type { PairingStatus } from "~/domain/pairing/lifecycle.ts";
import type { CohortState } from "~/domain/cohort/lifecycle.ts";
import type { Context } from "~/lib/context.ts";

export interface MyApplication {
  readonly id: string;
  readonly role: EnrolmentRole;
  readonly state: EnrolmentState;
  readonly cohortName: string;
  readonly programmeName: string;
  readonly cohortState: CohortState;
  /** Wishes that may be given now; null where nobody asks for them. */
  readonly wishes: "asked" | "given" | null;
  /** The last day for them, ISO date. */
  readonly wishesUntil: string | null;
  /** First meetings that were sent; null where there are none. */
  readonly meetings: {
    readonly count: number;
    /** How many of them can still be rated, and are not; they may lie ahead. */
    readonly unrated: number;
    /** The last day for it, ISO date. */
    readonly until: string | null;
  } | null;
}

export interface MyPairing {
  readonly id: string;
  readonly role: EnrolmentRole;
  readonly status: PairingStatus;
  readonly cohortName: string;
  readonly otherName: string;
  readonly otherOrganisation: string | null;
  readonly answerBy: string | null;
  readonly isMyTurn: boolean;
  readonly sessionsHeld: number;
  readonly lastSession: string | null;
  readonly nextSession: string | null;
  /** A session that the other side logged and that waits for this person's word. */
  readonly confirmSessionId: string | null;
}

/** Everything that concerns a mentor or mentee now; of pairings only what was sent to them. */
export async function myParticipation(ctx: Context) {
  const [applications, pairings] = await Promise.all([
    myApplications(ctx),
    myPairings(ctx),
  ]);
  return {
    applications,
    proposals: pairings.filter(({ isMyTurn }) => isMyTurn),
    awaited: pairings.filter(
      ({ status, isMyTurn }) => status === "mentor_accepted" && !isMyTurn,
    ),
    pairs: pairings.filter(
      ({ status }) => status === "active" || status === "on_hold",
    ),
  };
}

async function myApplications(ctx: Context): Promise<MyApplication[]> {
  const rows = await ctx.db.execute(sql`
    select e.id, e.role, e.state, c.name as "cohortName", g.name as "programmeName", c.state as "cohortState",
      c.wish_mode as "wishMode", to_char(c.wishes_until, 'YYYY-MM-DD') as "wishesUntil",
      exists (select from wishes w where w.enrolment_id = e.id) as "hasWishes",
      coalesce(k.is_on, false) as "isOn", to_char(k.rated_until, 'YYYY-MM-DD') as "ratedUntil", m.count, m.unrated
    from enrolments e join cohorts c on c.id = e.cohort_id join programmes g on g.id = c.programme_id
    left join first_meeting_plans k on k.cohort_id = c.id
    cross join lateral (
      select count(*)::int as count, (count(*) filter (where r.meeting_id is null and o.state = 'accepted'))::int as unrated
      from first_meetings f
      join enrolments o on o.id in (f.mentor_enrolment_id, f.mentee_enrolment_id) and o.id <> e.id
      left join first_meeting_ratings r on r.meeting_id = f.id and r.enrolment_id = e.id
      where e.id in (f.mentor_enrolment_id, f.mentee_enrolment_id) and f.sent_at is not null
    ) m
    where e.person_id = ${ctx.actor.personId} and e.state in ('draft', 'submitted', 'accepted', 'reserve')
      and c.state <> 'closed'
    order by case e.state when 'draft' then 0 else 1 end, c.created_at desc, e.id`);
  const today = ctx.now.toISOString().slice(0, 10);
  // the columns of the select above
  return (rows as unknown as ApplicationRow[]).map(
    ({ wishMode, hasWishes, isOn, ratedUntil, count, unrated, ...row }) => {
      const terms = { ...row, state: row.cohortState, wishMode, isOn };
      const isOpen = wishesAreOpen(terms, row.state, today);
      const areRated =
        row.state === "accepted" &&
        meetingsAreOpen({ ...terms, ratedUntil }, today);
      return {
        ...row,
        wishes: isOpen ? (hasWishes ? "given" : "asked") : null,
        meetings:
          count > 0
            ? { count, unrated: areRated ? unrated : 0, until: ratedUntil }
            : null,
      };
    },
  );
}

type ApplicationRow = Omit<MyApplication, "wishes" | "meetings"> & {
  readonly wishMode: WishMode;
  readonly hasWishes: boolean;
  readonly isOn: boolean;
  readonly ratedUntil: string | null;
  readonly count: number;
  readonly unrated: number;
};

async function myPairings(ctx: Context): Promise<MyPairing[]> {
  const me = ctx.actor.personId;
  const at = sql`${ctx.now.toISOString()}::timestamptz`;
  const iso = sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS"Z"'`);
  const rows = await ctx.db.execute(sql`
    with mine as (
      select q.id, q.status, q.answer_by, q.started_at, q.cohort_id, 'mentor' as role, q.mentee_enrolment_id as other
      from pairings q join enrolments e on e.id = q.mentor_enrolment_id
      where e.person_id = ${me} and q.sent_at is not null
        and q.status in ('approved', 'mentor_accepted', 'active', 'on_hold')
      union all
      select q.id, q.status, q.answer_by, q.started_at, q.cohort_id, 'mentee', q.mentor_enrolment_id
      from pairings q join enrolments e on e.id = q.mentee_enrolment_id
      where e.person_id = ${me} and q.sent_at is not null
        and q.status in ('mentor_accepted', 'active', 'on_hold')
    )
    select mine.id, mine.role, mine.status, c.name as "cohortName", p.full_name as "otherName",
      o.name as "otherOrganisation",
      to_char(mine.answer_by at time zone 'UTC', ${iso}) as "answerBy",
      ((mine.role, mine.status) in (('mentor', 'approved'), ('mentee', 'mentor_accepted'))) as "isMyTurn",
      s."sessionsHeld", s."lastSession", s."nextSession", s."confirmSessionId"
    from mine
    join cohorts c on c.id = mine.cohort_id
    join enrolments e on e.id = mine.other
    join people p on p.id = e.person_id
    left join organisations o on o.id = e.organisation_id
    cross join lateral (
      select count(*) filter (where s.status = 'held')::int as "sessionsHeld",
        to_char(max(s.starts_at) filter (where s.status = 'held') at time zone 'UTC', ${iso}) as "lastSession",
        to_char(min(s.starts_at) filter (where s.status = 'planned' and s.starts_at >= ${at}) at time zone 'UTC', ${iso}) as "nextSession",
        (array_agg(s.id order by s.starts_at) filter (
          where s.status = 'held' and s.confirmed_at is null and s.logged_by <> ${me}))[1] as "confirmSessionId"
      from mentoring_sessions s where s.pairing_id = mine.id
    ) s
    order by "isMyTurn" desc, mine.answer_by nulls last, mine.started_at, mine.id`);
  return rows as unknown as MyPairing[]; // the columns of the select above
}
