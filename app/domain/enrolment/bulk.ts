import { stepEnrolment, type EnrolmentState } from "./lifecycle.ts";

/** What can be done to many people of a cohort at once. */
export const BULK_DEEDS = ["accept", "remind", "tag", "untag"] as const;
export type BulkDeed = (typeof BULK_DEEDS)[number];

export const BULK_STATES = ["asked", "done", "undone"] as const;

/** What a deed comes to for one person; the first five change something. */
export const BULK_OUTCOMES = [
  "accepted",
  "reminded",
  "invited",
  "tagged",
  "untagged",
  "incomplete",
  "not_waiting",
  "nothing_open",
  "reminded_today",
  "no_address",
  "same",
  "gone",
] as const;
export type BulkOutcome = (typeof BULK_OUTCOMES)[number];

/** How many people one deed takes at most: each of them is locked, written to and recorded in one transaction. */
export const MOST_AT_ONCE = 200;

/** What the outcome for one person depends on. */
export interface BulkFacts {
  readonly state: EnrolmentState;
  /** No page of the application misses anything. */
  readonly isComplete: boolean;
  /** The person could do something now: send the application, or fill in a page that is still theirs. */
  readonly hasOpenTasks: boolean;
  /** `none` without an address, `invited` without a password yet. */
  readonly access: "none" | "invited" | "ready";
  readonly remindedToday: boolean;
  readonly hasTag: boolean;
}

/** Deeds that write to people and cannot be taken back: they are shown before they are done. */
export function asksFirst(deed: BulkDeed): boolean {
  return deed === "accept" || deed === "remind";
}

/** Whether a result changed something. */
export function isChange(outcome: BulkOutcome): boolean {
  return BULK_OUTCOMES.indexOf(outcome) < 5;
}

/** What a deed comes to for somebody; the same answer is the preview and guards the write. */
export function bulkOutcome(deed: BulkDeed, facts: BulkFacts): BulkOutcome {
  if (deed === "tag") return facts.hasTag ? "same" : "tagged";
  if (deed === "untag") return facts.hasTag ? "untagged" : "same";
  return deed === "accept" ? acceptance(facts) : reminder(facts);
}

/** Who was turned down is accepted one by one, on second thoughts. */
function acceptance({ state, isComplete }: BulkFacts): BulkOutcome {
  const waits = state !== "rejected" && stepEnrolment(state, "accept").ok;
  if (!waits) return "not_waiting";
  return isComplete ? "accepted" : "incomplete";
}

function reminder(facts: BulkFacts): BulkOutcome {
  const { state, access, hasOpenTasks, remindedToday } = facts;
  if (state === "rejected" || state === "withdrawn") return "nothing_open";
  if (access === "none") return "no_address";
  if (access === "ready" && !hasOpenTasks) return "nothing_open";
  if (remindedToday) return "reminded_today";
  return access === "invited" ? "invited" : "reminded";
}
