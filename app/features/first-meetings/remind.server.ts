import type { Db } from "db/client.ts";
import { firstMeetingReminders } from "db/schema/index.ts";
import { sql, type SQL } from "drizzle-orm";
import { lockCohort } from "~/features/programmes/access.server.ts";
import { enrolledRecipients } from "~/features/pairings/recipients.server.ts";
import { mailbox } from "~/features/pairings/tell.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context, JobContext } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import { openPlan, todayOf } from "./terms.server.ts";

type Clockwork = Pick<JobContext, "db" | "now" | "requestId" | "origin">;

/** The hour at which people are reminded, by their own clocks. */
const HOUR = 9;
/** Hours between two reminders that coordinators send by hand. */
const PATIENCE_HOURS = 20;
/** How many are looked up at a time. */
const BATCH = 200;

interface Unrated {
  readonly id: string;
  readonly cohort: string;
  readonly count: number;
}

/** Accepted people with meetings that they may rate and have not; narrowed by a condition on `e`, `p`, `k` and `c`. */
function unrated(today: string, condition: SQL): SQL {
  return sql`
    select e.id, c.name as cohort, count(*)::int as count
    from first_meetings m
    join first_meeting_plans k on k.cohort_id = m.cohort_id and k.is_on
    join cohorts c on c.id = m.cohort_id and c.state = 'matching'
    left join events v on v.id = k.event_id
    join enrolments e on e.id in (m.mentor_enrolment_id, m.mentee_enrolment_id) and e.state = 'accepted'
    join enrolments o on o.id in (m.mentor_enrolment_id, m.mentee_enrolment_id) and o.id <> e.id and o.state = 'accepted'
    join people p on p.id = e.person_id
    where m.sent_at is not null and (v.id is null or v.starts_on <= ${today}::date)
      and (k.rated_until is null or k.rated_until >= ${today}::date)
      and not exists (select from first_meeting_ratings r where r.meeting_id = m.id and r.enrolment_id = e.id)
      and ${condition}
    group by e.id, c.name order by e.id`;
}

/**
 * Reminds those who have not said how their meetings were: the day before ratings close, in the morning of their own
 * zone, once.
 *
 * @returns how many were reminded
 */
export async function remindOfRatings(job: Clockwork): Promise<number> {
  const at = sql`${job.now.toISOString()}::timestamptz`;
  const isDue = sql`k.rated_until is not null
    and ((k.rated_until - 1 + make_interval(hours => ${HOUR})) at time zone p.time_zone) <= ${at}
    and not exists (select from first_meeting_reminders r where r.enrolment_id = e.id and r.kind = 'last_day')`;
  let reminded = 0;
  for (;;) {
    const due = await job.db.transaction(async (tx) => {
      const rows = await tx.execute(
        sql`${unrated(todayOf(job.now), isDue)} limit ${BATCH}`,
      );
      const found = rows as unknown as Unrated[]; // the columns of `unrated`
      reminded += await tell(tx, job, found, "last_day");
      return found.length;
    });
    if (due < BATCH) return reminded;
  }
}

/**
 * Reminds everybody in a cohort who has not said how their meetings were, because a coordinator asks for it; nobody
 * twice within a day.
 *
 * @returns how many were reminded
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if ratings are not open, or nobody is left to remind today
 */
export async function remindByHand(
  ctx: Context,
  cohortId: string,
): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const cohort = await lockCohort(tx, ctx.actor, cohortId);
    await openPlan(tx, cohort, ctx.now);
    const since = new Date(ctx.now.getTime() - PATIENCE_HOURS * 3_600_000);
    const rows = await tx.execute(
      unrated(
        todayOf(ctx.now),
        sql`m.cohort_id = ${cohortId} and not exists (select from first_meeting_reminders r
          where r.enrolment_id = e.id and r.reminded_at > ${since.toISOString()}::timestamptz)`,
      ),
    );
    const found = rows as unknown as Unrated[]; // the columns of `unrated`
    const reminded = await tell(tx, ctx, found, "by_hand");
    if (reminded === 0)
      throw new ConflictError("first-meetings:errors.nobody_to_remind");
    await recordAudit(tx, ctx, {
      action: "meetings.remind",
      subject: ["cohort", cohortId],
      programmeId: cohort.programmeId,
      cohortId,
      details: { people: reminded },
    });
    return reminded;
  });
}

/** Writes down who is reminded and tells those who have an account; of two who do so at once one only. */
async function tell(
  tx: Db,
  { now, origin }: Pick<Clockwork, "now" | "origin">,
  found: readonly Unrated[],
  kind: (typeof firstMeetingReminders.$inferInsert)["kind"],
): Promise<number> {
  if (found.length === 0) return 0;
  const rows = found.map(({ id }) => ({
    enrolmentId: id,
    kind,
    remindedAt: now,
  }));
  const insert = tx.insert(firstMeetingReminders).values(rows);
  const { enrolmentId, kind: which } = firstMeetingReminders;
  const written = await (
    kind === "by_hand"
      ? insert.onConflictDoUpdate({
          target: [enrolmentId, which],
          set: { remindedAt: now },
        })
      : insert.onConflictDoNothing()
  ).returning({ id: enrolmentId });
  const first = new Set(written.map(({ id }) => id));
  const recipients = await enrolledRecipients(tx, [...first]);
  let told = 0;
  for (const { id, cohort, count } of found) {
    const to = recipients.get(id);
    if (!to) continue;
    await queueMail(tx, "first_meetings_reminder", mailbox(to), {
      cohort,
      count,
      link: `${origin}/applications/${id}/meetings`,
    });
    told += 1;
  }
  return told;
}
