import type { Db } from "db/client.ts";
import { enrolments } from "db/schema/index.ts";
import { eq, sql } from "drizzle-orm";
import {
  openTasks,
  takesApplications,
} from "~/domain/enrolment/application.ts";
import {
  stepEnrolment,
  type EnrolmentStep,
} from "~/domain/enrolment/lifecycle.ts";
import { type AuditVerb, recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import { questionState } from "./question-answers.server.ts";
import {
  factsOf,
  hasLivePairing,
  lockRecord,
  type EnrolmentRecord,
} from "./record.server.ts";

/**
 * Sends a complete application to the coordinators and confirms it by e-mail.
 *
 * @throws {NotFoundError} if it is not the actor's own
 * @throws {ConflictError} if it was sent already, something is missing, or the cohort takes none in its state
 */
export async function submitApplication(
  ctx: Context,
  enrolmentId: string,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const record = await lockRecord(tx, ctx.actor, enrolmentId, "participant");
    const state = nextState(record, "submit");
    if (!takesApplications(record.cohort.state))
      throw new ConflictError("applications:errors.not_recruiting");
    if (openTasks(factsOf(record)).length > 0)
      throw new ConflictError("applications:errors.incomplete");
    if (!(await hasAnswered(tx, record)))
      throw new ConflictError("applications:errors.incomplete");
    await tx
      .update(enrolments)
      .set({
        state,
        submittedAt: ctx.now,
        version: sql`${enrolments.version} + 1`,
      })
      .where(eq(enrolments.id, enrolmentId));
    await auditStep(tx, ctx, record, "submit");
    await queueMail(
      tx,
      "application_received",
      {
        address: ctx.actor.email,
        personId: ctx.actor.personId,
        locale: ctx.actor.locale,
      },
      {
        cohort: record.cohort.name,
        link: `${ctx.origin}/applications/${enrolmentId}`,
      },
    );
  });
}

/** Whether nothing that the cohort asks and needs is left open. */
async function hasAnswered(
  tx: Db,
  { enrolment, cohort }: EnrolmentRecord,
): Promise<boolean> {
  const of = { enrolmentId: enrolment.id, cohortId: cohort.id };
  const { isDone } = await questionState(tx, { ...of, role: enrolment.role });
  return isDone;
}

/**
 * Takes the actor's own application back; a pairing that waits or is under way must be ended first.
 *
 * @throws {NotFoundError} if it is not the actor's own
 * @throws {ConflictError} if it has ended already, or a pairing is live
 */
export async function withdrawApplication(
  ctx: Context,
  enrolmentId: string,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const record = await lockRecord(tx, ctx.actor, enrolmentId, "participant");
    if (await hasLivePairing(tx, enrolmentId))
      throw new ConflictError("applications:errors.pair_alive");
    await endEnrolment(tx, ctx, record);
  });
}

/** Withdraws a locked record. */
export async function endEnrolment(
  tx: Db,
  ctx: Context,
  record: EnrolmentRecord,
): Promise<void> {
  await tx
    .update(enrolments)
    .set({
      state: nextState(record, "withdraw"),
      version: sql`${enrolments.version} + 1`,
    })
    .where(eq(enrolments.id, record.enrolment.id));
  await auditStep(tx, ctx, record, "withdraw");
}

/** Where a step leads from the state of a record, or a conflict. */
export function nextState({ enrolment }: EnrolmentRecord, step: EnrolmentStep) {
  const verdict = stepEnrolment(enrolment.state, step);
  if (!verdict.ok) throw new ConflictError("enrolments:errors.step");
  return verdict.state;
}

/** A row in the audit for a step of an enrolment. */
export async function auditStep(
  tx: Db,
  ctx: Context,
  record: EnrolmentRecord,
  step: AuditVerb<"enrolment">,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await recordAudit(tx, ctx, {
    action: `enrolment.${step}`,
    subject: ["enrolment", record.enrolment.id],
    programmeId: record.programme.id,
    cohortId: record.cohort.id,
    details: { from: record.enrolment.state, ...details },
  });
}
