import type { CohortState } from "../cohort/lifecycle.ts";
import type { EnrolmentState } from "./lifecycle.ts";

/** Whether a cohort asks its people for wishes, and what they are shown of each other. */
export const WISH_MODES = ["off", "anonymous", "named"] as const;
export type WishMode = (typeof WISH_MODES)[number];

/** How somebody agreed to be shown to the other side. */
export const SHOWN_AS = ["anonymous", "named"] as const;
export type ShownAs = (typeof SHOWN_AS)[number];

/** How many people may be put in order. */
export const MOST_WISHES = 10;
/** How many may be ruled out. */
export const MOST_NEVERS = 20;

/** Which words were agreed to when somebody agreed to be shown. */
export const SHOWN_VERSION = "2026-11";

export interface WishTerms {
  readonly state: CohortState;
  readonly wishMode: WishMode;
  /** The last day, ISO date; null as long as the cohort recruits or is matched. */
  readonly wishesUntil: string | null;
}

/**
 * Whether wishes may be given or changed now.
 *
 * @param today  ISO date in UTC
 */
export function wishesAreOpen(
  cohort: WishTerms,
  enrolment: EnrolmentState,
  today: string,
): boolean {
  return (
    cohort.wishMode !== "off" &&
    enrolment === "accepted" &&
    (cohort.state === "recruiting" || cohort.state === "matching") &&
    (cohort.wishesUntil === null || today <= cohort.wishesUntil)
  );
}

/** Whether what somebody agreed to covers how the cohort shows people now; who agreed to their name agreed to less. */
export function mayBeShown(mode: WishMode, agreed: ShownAs | null): boolean {
  if (mode === "off" || agreed === null) return false;
  return mode === "anonymous" || agreed === "named";
}

/** One person's wishes, by the ids of others: the favourite first, and whom they would rather not work with. */
export interface WishLists {
  readonly ranked: readonly string[];
  readonly never: readonly string[];
}

export const WISH_DEEDS = ["add", "up", "down", "remove", "never"] as const;
export type WishDeed = (typeof WISH_DEEDS)[number];

export type WishVerdict =
  | { ok: true; lists: WishLists }
  | { ok: false; reason: "wishes:errors.full" | "wishes:errors.never_full" };

/** The lists after a deed about one other person. A deed that changes nothing is allowed. */
export function changeWishes(
  { ranked, never }: WishLists,
  deed: WishDeed,
  other: string,
): WishVerdict {
  const others = (list: readonly string[]) => list.filter((id) => id !== other);
  switch (deed) {
    case "add":
      if (ranked.includes(other)) return kept(ranked, never);
      if (ranked.length >= MOST_WISHES)
        return { ok: false, reason: "wishes:errors.full" };
      return kept([...ranked, other], others(never));
    case "never":
      if (never.includes(other)) return kept(ranked, never);
      if (never.length >= MOST_NEVERS)
        return { ok: false, reason: "wishes:errors.never_full" };
      return kept(others(ranked), [...never, other]);
    case "remove":
      return kept(others(ranked), others(never));
    case "up":
      return kept(moved(ranked, other, -1), never);
    case "down":
      return kept(moved(ranked, other, 1), never);
  }
}

function kept(
  ranked: readonly string[],
  never: readonly string[],
): WishVerdict {
  return { ok: true, lists: { ranked, never } };
}

function moved(
  list: readonly string[],
  id: string,
  by: -1 | 1,
): readonly string[] {
  const from = list.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= list.length) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, id);
}
