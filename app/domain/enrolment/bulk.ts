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

/** Deeds that write to people and cannot be taken back: they are shown before they are done. */
export function asksFirst(deed: BulkDeed): boolean {
  return deed === "accept" || deed === "remind";
}

/** Whether a result changed something. */
export function isChange(outcome: BulkOutcome): boolean {
  return BULK_OUTCOMES.indexOf(outcome) < 5;
}
