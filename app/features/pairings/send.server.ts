import type { Db } from "db/client.ts";
import { enrolments, pairings, people } from "db/schema/index.ts";
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { lockCohort } from "~/features/programmes/access.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import { endOfDay } from "./answer-date.server.ts";
import { enrolledRecipients, type Recipient } from "./recipients.server.ts";
import { proposalLink } from "./tell.server.ts";

/**
 * Sends approved proposals to their mentors: from now on they can be seen and answered.
 *
 * @param input.pairing  which; all approved and unsent ones of the cohort if absent
 * @param input.answerDays  until the end of that day in each mentor's own zone
 * @returns how many were sent, and how many wait because the mentor has no active account
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 * @throws {ConflictError} if the cohort is not matching or running, or one of the chosen no longer waits
 */
export async function sendProposals(
  ctx: Context,
  cohortId: string,
  input: { readonly answerDays: number; readonly pairing?: readonly string[] },
): Promise<{ sent: number; unreachable: number }> {
  return ctx.db.transaction(async (tx) => {
    const cohort = await lockCohort(tx, ctx.actor, cohortId);
    if (cohort.state !== "matching" && cohort.state !== "running")
      throw new ConflictError("pairings:errors.cohort_state");
    const waiting = await lockUnsent(tx, cohortId, input.pairing);
    if (input.pairing && new Set(input.pairing).size > waiting.length)
      throw new ConflictError("pairings:errors.send_changed");
    const recipients = await enrolledRecipients(
      tx,
      waiting.map((row) => row.mentorEnrolmentId),
    );
    const dates = await answerDates(tx, ctx.now, input.answerDays, waiting);
    let sent = 0;
    for (const row of waiting) {
      const to = recipients.get(row.mentorEnrolmentId);
      const answerBy = dates.get(row.timeZone);
      if (!to || !answerBy) continue;
      await sendOne(tx, ctx, cohort, { ...row, to, answerBy });
      sent += 1;
    }
    return { sent, unreachable: waiting.length - sent };
  });
}

/** In the order of ids, so that two who send at once do not wait for each other in a circle. */
async function lockUnsent(
  tx: Db,
  cohortId: string,
  chosen: readonly string[] | undefined,
) {
  return tx
    .select({
      id: pairings.id,
      mentorEnrolmentId: pairings.mentorEnrolmentId,
      timeZone: people.timeZone,
    })
    .from(pairings)
    .innerJoin(enrolments, eq(enrolments.id, pairings.mentorEnrolmentId))
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(
      and(
        eq(pairings.cohortId, cohortId),
        eq(pairings.status, "approved"),
        isNull(pairings.sentAt),
        chosen ? inArray(pairings.id, [...chosen]) : undefined,
      ),
    )
    .orderBy(asc(pairings.id))
    .for("update", { of: pairings });
}

async function answerDates(
  tx: Db,
  now: Date,
  days: number,
  rows: readonly { timeZone: string }[],
): Promise<ReadonlyMap<string, Date>> {
  const dates = new Map<string, Date>();
  for (const { timeZone } of rows)
    if (!dates.has(timeZone))
      dates.set(timeZone, await endOfDay(tx, now, days, timeZone));
  return dates;
}

async function sendOne(
  tx: Db,
  ctx: Context,
  cohort: { id: string; name: string; programmeId: string },
  proposal: { id: string; to: Recipient; answerBy: Date },
): Promise<void> {
  const { id, to, answerBy } = proposal;
  await tx
    .update(pairings)
    .set({ sentAt: ctx.now, answerBy, version: sql`${pairings.version} + 1` })
    .where(eq(pairings.id, id));
  await recordAudit(tx, ctx, {
    action: "pairing.send",
    subject: ["pairing", id],
    programmeId: cohort.programmeId,
    cohortId: cohort.id,
    details: { answerBy: answerBy.toISOString() },
  });
  const { address, personId, locale } = to;
  await queueMail(
    tx,
    "proposal_mentor",
    { address, personId, locale },
    {
      cohort: cohort.name,
      link: proposalLink(ctx, id),
      answerBy: answerBy.toISOString(),
    },
  );
}
