import type { AccountStep } from "./inputs.ts";

/** The steps that an account allows; administer.server.ts refuses the others. */
export function stepsFor(account: {
  readonly state: "active" | "invited" | "unconfirmed" | "deactivated";
  readonly isAdministrator: boolean;
  readonly isYou: boolean;
  /** Invented people have no mailbox. */
  readonly isSample: boolean;
}): AccountStep[] {
  const { state, isAdministrator, isYou, isSample } = account;
  if (state === "deactivated")
    return isAdministrator
      ? ["reactivate", "end_administrator"]
      : ["reactivate"];
  const steps: AccountStep[] = [];
  if (state === "invited" && !isSample) steps.push("resend_invitation");
  if (state === "unconfirmed" && !isSample) steps.push("resend_confirmation");
  if (!isAdministrator) steps.push("make_administrator");
  if (isAdministrator && !isYou) steps.push("end_administrator");
  if (!isYou) steps.push("deactivate");
  return steps;
}
