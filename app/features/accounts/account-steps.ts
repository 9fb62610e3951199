import type { AccountStep } from "./inputs.ts";

interface Account {
  readonly state: "active" | "invited" | "unconfirmed" | "deactivated";
  readonly isAdministrator: boolean;
  readonly isYou: boolean;
  /** Invented people have no mailbox. */
  readonly isSample: boolean;
}

/** When a step is offered; administer.server.ts refuses the others. In the order they are shown. */
const OFFERED: readonly (readonly [AccountStep, (of: Account) => boolean])[] = [
  ["reactivate", ({ state }) => state === "deactivated"],
  ["resend_invitation", (of) => of.state === "invited" && !of.isSample],
  ["resend_confirmation", (of) => of.state === "unconfirmed" && !of.isSample],
  [
    "make_administrator",
    (of) => !of.isAdministrator && of.state !== "deactivated",
  ],
  ["end_administrator", (of) => of.isAdministrator && !of.isYou],
  ["deactivate", (of) => of.state !== "deactivated" && !of.isYou],
];

/** The steps that an account allows. */
export function stepsFor(account: Account): AccountStep[] {
  return OFFERED.flatMap(([step, isOffered]) =>
    isOffered(account) ? [step] : [],
  );
}
