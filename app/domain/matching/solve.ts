import { blockingPairs } from "./blocking";
import type { CandidateGraph } from "./candidate-graph";
import { byPosition, certify, type Duals, type Outcome } from "./certify";
import { findFloor } from "./fairest";
import { type Market, openMarket } from "./market";
import { optimise } from "./optimise";
import { type PairScan, scanPairs } from "./pair-scan";
import type { SolveOptions } from "./progress";
import { matchStably } from "./stable";
import type {
  Certificate,
  MatchingProblem,
  MatchingResult,
  SolvedPair,
} from "./types";
import { PLAIN_TOTAL, peopleFirst, TOTAL_THEN_PLACES } from "./weights";
import { unmatchedCauses } from "./why";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/**
 * Proposes pairings for a problem, exactly, with a certificate that `verifyMatching` re-checks.
 *
 * - `coverage`: most mentees with a mentor, then most second places, then the highest total.
 * - `total`: the highest total; among equal totals most mentees, then most places (a pair with score 0 is proposed if it
 *   costs nothing).
 * - `fairest`: people and places as in `coverage`, then the best worst pair (pins aside), then the highest total.
 * - `stable`: see stable.ts; no certificate.
 *
 * Pins come first, whatever their score; a mentee never has the same mentor twice. The same problem gives the same pairs,
 * whatever the order of its rows, as long as ids are unique on each side: no clock, no chance, ties by canonical position.
 *
 * @throws {RangeError} if the problem is not well formed, e.g. a pin beyond demand or capacity
 * @throws {MatchingStopped} if `options.shouldStop` says so
 * Cost: 2,000 × 2,000 pairs in about a second, nearly all of it in `score`. Sources: see optimise.ts, stable.ts.
 */
export function solveMatching(
  problem: MatchingProblem,
  options: SolveOptions = {},
): MatchingResult {
  const market = openMarket(problem);
  const scan = scanPairs(market);
  const { outcome, certificate } = SOLVERS[problem.objective](
    market,
    scan,
    options,
  );
  const pairs = pairsOf(market, scan, outcome);
  return {
    objective: problem.objective,
    pairs,
    matched: outcome.people,
    total: outcome.total,
    worst:
      pairs.length === 0
        ? null
        : pairs.reduce((low, pair) => Math.min(low, pair.score), 10_000),
    unmatched: unmatchedCauses(market, scan, outcome),
    certificate,
    blockingPairs: blockingPairs(market, scan, pairs),
  };
}

interface Solved {
  readonly outcome: Outcome;
  readonly certificate: Certificate | null;
}

type Solver = (market: Market, scan: PairScan, options: SolveOptions) => Solved;

const SOLVERS: Readonly<Record<MatchingProblem["objective"], Solver>> = {
  coverage: (market, scan, options) =>
    solveCoverage(market, scan, options, {
      least: market.problem.minimumScore,
      sideProofs: [],
    }),
  total: solveTotal,
  fairest: (market, scan, options) =>
    solveCoverage(market, scan, options, findFloor(market, scan, options)),
  stable: (market, scan, options) => ({
    outcome: outcomeOf(market, scan, matchStably(market, scan, options)),
    certificate: null,
  }),
};

function solveCoverage(
  market: Market,
  scan: PairScan,
  options: SolveOptions,
  floor: {
    readonly least: number;
    readonly sideProofs: Certificate["sideProofs"];
  },
): Solved {
  const weights = peopleFirst(market.problem);
  const graph = optimise(market, scan, weights, floor.least, options);
  const outcome = outcomeOf(market, scan, partnersOf(graph));
  const proof = certify(
    market,
    scan,
    outcome,
    weights,
    floor.least,
    graph,
    options,
  );
  return { outcome, certificate: { ...proof, sideProofs: floor.sideProofs } };
}

function solveTotal(
  market: Market,
  scan: PairScan,
  options: SolveOptions,
): Solved {
  const least = market.problem.minimumScore;
  const graph = optimise(market, scan, TOTAL_THEN_PLACES, least, options);
  const outcome = outcomeOf(market, scan, partnersOf(graph));
  const proof = certify(
    market,
    scan,
    outcome,
    PLAIN_TOTAL,
    least,
    withoutTies(graph),
    options,
  );
  // mentees whose places are all pinned have no value in the graph yet
  const value = graph.value.map((own, i) =>
    market.wanted[i] === 0 ? 10_000 * TOTAL_THEN_PLACES.scale : own,
  );
  const ties = {
    claim: "ties",
    ...byPosition(market, { value, price: graph.price }),
  } as const;
  return { outcome, certificate: { ...proof, sideProofs: [ties] } };
}

/**
 * Dual values of the total alone, from those of `TOTAL_THEN_PLACES`, four times as fine: one side is rounded down and the
 * other up, so value + price ≥ score stays true, and exact where it was. The shift by 2 makes the bonuses vanish.
 */
function withoutTies({ value, price }: Duals): Duals {
  return {
    value: value.map((own) => Math.max(0, Math.floor((own + 2) / 4))),
    price: price.map((own) => Math.ceil((own - 2) / 4)),
  };
}

function partnersOf(graph: CandidateGraph): Int32Array {
  return graph.held.map((edge) => (edge < 0 ? -1 : graph.mentorOf[edge]!));
}

function outcomeOf(
  market: Market,
  scan: PairScan,
  partners: Int32Array,
): Outcome {
  let [people, secondPlaces] = [0, 0];
  let total = market.problem.pinScores.reduce((sum, score) => sum + score, 0);
  for (let i = 0; i < market.mentees; i++) {
    let places = market.pinned[i]!;
    for (const mentor of partners.subarray(2 * i, 2 * i + 2)) {
      if (mentor < 0) continue;
      places++;
      total += scan.score(i, mentor);
    }
    if (places > 0) people++;
    if (places > 1) secondPlaces++;
  }
  return { partners, people, secondPlaces, total };
}

/** Pairs by position in the problem, in the order of mentee ids, then mentor ids. */
function pairsOf(
  market: Market,
  scan: PairScan,
  { partners }: Outcome,
): SolvedPair[] {
  const pinScore = new Map(
    market.problem.pins.map(([i, j], at) => [
      `${i},${j}`,
      market.problem.pinScores[at]!,
    ]),
  );
  const pairs: SolvedPair[] = [];
  for (let i = 0; i < market.mentees; i++) {
    const mentee = market.menteeAt[i]!;
    const pins = market.pinsOf.get(i) ?? [];
    const own = [...partners.subarray(2 * i, 2 * i + 2)].filter(
      (mentor) => mentor >= 0,
    );
    for (const j of [...pins, ...own].sort((a, b) => a - b)) {
      const mentor = market.mentorAt[j]!;
      const pinned = pins.includes(j);
      const score = pinned
        ? pinScore.get(`${mentee},${mentor}`)!
        : scan.score(i, j);
      pairs.push({ mentee, mentor, score, pinned });
    }
  }
  return pairs;
}
