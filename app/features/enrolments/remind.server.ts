import type { Db } from "db/client.ts";
import { enrolments } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { editableTasks, openTasks } from "~/domain/enrolment/application.ts";
import type { BulkOutcome } from "~/domain/enrolment/bulk.ts";
import {
  findAccount,
  mailbox,
  sendInvitation,
} from "~/features/accounts/invitations.server.ts";
import type { Context } from "~/lib/context.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import { auditStep } from "./commands.server.ts";
import { factsOf, type EnrolmentRecord } from "./record.server.ts";

/**
 * Reminds somebody of what is open: with the invitation again if they never came, else with what is left to fill in.
 * The caller holds the row and knows that nobody was reminded today.
 *
 * @returns what was done; `no_address` if the account cannot be used
 */
export async function remind(
  tx: Db,
  ctx: Context,
  record: EnrolmentRecord,
  foreseen: BulkOutcome,
): Promise<BulkOutcome> {
  const { enrolment, cohort, programme } = record;
  const account = record.email ? await findAccount(tx, record.email) : null;
  if (!account || account.deactivatedAt !== null) return "no_address";
  const isInvitation = foreseen === "invited";
  if (isInvitation)
    await sendInvitation(tx, ctx, account, {
      programme: programme.name,
      role: enrolment.role,
    });
  else
    await queueMail(tx, "application_reminder", mailbox(account), {
      cohort: cohort.name,
      open: leftFor(record),
      link: `${ctx.origin}/applications/${enrolment.id}`,
    });
  await tx
    .update(enrolments)
    .set({ remindedAt: ctx.now })
    .where(eq(enrolments.id, enrolment.id));
  await auditStep(tx, ctx, record, isInvitation ? "invite" : "remind");
  return foreseen;
}

/** How many pages wait for this person. */
function leftFor(record: EnrolmentRecord): number {
  const theirs = editableTasks(record.enrolment.state);
  return openTasks(factsOf(record)).filter((task) => theirs.includes(task))
    .length;
}
