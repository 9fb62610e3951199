import type { Market } from "./market";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Up to 10,000 × 10,000 scores (200 MB) are kept; above that they are computed again at every scan. */
const KEPT_PAIRS = 100_000_000;

/** The pairs a scan found, best first. */
export interface Hits {
  count: number;
  readonly mentor: Int32Array;
  readonly score: Int32Array;
  /** scale·score − price. */
  readonly net: Float64Array;
}

interface ScanQuery {
  readonly scale: number;
  readonly prices: Float64Array;
  /** Pairs with a lower score are not on offer. */
  readonly least: number;
  /** Only pairs whose scale·score − price is greater. */
  readonly above: number;
  /** At most so many, the best by (net, hash, mentor); not more than the hits can hold. */
  readonly count: number;
}

/**
 * All that the solver asks of the scores, in canonical positions. A faster scan (blocks, WebAssembly) can stand in for
 * the one below as long as it finds exactly the same pairs. A pinned pair counts as not on offer (−1).
 */
export interface PairScan {
  score(mentee: number, mentor: number): number;
  /** All scores of a mentee; valid until the next call. */
  row(mentee: number): Int16Array;
  best(mentee: number, query: ScanQuery, into: Hits): void;
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

/**
 * A scan over `problem.score`. Cost: one call per pair when they fit into memory, else one per pair and scan.
 *
 * @throws {RangeError} (from `row`, `best`) if a score is not whole or not −1 to 10,000
 */
export function scanPairs(market: Market): PairScan {
  const { mentees, mentors } = market;
  const keep = mentees * mentors <= KEPT_PAIRS;
  const kept = new Int16Array(keep ? mentees * mentors : mentors);
  const known = new Uint8Array(keep ? mentees : 0);
  const row = (mentee: number): Int16Array => {
    const from = keep ? mentee * mentors : 0;
    const scores = kept.subarray(from, from + mentors);
    if (known[mentee] === 1) return scores;
    fillRow(market, mentee, scores);
    if (keep) known[mentee] = 1;
    return scores;
  };
  return {
    row,
    score: (mentee, mentor) =>
      known[mentee] === 1
        ? kept[mentee * mentors + mentor]!
        : scoreOf(market, mentee, mentor),
    best: (mentee, query, into) => bestOfRow(row(mentee), mentee, query, into),
  };
}

function scoreOf(market: Market, mentee: number, mentor: number): number {
  if (market.pinsOf.get(mentee)?.includes(mentor)) return -1;
  return market.problem.score(
    market.menteeAt[mentee]!,
    market.mentorAt[mentor]!,
  );
}

function fillRow(market: Market, mentee: number, into: Int16Array): void {
  const { problem, mentorAt } = market;
  const position = market.menteeAt[mentee]!;
  for (let j = 0; j < into.length; j++) {
    const score = problem.score(position, mentorAt[j]!);
    if (score < -1 || score > 10_000 || !Number.isInteger(score))
      throw new RangeError(`score out of range: ${score}`);
    into[j] = score;
  }
  for (const pinned of market.pinsOf.get(mentee) ?? []) into[pinned] = -1;
}

function bestOfRow(
  row: Int16Array,
  mentee: number,
  query: ScanQuery,
  into: Hits,
): void {
  const { scale, prices, least, count } = query;
  let cut = query.above;
  into.count = 0;
  for (let j = 0; j < row.length; j++) {
    const score = row[j]!;
    if (score < least) continue;
    const net = scale * score - prices[j]!;
    if (net < cut || (net === cut && !beatsLast(into, count, mentee, j)))
      continue;
    insert(into, count, mentee, j, score, net);
    if (into.count === count) cut = into.net[count - 1]!;
  }
}

/** At the cut: nothing passes until the list is full, then whoever comes first in the order of ties. */
function beatsLast(
  hits: Hits,
  count: number,
  mentee: number,
  mentor: number,
): boolean {
  return (
    hits.count === count && comesFirst(mentee, mentor, hits.mentor[count - 1]!)
  );
}

function insert(
  hits: Hits,
  count: number,
  mentee: number,
  mentor: number,
  score: number,
  net: number,
): void {
  let at = hits.count < count ? hits.count++ : count - 1;
  while (at > 0 && isBehind(hits, at - 1, mentee, mentor, net)) {
    hits.mentor[at] = hits.mentor[at - 1]!;
    hits.score[at] = hits.score[at - 1]!;
    hits.net[at] = hits.net[at - 1]!;
    at--;
  }
  hits.mentor[at] = mentor;
  hits.score[at] = score;
  hits.net[at] = net;
}

function isBehind(
  hits: Hits,
  at: number,
  mentee: number,
  mentor: number,
  net: number,
): boolean {
  return (
    hits.net[at]! < net ||
    (hits.net[at] === net && comesFirst(mentee, mentor, hits.mentor[at]!))
  );
}

/** Equal offers are told apart by a hash of the pair, or equal mentees would all be given the same few mentors. */
function comesFirst(mentee: number, mentor: number, other: number): boolean {
  const difference = pairHash(mentee, mentor) - pairHash(mentee, other);
  return difference < 0 || (difference === 0 && mentor < other);
}

function pairHash(mentee: number, mentor: number): number {
  let hash =
    Math.imul(mentee + 1, 0x9e3779b1) ^ Math.imul(mentor + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}
