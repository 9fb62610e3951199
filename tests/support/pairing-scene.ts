import { buildCohort, buildEnrolment, buildPairing } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { auditEntries, mails, pairings } from "db/schema/index.ts";
import { and, asc, eq } from "drizzle-orm";
import { AppError } from "~/lib/errors.ts";
import { asCoordinator, asPerson, NOW } from "./context.ts";

export const IN_A_WEEK = new Date(NOW.getTime() + 7 * 86_400_000);
export const SENT = {
  status: "approved",
  sentAt: NOW,
  answerBy: IN_A_WEEK,
} as const;
export const ACCEPTED = {
  status: "mentor_accepted",
  sentAt: NOW,
  mentorAnsweredAt: NOW,
  answerBy: IN_A_WEEK,
} as const;

/** A pairing in a status with its coordinator, mentor and mentee. */
export async function pairingScene(
  db: Db,
  over: Parameters<typeof buildPairing>[1] = {},
  capacity = 1,
) {
  const cohort = await buildCohort(db);
  const mentor = await buildEnrolment(db, {
    cohortId: cohort.id,
    role: "mentor",
    capacity,
  });
  const mentee = await buildEnrolment(db, {
    cohortId: cohort.id,
    role: "mentee",
  });
  const pairing = await buildPairing(db, {
    cohortId: cohort.id,
    mentorEnrolmentId: mentor.id,
    menteeEnrolmentId: mentee.id,
    ...over,
  });
  return {
    cohort,
    mentor,
    mentee,
    pairing,
    coordinator: await asCoordinator(db, cohort.programmeId),
    asMentor: await asPerson(db, mentor.personId),
    asMentee: await asPerson(db, mentee.personId),
  };
}

/** A pairing as it stands. */
export async function pairingRow(db: Db, id: string) {
  const [row] = await db.select().from(pairings).where(eq(pairings.id, id));
  if (!row) throw new Error("no such pairing");
  return row;
}

/** What the audit says of a pairing, oldest first. */
export async function auditActions(db: Db, id: string): Promise<string[]> {
  const rows = await db
    .select({ action: auditEntries.action })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.subjectKind, "pairing"),
        eq(auditEntries.subjectId, id),
      ),
    )
    .orderBy(asc(auditEntries.id));
  return rows.map(({ action }) => action);
}

/** The mails that were queued, as "template to-person", in no order. */
export async function queuedMails(db: Db) {
  const rows = await db
    .select({ template: mails.template, to: mails.toPersonId })
    .from(mails);
  return rows.map(({ template, to }) => `${template} ${to}`).sort();
}

/** What a refusal says, or "done". */
export async function outcomeOf(
  doing: Promise<unknown>,
): Promise<string | number> {
  try {
    await doing;
    return "done";
  } catch (error) {
    if (error instanceof AppError) return error.status;
    throw error;
  }
}
