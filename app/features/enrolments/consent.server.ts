import type { Db } from "db/client.ts";
import { consents } from "db/schema/index.ts";
import { and, eq, isNull } from "drizzle-orm";
import { CONSENT_VERSION } from "~/domain/enrolment/application.ts";
import { stepEnrolment } from "~/domain/enrolment/lifecycle.ts";
import type { Locale } from "~/i18n/locales.ts";
import { type AuditAction, recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { endEnrolment } from "./commands.server.ts";
import {
  hasLivePairing,
  lockRecord,
  type EnrolmentRecord,
} from "./record.server.ts";

/**
 * Writes down the actor's consent to the current text, in the language in which they read it.
 *
 * @throws {NotFoundError} if it is not the actor's own
 * @throws {ConflictError} if the application has ended
 */
export async function giveConsent(
  ctx: Context,
  enrolmentId: string,
  locale: Locale,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const record = await lockRecord(tx, ctx.actor, enrolmentId, "participant");
    if (["rejected", "withdrawn"].includes(record.enrolment.state))
      throw new ConflictError("applications:errors.not_editable");
    if (record.consentVersion === CONSENT_VERSION) return;
    await endConsents(tx, ctx, enrolmentId);
    await tx.insert(consents).values({
      enrolmentId,
      textVersion: CONSENT_VERSION,
      locale,
      givenAt: ctx.now,
    });
    await auditConsent(tx, ctx, record, "consent.give");
  });
}

/**
 * Takes consent back, at any time and with one button. The application goes with it, unless a
 * pairing is live: then the coordinators see that consent is gone and end the pairing with the person.
 *
 * @throws {NotFoundError} if it is not the actor's own
 */
export async function withdrawConsent(
  ctx: Context,
  enrolmentId: string,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const record = await lockRecord(tx, ctx.actor, enrolmentId, "participant");
    await endConsents(tx, ctx, enrolmentId);
    await auditConsent(tx, ctx, record, "consent.withdraw");
    const { state } = record.enrolment;
    if (state === "draft" || !stepEnrolment(state, "withdraw").ok) return;
    if (!(await hasLivePairing(tx, enrolmentId)))
      await endEnrolment(tx, ctx, record);
  });
}

async function endConsents(
  tx: Db,
  ctx: Context,
  enrolmentId: string,
): Promise<void> {
  await tx
    .update(consents)
    .set({ withdrawnAt: ctx.now })
    .where(
      and(eq(consents.enrolmentId, enrolmentId), isNull(consents.withdrawnAt)),
    );
}

async function auditConsent(
  tx: Db,
  ctx: Context,
  record: EnrolmentRecord,
  action: AuditAction,
): Promise<void> {
  await recordAudit(tx, ctx, {
    action,
    subject: ["enrolment", record.enrolment.id],
    programmeId: record.programme.id,
    cohortId: record.cohort.id,
    details: { version: record.consentVersion ?? CONSENT_VERSION },
  });
}
