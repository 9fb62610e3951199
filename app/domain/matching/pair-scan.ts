import type { ColumnSearchMaker } from "../scoring/column-search";
import { columnScan } from "./column-scan";
import { offer } from "./best-hits";
import { scoresOfKinds } from "./kind-scores";
import type { Market } from "./market";
import type { Hits, PairQuery, PricedScan } from "./priced-scan";

export { hitsOf, type PricedScan } from "./priced-scan";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Up to 16 million scores (32 MB) are kept where columns can bound them, above that they are computed when asked for. */
const KEPT_BESIDE_COLUMNS = 16_000_000;
/** Without columns up to 10,000 × 10,000 scores (200 MB) are kept; above that they are computed again at every scan. */
const KEPT_PAIRS = 100_000_000;
/** Fewer pairs are looked at one by one: laying out columns would take longer. */
const FEW_PAIRS = 200_000;

interface ScanQuery extends PairQuery {
  readonly scale: number;
  readonly prices: Float64Array;
  /** At most so many, the best by (net, hash, mentor); not more than the hits can hold. */
  readonly count: number;
}

/**
 * All that the solver asks of the scores, in canonical positions. Whatever the way of looking (row by row, columns,
 * WebAssembly), exactly the same pairs are found. A pinned pair counts as not on offer (−1).
 */
export interface PairScan {
  readonly score: (mentee: number, mentor: number) => number;
  /** All scores of a mentee; valid until the next call. */
  readonly row: (mentee: number) => Int16Array;
  /** One search; for many at the same prices ask `priced`. */
  readonly best: (mentee: number, query: ScanQuery, into: Hits) => void;
  /** Takes down the prices for many searches. */
  readonly priced: (scale: number, prices: Float64Array) => PricedScan;
}

/**
 * A scan over `problem.score`, through the columns of the problem where it has any and is large enough.
 *
 * @param makeSearch how bounds are computed from columns; in plain TypeScript by default
 * @throws {RangeError} (from all but `score`) if a score is not whole or out of range
 * Cost: one call of `score` per pair when they fit into memory, else one per pair and scan; with columns see column-scan.ts.
 */
export function scanPairs(
  market: Market,
  makeSearch?: ColumnSearchMaker,
): PairScan {
  const rows = rowScan(market);
  const { columns } = market.problem;
  if (columns === undefined || market.mentees * market.mentors <= FEW_PAIRS)
    return rows;
  const score = scoresOfKinds(market, rows.score) ?? rows.score;
  const priced = columnScan(market, columns(), score, makeSearch);
  return {
    ...rows,
    score,
    priced,
    best: (mentee, { scale, prices, count, ...query }, into) =>
      priced(scale, prices).best(mentee, query, count, into),
  };
}

/** Looks at every pair. */
export function rowScan(market: Market): PairScan {
  const { row, score } = keptRows(market);
  const priced = (scale: number, prices: Float64Array): PricedScan => {
    const own = prices.slice();
    return {
      best: (mentee, query, count, into) =>
        bestOfRow(
          row(mentee),
          mentee,
          { ...query, scale, prices: own, count },
          into,
        ),
      each: (mentee, query, visit) =>
        eachOfRow(row(mentee), { ...query, scale, prices: own }, visit),
    };
  };
  return {
    row,
    score,
    best: (mentee, query, into) => bestOfRow(row(mentee), mentee, query, into),
    priced,
  };
}

function keptRows(market: Market): Pick<PairScan, "row" | "score"> {
  const { mentees, mentors, problem } = market;
  const limit = problem.columns ? KEPT_BESIDE_COLUMNS : KEPT_PAIRS;
  const keep = mentees * mentors <= limit;
  let kept: Int16Array | null = null;
  const known = new Uint8Array(keep ? mentees : 0);
  return {
    row: (mentee) => {
      kept ??= new Int16Array(keep ? mentees * mentors : mentors);
      const from = keep ? mentee * mentors : 0;
      const scores = kept.subarray(from, from + mentors);
      if (known[mentee] === 1) return scores;
      fillRow(market, mentee, scores);
      if (keep) known[mentee] = 1;
      return scores;
    },
    score: (mentee, mentor) =>
      known[mentee] === 1 && kept !== null
        ? kept[mentee * mentors + mentor]!
        : scoreOf(market, mentee, mentor),
  };
}

function scoreOf(market: Market, mentee: number, mentor: number): number {
  if (market.pinsOf.size > 0 && market.pinsOf.get(mentee)?.includes(mentor))
    return -1;
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
    if (score < -1 || score > market.top || !Number.isInteger(score))
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
  const { scale, prices, least, count, above } = query;
  let cut = above;
  into.count = 0;
  for (let j = 0; j < row.length; j++) {
    const score = row[j]!;
    if (score < least || score < 0) continue;
    const net = scale * score - prices[j]!;
    if (net > above && net >= cut)
      cut = offer(into, count, above, mentee, j, score, net);
  }
}

function eachOfRow(
  row: Int16Array,
  { scale, prices, least, above }: Omit<ScanQuery, "count">,
  visit: (mentor: number, score: number) => void,
): void {
  for (let j = 0; j < row.length; j++) {
    const score = row[j]!;
    if (score >= least && score >= 0 && scale * score - prices[j]! > above)
      visit(j, score);
  }
}
