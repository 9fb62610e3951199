import type { Db } from "db/client.ts";
import { enrolments } from "db/schema/index.ts";
import { eq, sql } from "drizzle-orm";
import type { EnrolmentState } from "~/domain/enrolment/lifecycle.ts";
import { isLocale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import { auditStep, nextState } from "./commands.server.ts";
import type { DecisionInput } from "./inputs.ts";
import { queueJoiners } from "./queue-joiners.server.ts";
import {
  hasLivePairing,
  lockRecord,
  type EnrolmentRecord,
} from "./record.server.ts";

/**
 * Accepts an application, puts it on the reserve list, or turns it down with a reason; the person is
 * told in their language.
 *
 * @throws {NotFoundError} if there is no such enrolment in the actor's programmes
 * @throws {ConflictError} if its state does not allow the step, the cohort is closed, or a pairing is live
 */
export async function decideEnrolment(
  ctx: Context,
  enrolmentId: string,
  input: DecisionInput,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const record = await lockRecord(tx, ctx.actor, enrolmentId, "coordinator");
    if (record.cohort.state === "closed")
      throw new ConflictError("applications:errors.closed");
    const leaves = record.enrolment.state === "accepted";
    if (leaves && (await hasLivePairing(tx, enrolmentId)))
      throw new ConflictError("enrolments:errors.pair_alive");
    await writeDecision(tx, ctx, record, input);
    if (input.step === "accept") await queueJoiners(tx, record.cohort.id);
  });
}

/**
 * Keeps a note that only coordinators read; an empty one takes it away.
 *
 * @throws {NotFoundError} if there is no such enrolment in the actor's programmes
 */
export async function noteEnrolment(
  ctx: Context,
  enrolmentId: string,
  note: string | null,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const record = await lockRecord(tx, ctx.actor, enrolmentId, "coordinator");
    await tx
      .update(enrolments)
      .set({ coordinatorNote: note })
      .where(eq(enrolments.id, enrolmentId));
    await auditStep(tx, ctx, record, "note");
  });
}

/** Writes a decision on a locked record and tells the person, or refuses with a conflict. */
export async function writeDecision(
  tx: Db,
  ctx: Context,
  record: EnrolmentRecord,
  input: DecisionInput,
): Promise<void> {
  const state = nextState(record, input.step);
  const reason = state === "rejected" ? (input.reason ?? "other") : null;
  await tx
    .update(enrolments)
    .set({
      state,
      decidedAt: ctx.now,
      decidedBy: ctx.actor.personId,
      rejectionReason: reason,
      decisionMessage: input.message ?? null,
      version: sql`${enrolments.version} + 1`,
    })
    .where(eq(enrolments.id, record.enrolment.id));
  await auditStep(tx, ctx, record, input.step, reason ? { reason } : {});
  await tellDecision(tx, ctx, record, state, { ...input, reason });
}

/** People who came by a file hear nothing until they were invited and came. */
async function tellDecision(
  tx: Db,
  ctx: Context,
  { email, hasPassword, person, cohort, enrolment }: EnrolmentRecord,
  state: EnrolmentState,
  input: { reason: DecisionInput["reason"] | null; message?: string },
): Promise<void> {
  if (email === null || !hasPassword) return;
  const locale = isLocale(person.locale) ? person.locale : "en";
  const t = translator(locale, "enrolments");
  const reason = input.reason ? t(`reason_text.${input.reason}`) : "";
  await queueMail(
    tx,
    "application_decided",
    { address: email, personId: person.id, locale },
    {
      cohort: cohort.name,
      state,
      message: [reason, input.message ?? ""].filter(Boolean).join("\n\n"),
      link:
        state === "rejected"
          ? `${ctx.origin}/home`
          : `${ctx.origin}/applications/${enrolment.id}`,
    },
  );
}
