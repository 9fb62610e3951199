/** The pairs a scan found, best first. */
export interface Hits {
  count: number;
  readonly mentor: Int32Array;
  readonly score: Int32Array;
  /** scale·score − price. */
  readonly net: Float64Array;
}

/** Room for `size` hits. */
export function hitsOf(size: number): Hits {
  return {
    count: 0,
    mentor: new Int32Array(size),
    score: new Int32Array(size),
    net: new Float64Array(size),
  };
}

/** Which pairs a search asks for. */
export interface PairQuery {
  /** Pairs with a lower score are not on offer. */
  readonly least: number;
  /** Only pairs whose scale·score − price is greater. */
  readonly above: number;
}

/** Searches at prices that stay as they were when it was made. A price of Infinity leaves the mentor out. */
export interface PricedScan {
  /**
   * Says which mentees will be asked about next, in this order, so that other threads can look ahead; changes no answer.
   *
   * @param least,above  by mentee, as in the queries to come
   * @param bestOnly  whether `best` will be asked, or `each`
   */
  announce?(
    mentees: Int32Array,
    least: Float64Array,
    above: Float64Array,
    bestOnly: boolean,
  ): void;
  /** The best pairs of a mentee, by (net, hash, mentor), at most `count`; not more than the hits can hold. */
  best(mentee: number, query: PairQuery, count: number, into: Hits): void;
  /**
   * All pairs of a mentee that the query asks for, in no particular order.
   *
   * @param mayMatter  asked before the score is: whether a pair can matter whose score is `most` at the most
   */
  each(
    mentee: number,
    query: PairQuery,
    visit: (mentor: number, score: number) => void,
    mayMatter?: (mentor: number, most: number) => boolean,
  ): void;
}
