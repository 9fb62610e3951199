import type { Db } from "db/client.ts";
import { cohorts, pairingReminders } from "db/schema/index.ts";
import { and, desc, eq, sql } from "drizzle-orm";
import { coordinatedBy } from "~/features/programmes/access.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context, JobContext } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import { lockPairing, type LockedPairing } from "./lock.server.ts";
import { enrolledRecipients } from "./recipients.server.ts";
import { mailbox, proposalLink, type Teller } from "./tell.server.ts";

type Clockwork = Pick<JobContext, "db" | "now" | "requestId" | "origin">;
type Kind = (typeof pairingReminders.$inferInsert)["kind"];

/** The hour at which people are reminded, by their own clocks. */
const HOUR = 9;
/** How many are looked up at a time. */
const BATCH = 200;
/** Between two reminders that coordinators send by hand. */
const PATIENCE_MS = 20 * 3_600_000;

/**
 * Reminds those who have not answered a proposal: half-way to the answer date and the day before it, in the morning of
 * their own zone, once each. What was missed while the platform stood still is made up for by the later one only.
 *
 * @returns how many were reminded
 */
export async function remindOfAnswers(job: Clockwork): Promise<number> {
  let reminded = 0;
  for (;;) {
    const due = await dueReminders(job.db, job.now);
    for (const { id, kind } of due)
      if (await job.db.transaction((tx) => remindOne(tx, job, id, kind)))
        reminded += 1;
    if (due.length < BATCH) return reminded;
  }
}

/**
 * Open proposals whose reader is due for a reminder. A person whose half-way day is the day before the answer date or
 * later gets that one only.
 */
async function dueReminders(db: Db, now: Date) {
  const at = sql`${now.toISOString()}::timestamptz`;
  const morning = (day: ReturnType<typeof sql>) =>
    sql`((${day} + time '00:00' + make_interval(hours => ${HOUR})) at time zone zone)`;
  const rows = await db.execute(sql`
    with open as (
      select q.id, q.answer_by, p.time_zone as zone,
        case when q.status = 'approved' then 'mentor' else 'mentee' end as side,
        case when q.status = 'approved' then q.sent_at else q.mentor_answered_at end as asked_at
      from pairings q
      join enrolments e on e.id = case when q.status = 'approved' then q.mentor_enrolment_id else q.mentee_enrolment_id end
      join people p on p.id = e.person_id
      where q.status in ('approved', 'mentor_accepted') and q.sent_at is not null and q.answer_by > ${at}
    ), days as (
      select *, ((asked_at + (answer_by - asked_at) / 2) at time zone zone)::date as half_day,
        (answer_by at time zone zone)::date - 1 as last_day,
        (asked_at at time zone zone)::date as asked_day
      from open
    ), due as (
      select id, side, case when ${morning(sql`last_day`)} <= ${at} then 'last_day' else 'half_way' end as kind
      from days
      where (last_day > asked_day and ${morning(sql`last_day`)} <= ${at})
        or (half_day > asked_day and half_day < last_day and ${morning(sql`half_day`)} <= ${at})
    )
    select id, kind from due
    where not exists (select 1 from pairing_reminders r
      where r.pairing_id = due.id and r.side = due.side and r.kind in (due.kind, 'last_day'))
    order by id limit ${BATCH}`);
  return rows as unknown as { id: string; kind: Kind }[]; // the columns of the select above
}

async function remindOne(
  tx: Db,
  job: Clockwork,
  pairingId: string,
  kind: Kind,
): Promise<boolean> {
  const locked = await lockPairing(tx, sql`true`, pairingId);
  const side = awaited(locked, job.now);
  if (side === null) return false; // answered while we waited for the lock
  const [first] = await tx
    .insert(pairingReminders)
    .values({ pairingId, side, kind, remindedAt: job.now })
    .onConflictDoNothing()
    .returning({ id: pairingReminders.id });
  if (!first) return false;
  return tellToAnswer(tx, job, locked, side);
}

/** Who has not answered yet, if anybody is still asked. */
function awaited(
  { pairing }: LockedPairing,
  now: Date,
): "mentor" | "mentee" | null {
  if (pairing.sentAt === null || !pairing.answerBy || pairing.answerBy < now)
    return null;
  if (pairing.status === "approved") return "mentor";
  return pairing.status === "mentor_accepted" ? "mentee" : null;
}

async function tellToAnswer(
  tx: Db,
  ctx: Teller,
  { pairing, cohort }: LockedPairing,
  side: "mentor" | "mentee",
): Promise<boolean> {
  const enrolment =
    side === "mentor" ? pairing.mentorEnrolmentId : pairing.menteeEnrolmentId;
  const recipients = await enrolledRecipients(tx, [enrolment]);
  const to = recipients.get(enrolment);
  if (!to || !pairing.answerBy) return false; // their account is closed
  await queueMail(tx, "proposal_reminder", mailbox(to), {
    cohort: cohort.name,
    side,
    link: proposalLink(ctx, pairing.id),
    answerBy: pairing.answerBy.toISOString(),
  });
  return true;
}

/**
 * Reminds whoever has not answered a proposal, because a coordinator asks for it.
 *
 * @throws {NotFoundError} if there is no such pairing in the actor's programmes
 * @throws {ConflictError} if nobody's answer is awaited, somebody reminded them within a day, or they have no account
 */
export async function remindByHand(
  ctx: Context,
  pairingId: string,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const scope = coordinatedBy(ctx.actor, cohorts.programmeId);
    const locked = await lockPairing(tx, scope, pairingId);
    const side = awaited(locked, ctx.now);
    if (side === null) throw new ConflictError("pairings:errors.nobody_asked");
    const [last] = await tx
      .select({ at: pairingReminders.remindedAt })
      .from(pairingReminders)
      .where(
        and(
          eq(pairingReminders.pairingId, pairingId),
          eq(pairingReminders.side, side),
        ),
      )
      .orderBy(desc(pairingReminders.remindedAt), desc(pairingReminders.id))
      .limit(1);
    if (last && ctx.now.getTime() - last.at.getTime() < PATIENCE_MS)
      throw new ConflictError("pairings:errors.reminded_already");
    if (!(await tellToAnswer(tx, ctx, locked, side)))
      throw new ConflictError("pairings:errors.unreachable");
    await tx.insert(pairingReminders).values({
      pairingId,
      side,
      kind: "by_hand",
      remindedAt: ctx.now,
    });
    await recordAudit(tx, ctx, {
      action: "pairing.remind",
      subject: ["pairing", pairingId],
      programmeId: locked.cohort.programmeId,
      cohortId: locked.cohort.id,
    });
  });
}
