import type { Context } from "~/lib/context.ts";
import {
  checkForm,
  formOf,
  refuseForm,
  type FormState,
} from "~/lib/forms.server.ts";
import { InviteInput } from "./inputs.ts";
import { inviteToCohort, inviteWaiting } from "./invite.server.ts";

/**
 * Invites as the form says: the people of its lines, or everybody in the cohort who waits for it.
 *
 * @returns the form with what is wrong, or null when the mails are queued
 */
export async function saveInvitations(
  ctx: Context,
  request: Request,
  cohortId: string,
): Promise<FormState | null> {
  const sent = await formOf(request);
  if (sent.get("step") === "waiting") {
    await inviteWaiting(ctx, cohortId);
    return null;
  }
  const form = checkForm(sent, InviteInput);
  if (!form.ok) return form.form;
  const key = await inviteToCohort(ctx, cohortId, form.value);
  return key === null ? null : refuseForm(sent, "people", key);
}
