import type { Factor } from "./factor";

/** Mentors whose bounds are computed together, and so the number of branches of every node of the tree. */
export const FAN_OUT = 16;

/**
 * Upper bounds of all scores in a form that a scan can walk: plain arrays, a few hundred bytes a mentor, never the matrix.
 *
 * Mentors stand in an order in which neighbours are alike. A column holds a byte for each, then the greatest of every 16
 * bytes, then of every 16 of those, and so on: a tree whose node bounds every mentor below it.
 */
export interface ScoreColumns {
  readonly mentees: number;
  /** Mentor position at each place of the bottom level; −1 fills up the last 16. */
  readonly mentorAt: Int32Array;
  /** Where each level begins within a column, the bottom first; each is filled up to a multiple of 16. */
  readonly levels: Int32Array;
  /** Bytes of a column. */
  readonly stride: number;
  readonly bytes: Uint8Array;
  /** How many terms a mentee has in a row below; the arrays are by factor. */
  readonly factors: number;
  readonly isMax: Uint8Array;
  readonly isRequired: Uint8Array;
  readonly cap: Int32Array;
  /** First term of mentee i and factor f at i·factors + f. */
  readonly termFrom: Int32Array;
  /** Where the column of a term begins in `bytes`. */
  readonly termColumn: Int32Array;
  readonly termTimes: Uint16Array;
  /** Basis points of the score per unit, by mentee and factor as `termFrom`. */
  readonly perUnit: Float64Array;
  /** Basis points of the score whatever the mentor, by mentee. */
  readonly base: Float64Array;
  /** Mentors whose score the columns may not bound, because somebody has a wish; most mentees have none. */
  readonly apart: ReadonlyMap<number, readonly number[]>;
}

/** A factor and the share of the score that its criterion has, 0 to 1. */
export interface WeightedFactor {
  readonly factor: Factor;
  readonly share: number;
}
