import type { Likeness } from "../scoring/likeness";
import type { ScoreColumns } from "../scoring/score-columns";
import type { Evenness, Side } from "./settings";

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
  /** Upper bounds of `score` for a quick scan (columns.ts); without them every pair is scored. */
  readonly columns?: (() => ScoreColumns) | undefined;
  /** People who say the same, if there are many: a scan then scores one of them for all (likeness.ts). */
  readonly likeness?: (() => Likeness | null) | undefined;
  /** Fixed pairs by position: above hard rules and the minimum score; `score` of a forbidden pin is given in `pinScores`. */
  readonly pins: readonly (readonly [mentee: number, mentor: number])[];
  /** The unforbidden score of each pin, in the order of `pins`. */
  readonly pinScores: readonly number[];
  /** Pairs below it are not proposed. 0 to 10,000. */
  readonly minimumScore: number;
  readonly objective: Objective;
  /** The worst unpinned pair as good as possible, before the sum counts. Always so for `fairest`; not for `stable`. */
  readonly floor?: boolean;
  /** Weights of the sum (evenness.ts); 0 by default. */
  readonly evenness?: Evenness;
  /** Who proposes under `stable`; the mentees by default. */
  readonly proposing?: Side;
  /** Not for `stable`. */
  readonly quotas?: readonly PairQuota[];
}

/** Bounds on the number of pairs, pins included, with certain people of one side. */
export interface PairQuota {
  readonly side: Side;
  /** Positions in the problem, each once. */
  readonly members: readonly number[];
  /** Whole, 0 or more. */
  readonly atLeast: number;
  /** Whole, or null without an upper bound. */
  readonly atMost: number | null;
}

export interface SolvedPair {
  readonly mentee: number;
  readonly mentor: number;
  readonly score: number;
  readonly pinned: boolean;
}

/** Dual values, by input position; see verify.ts for what they must satisfy. */
export interface DualValues {
  readonly menteeValue: readonly number[];
  readonly mentorPrice: readonly number[];
  /** In the order of the quotas: above 0 where the upper bound holds the result back, below 0 where the lower one does. */
  readonly quotaPrice?: readonly number[];
}

/**
 * What a result claims besides its sum. `ties` (objective `total`): no other pairs of the same total serve more people, or
 * as many and more places. `places` (with a floor): no pairs fill more places than can be filled from the floor on.
 * `floor`: nor as many with a better worst pair.
 */
export type SideClaim = "ties" | "places" | "floor";

/** Dual values that prove the result; see verify.ts for what they must satisfy. */
export interface Certificate extends DualValues {
  /** The value of the result in the weights of its objective (weights.ts): for `total` the total itself. */
  readonly primal: number;
  /** No result can have a greater value than this; equal to `primal`, unless quotas overlap (quotas.ts). */
  readonly dual: number;
  /** Every mentee with every mentor. */
  readonly pairsChecked: number;
  readonly violations: number;
  readonly sideProofs: readonly (DualValues & { readonly claim: SideClaim })[];
  /** `total` with a floor: pairs at or above the floor, pins aside, that fill as many places as can be filled at all. */
  readonly floorWitness?: readonly (readonly [
    mentee: number,
    mentor: number,
  ])[];
}

export type UnmatchedCause =
  | "no_allowed_mentor"
  | "below_minimum"
  | "mentors_full"
  | "would_lower_total"
  | "quota";

export interface MatchingResult {
  readonly objective: Objective;
  /** Sorted by mentee id, then mentor id, in code point order. */
  readonly pairs: readonly SolvedPair[];
  /** Mentees with at least one mentor. */
  readonly matched: number;
  readonly total: number;
  readonly worst: number | null;
  /** The score that no unpinned pair is below because the worst pair comes first; null where it does not. */
  readonly floor: number | null;
  readonly unmatched: readonly {
    readonly mentee: number;
    readonly cause: UnmatchedCause;
  }[];
  /** null for `stable`, which is not an optimum of a sum. */
  readonly certificate: Certificate | null;
  /** Pairs who would both rather have each other. */
  readonly blockingPairs: number;
}
