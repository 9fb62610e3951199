import { type Market, openMarket } from "./market";
import { type PairScan, scanPairs } from "./pair-scan";
import { forAll, menteesWhere, sweepEach } from "./sweep";
import type { MatchingProblem, SolvedPair } from "./types";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/**
 * Counts the pairs who would both rather have each other: allowed, at least the minimum score, not paired, and each has a
 * free place or ranks the other above the worst of the own partners. Both rank by score, then by id (code points).
 * A pinned partner is not given up.
 *
 * @param pairs the pairs of a result of this problem
 * @throws {RangeError} if the problem is not well formed
 * Cost: one pass over all pairs.
 */
export function countBlockingPairs(
  problem: MatchingProblem,
  pairs: readonly SolvedPair[],
): number {
  const market = openMarket(problem);
  return blockingPairs(market, scanPairs(market), pairs);
}

/** The same for a market that is open already. */
export function blockingPairs(
  market: Market,
  scan: PairScan,
  pairs: readonly SolvedPair[],
): number {
  const { least, partners } = leastWelcome(market, pairs);
  let blocking = 0;
  // what a mentor demands is taken for a price: score ≥ demand is score − demand > −1
  const demands = Float64Array.from(least.ofMentor, ({ score }) => score);
  const priced = scan.priced(1, demands);
  const isBetter = (i: number, j: number, score: number): boolean =>
    isPreferred(score, j, least.ofMentee[i]!) &&
    isPreferred(score, i, least.ofMentor[j]!);
  sweepEach(
    {
      priced,
      mentees: menteesWhere(
        market.mentees,
        (i) => least.ofMentee[i] !== NOBODY,
      ),
      least: Float64Array.from(least.ofMentee, ({ score }) =>
        Math.max(market.problem.minimumScore, score),
      ),
      above: forAll(market.mentees, -1),
    },
    (i, j, score) => {
      if (isBetter(i, j, score) && !partners[i]!.includes(j)) blocking++;
    },
    { mayMatter: isBetter },
  );
  return blocking;
}

/** The partner somebody would give up first: the score, and the canonical position of the other. */
interface Weakest {
  readonly score: number;
  readonly position: number;
}

/** Somebody with a free place would take anyone. */
const ANYONE: Weakest = { score: -1, position: 0 };
/** Somebody with no place to give, or only pinned partners, takes nobody. */
const NOBODY: Weakest = { score: Infinity, position: 0 };

function isPreferred(score: number, position: number, to: Weakest): boolean {
  return score > to.score || (score === to.score && position < to.position);
}

function leastWelcome(market: Market, pairs: readonly SolvedPair[]) {
  const menteeRank = inverse(market.menteeAt);
  const mentorRank = inverse(market.mentorAt);
  const partners = Array.from(market.wanted, () => [] as number[]);
  const ofMentee: Weakest[][] = Array.from(market.wanted, () => []);
  const ofMentor: Weakest[][] = Array.from(market.free, () => []);
  for (const { mentee, mentor, score, pinned } of pairs) {
    const [i, j] = [menteeRank[mentee]!, mentorRank[mentor]!];
    partners[i]!.push(j);
    if (pinned) continue;
    ofMentee[i]!.push({ score, position: j });
    ofMentor[j]!.push({ score, position: i });
  }
  const least = {
    ofMentee: ofMentee.map((own, i) => weakest(own, market.wanted[i]!)),
    ofMentor: ofMentor.map((own, j) => weakest(own, market.free[j]!)),
  };
  return { least, partners };
}

function weakest(own: readonly Weakest[], places: number): Weakest {
  if (own.length < places) return ANYONE;
  return own.reduce(
    (worst, one) =>
      isPreferred(worst.score, worst.position, one) ? one : worst,
    NOBODY,
  );
}

function inverse(order: Int32Array): Int32Array {
  const ranks = new Int32Array(order.length);
  order.forEach((position, rank) => (ranks[position] = rank));
  return ranks;
}
