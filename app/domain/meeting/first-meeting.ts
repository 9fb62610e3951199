import type { CohortState } from "../cohort/lifecycle.ts";
import type { EnrolmentState } from "../enrolment/lifecycle.ts";

/** How one side found a first meeting. "avoid" rules the pair out, "prefer" speaks for it; the others change nothing. */
export const MEETING_RATINGS = ["prefer", "fine", "avoid", "not_met"] as const;
export type MeetingRating = (typeof MEETING_RATINGS)[number];

/** Where first meetings take place: at an event of the programme, or by video. */
export const MEETING_PLACES = ["event", "video"] as const;

/** What a cohort form says: no first meetings, or where. */
export const MEETING_MODES = ["off", ...MEETING_PLACES] as const;

/** Meetings of a mentee, and at most of a mentor. */
export const MEETINGS_PER_MENTEE = { least: 2, most: 4 } as const;
export const MEETINGS_PER_MENTOR = { least: 2, most: 8 } as const;

export interface MeetingTerms {
  readonly state: CohortState;
  readonly isOn: boolean;
  /** The last day for ratings, ISO date; null as long as the cohort is matched. */
  readonly ratedUntil: string | null;
}

/**
 * Whether first meetings may be proposed, sent, and rated now.
 *
 * @param today  ISO date in UTC
 */
export function meetingsAreOpen(
  { state, isOn, ratedUntil }: MeetingTerms,
  today: string,
): boolean {
  return (
    isOn && state === "matching" && (ratedUntil === null || today <= ratedUntil)
  );
}

/**
 * Whether somebody may say now how a meeting was: not before the event where it takes place.
 *
 * @param begins  first day of that event, ISO date; null by video
 * @param today   ISO date in UTC
 */
export function mayRate(
  terms: MeetingTerms,
  both: readonly EnrolmentState[],
  begins: string | null,
  today: string,
): boolean {
  return (
    meetingsAreOpen(terms, today) &&
    both.every((state) => state === "accepted") &&
    (begins === null || begins <= today)
  );
}
