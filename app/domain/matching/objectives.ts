import type { CandidateGraph } from "./candidate-graph";
import { byPosition, certify, type Duals, type Outcome } from "./certify";
import { findFloor, type Floor } from "./fairest";
import type { Market } from "./market";
import { optimise } from "./optimise";
import { outcomeOf } from "./outcome";
import type { PairScan } from "./pair-scan";
import type { SolveOptions } from "./progress";
import { matchStably } from "./stable";
import type { Certificate } from "./types";
import { PLAIN_TOTAL, peopleFirst, TOTAL_THEN_PLACES } from "./weights";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** What is found for an objective; `least` is the floor in the market's scores, null where the worst pair has no rank. */
export interface Solved {
  readonly outcome: Outcome;
  readonly certificate: Certificate | null;
  readonly least: number | null;
}

/** Solves one objective on an open market whose problem has no quotas. */
export type Solver = (
  market: Market,
  scan: PairScan,
  options: SolveOptions,
) => Solved;

/** People, then second places, then (if asked for) the worst pair, then the sum. */
export function solveCoverage(
  market: Market,
  scan: PairScan,
  options: SolveOptions,
  floor: Floor | null,
): Solved {
  const least = floor?.least ?? market.problem.minimumScore;
  const weights = peopleFirst(market.problem);
  const graph = optimise(market, scan, weights, least, options);
  const outcome = outcomeOf(market, scan, partnersOf(graph));
  const proof = certify(market, scan, outcome, weights, least, graph, options);
  const sideProofs = floor?.sideProofs ?? [];
  return {
    outcome,
    certificate: { ...proof, sideProofs },
    least: floor?.least ?? null,
  };
}

/** The sum, then people and places; with a floor only among the pairs that reach it. */
export function solveTotal(
  market: Market,
  scan: PairScan,
  options: SolveOptions,
  floor: Floor | null,
): Solved {
  const least = floor?.least ?? market.problem.minimumScore;
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
    market.wanted[i] === 0 ? market.top * TOTAL_THEN_PLACES.scale : own,
  );
  const ties = {
    claim: "ties",
    ...byPosition(market, { value, price: graph.price }),
  } as const;
  const sideProofs = [ties, ...(floor?.sideProofs ?? [])];
  const certificate = {
    ...proof,
    sideProofs,
    ...(floor && { floorWitness: witnessOf(market, floor.filling) }),
  };
  return { outcome, certificate, least: floor?.least ?? null };
}

/** Gale and Shapley; see stable.ts. */
export const solveStable: Solver = (market, scan, options) => ({
  outcome: outcomeOf(market, scan, matchStably(market, scan, options)),
  certificate: null,
  least: null,
});

/** The best worst score where the problem gives it a rank. */
export function floorOf(
  market: Market,
  scan: PairScan,
  options: SolveOptions,
): Floor | null {
  return hasFloor(market.problem) ? findFloor(market, scan, options) : null;
}

/** Whether the worst pair has a rank of its own. */
export function hasFloor({ objective, floor }: Market["problem"]): boolean {
  return objective === "fairest" || (floor === true && objective !== "stable");
}

/** Pairs by position in the problem. @param filling canonical mentors of each canonical mentee */
export function witnessOf(
  { menteeAt, mentorAt }: Market,
  filling: readonly (readonly number[])[],
): [number, number][] {
  return filling.flatMap((mentors, mentee) =>
    mentors.map((mentor): [number, number] => [
      menteeAt[mentee]!,
      mentorAt[mentor]!,
    ]),
  );
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
