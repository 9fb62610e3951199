import type { Db } from "db/client.ts";
import { sql } from "drizzle-orm";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import type { Collected, CriteriaSet } from "~/domain/scoring/types.ts";
import { decidedPairs } from "./decided-pairs.server.ts";
import {
  HAS_APPLIED,
  HELD,
  type LeftOut,
  leftOutSql,
  type RunTerms,
  wantedSql,
} from "./left-out.server.ts";
import { questionsAnswered } from "./question-facts.server.ts";

/** People of one side who say the same, counted. */
export interface Group {
  readonly role: EnrolmentRole;
  /** Places that mentors have free, or that mentees want. */
  readonly places: number;
}

/** What a run of a cohort would start from, in numbers: the same as `readCohortFacts`, counted by the database. */
export interface Roster {
  readonly mentors: number;
  readonly mentees: number;
  readonly capacity: number;
  readonly demand: number;
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  readonly bySectors: readonly (Group & {
    readonly sectors: readonly string[];
  })[];
  readonly byMarkets: readonly (Group & {
    readonly country: string;
    readonly markets: readonly string[] | null;
  })[];
  /** People of each side who did not say what they need or offer, want to reach, or when they have time. */
  readonly silent: Readonly<
    Record<EnrolmentRole, { topics: number; markets: number; time: number }>
  >;
  readonly collected: Collected;
  readonly pins: number;
  readonly exclusions: number;
  readonly tooManyPins: boolean;
}

/**
 * Counts who would be in a run and who not, and what they said.
 *
 * @param today  ISO date in UTC: pauses that last beyond it count
 * Cost: one pass over the cohort in the database; some milliseconds here, however many people there are.
 */
export async function readRoster(
  db: Db,
  cohort: RunTerms,
  criteria: CriteriaSet,
  today: string,
): Promise<Roster> {
  const [[row], questions] = await Promise.all([
    db.execute(countsOf(db, cohort, today)),
    questionsAnswered(db, criteria, takingPart(cohort, today)),
  ]);
  const { groups, ...rest } = row as unknown as CountsRow; // the columns of the select
  const taking = (role: EnrolmentRole) =>
    groups.find((group) => group.role === role && group.leftOut === null) ??
    NOBODY;
  const [mentors, mentees] = [taking("mentor"), taking("mentee")];
  const leftOut: Partial<Record<LeftOut, number>> = {};
  for (const { leftOut: why, people } of groups)
    if (why !== null) leftOut[why] = (leftOut[why] ?? 0) + people;
  const { hasWishes, ...counted } = rest;
  return {
    ...counted,
    mentors: mentors.people,
    mentees: mentees.people,
    capacity: mentors.places,
    demand: mentees.places,
    leftOut,
    silent: { mentor: silenceOf(mentors), mentee: silenceOf(mentees) },
    collected: {
      ...questions,
      needs: mentees.topics > 0 && mentors.topics > 0,
      time: mentees.time > 0 && mentors.time > 0,
      targetMarkets: mentees.markets > 0,
      wishes: hasWishes,
    },
  };
}

/** People of a side, by why they are left out, and how many of them said what. */
interface CountedGroup extends Group {
  readonly leftOut: LeftOut | null;
  readonly people: number;
  readonly topics: number;
  readonly markets: number;
  readonly time: number;
}

const NOBODY = { people: 0, places: 0, topics: 0, markets: 0, time: 0 };

interface CountsRow extends Pick<
  Roster,
  "bySectors" | "byMarkets" | "pins" | "exclusions" | "tooManyPins"
> {
  readonly groups: readonly CountedGroup[];
  readonly hasWishes: boolean;
}

function silenceOf({
  people,
  topics,
  markets,
  time,
}: Omit<CountedGroup, "role" | "leftOut">) {
  return {
    topics: people - topics,
    markets: people - markets,
    time: people - time,
  };
}

/** The enrolments that a run would take. */
function takingPart(cohort: RunTerms, today: string) {
  return sql`(select "enrolments"."id", "enrolments"."role" from enrolments
    where "enrolments"."cohort_id" = ${cohort.id} and "enrolments"."state" = 'accepted'
      and ${leftOutSql(cohort, today)} is null)`;
}

function countsOf(db: Db, cohort: RunTerms, today: string) {
  const held = sql<number>`counted.held`;
  return sql`
    with applied as materialized (
      select "enrolments"."id", "enrolments"."person_id", "enrolments"."role", "enrolments"."sectors", "enrolments"."country",
        nullif("enrolments"."markets", '{}') as markets,
        coalesce(jsonb_array_length("enrolments"."topics"), 0) > 0 as topics,
        coalesce(jsonb_array_length("enrolments"."availability"), 0) > 0 as time,
        ${leftOutSql(cohort, today, held)} as left_out,
        case when "enrolments"."role" = 'mentor' then "enrolments"."capacity" - ${held}
          when ${wantedSql(cohort, held)} >= 2 then 2 else 1 end as places
      from enrolments cross join lateral (select ${HELD} as held offset 0) counted
      where "enrolments"."cohort_id" = ${cohort.id} and ${HAS_APPLIED}
    ),
    taking as materialized (select * from applied where left_out is null),
    pairs as (
      select mentor.id as mentor, mentee.id as mentee, p.status from ${decidedPairs(db, cohort.id).as("p")}
      join taking mentor on mentor.id = p.mentor_enrolment_id join taking mentee on mentee.id = p.mentee_enrolment_id
    ),
    pins as (select distinct mentor, mentee from pairs where status = 'proposed')
    select
      (select coalesce(json_agg(g), '[]') from (
        select role, left_out as "leftOut", count(*) as people, sum(places) as places, count(*) filter (where topics) as topics,
          count(markets) as markets, count(*) filter (where time) as time
        from applied group by role, left_out) g) as groups,
      (select coalesce(json_agg(g), '[]') from (
        select role, sectors, sum(places) as places from taking group by role, sectors) g) as "bySectors",
      (select coalesce(json_agg(g), '[]') from (
        select role, country, markets, sum(places) as places from taking group by role, country, markets) g) as "byMarkets",
      (select count(*)::int from pins) as pins,
      exists (select 1 from taking t join pins on t.id in (pins.mentor, pins.mentee)
        group by t.id, t.places having count(*) > t.places) as "tooManyPins",
      (select count(*)::int from (
        select mentor, mentee from pairs where status <> 'proposed'
        union select m.id, e.id from taking m join taking e on e.person_id = m.person_id and m.role = 'mentor' and e.role = 'mentee'
      ) apart) as exclusions,
      ${hasWishes(cohort)} as "hasWishes"`;
}

/** Whether somebody ranked others while the cohort asks for it, or two would like to go on after a first meeting. */
function hasWishes(cohort: RunTerms) {
  return sql`(exists (
      select 1 from wishes w join taking t on t.id = w.enrolment_id join cohorts c on c.id = w.cohort_id
      where w.cohort_id = ${cohort.id} and w.rank is not null and c.wish_mode <> 'off')
    or exists (
      select 1 from first_meetings f join first_meeting_plans l on l.cohort_id = f.cohort_id and l.is_on
        join taking a on a.id = f.mentor_enrolment_id join taking b on b.id = f.mentee_enrolment_id
      where f.cohort_id = ${cohort.id} and f.sent_at is not null
        and exists (select 1 from first_meeting_ratings r where r.meeting_id = f.id and r.rating = 'prefer')
        and not exists (select 1 from first_meeting_ratings r where r.meeting_id = f.id and r.rating = 'avoid')))`;
}
