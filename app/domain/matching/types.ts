/** What the solver is asked and what it answers. Everything is by position; ids serve order and ties only. */

export const OBJECTIVES = ["coverage", "total", "fairest", "stable"] as const;
export type Objective = (typeof OBJECTIVES)[number];

export interface MatchingProblem {
  /** Ids in input order; the solver puts them into code point order itself, so that the order of rows never matters. */
  readonly menteeIds: readonly string[];
  readonly mentorIds: readonly string[];
  /** Places wanted per mentee, 1 or 2. */
  readonly demand: Uint8Array;
  /** Places offered per mentor, 0 or more. */
  readonly capacity: Int32Array;
  /** Whole basis points 0 to 10,000, or −1 where the pair is forbidden. Pure; called for every pair. */
  score(mentee: number, mentor: number): number;
  /** Fixed pairs by position: above hard rules and the minimum score; `score` of a forbidden pin is given in `pinScores`. */
  readonly pins: readonly (readonly [mentee: number, mentor: number])[];
  /** The unforbidden score of each pin, in the order of `pins`. */
  readonly pinScores: readonly number[];
  /** Pairs below it are not proposed. 0 to 10,000. */
  readonly minimumScore: number;
  readonly objective: Objective;
}

export interface SolvedPair {
  readonly mentee: number;
  readonly mentor: number;
  readonly score: number;
  readonly pinned: boolean;
}

/** Dual values that prove the result; see verify.ts for what they must satisfy. */
export interface Certificate {
  readonly primal: number;
  readonly dual: number;
  readonly pairsChecked: number;
  readonly violations: number;
  readonly menteeValue: readonly number[];
  readonly mentorPrice: readonly number[];
}

export type UnmatchedCause = "no_allowed_mentor" | "below_minimum" | "mentors_full" | "would_lower_total";

export interface MatchingResult {
  readonly objective: Objective;
  /** Sorted by mentee id, then mentor id, in code point order. */
  readonly pairs: readonly SolvedPair[];
  /** Mentees with at least one mentor. */
  readonly matched: number;
  readonly total: number;
  readonly worst: number | null;
  readonly unmatched: readonly { readonly mentee: number; readonly cause: UnmatchedCause }[];
  /** null for `stable`, which is not an optimum of a sum. */
  readonly certificate: Certificate | null;
  /** Pairs who would both rather have each other. */
  readonly blockingPairs: number;
}
