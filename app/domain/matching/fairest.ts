import { byPosition } from "./certify";
import type { Market } from "./market";
import type { PairScan } from "./pair-scan";
import { PlaceFilling } from "./places";
import { type SolveOptions, tick } from "./progress";
import type { Certificate } from "./types";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

export interface Floor {
  /** The best worst score with which as many places can be filled as without a floor. */
  readonly least: number;
  /** Pairs that reach it and fill as many places: canonical mentors of each mentee. */
  readonly filling: readonly (readonly number[])[];
  readonly sideProofs: Certificate["sideProofs"];
}

/**
 * Finds how good the worst pair can be while people and second places stay as many as possible; pins do not count.
 *
 * Binary search over the scores that occur; each step fills places with the pairs that reach the score, starting from the
 * last filling that worked.
 *
 * @throws {MatchingStopped} if the caller asks to stop
 * Cost: at most 15 fillings (`PlaceFilling`).
 */
export function findFloor(
  market: Market,
  scan: PairScan,
  options: SolveOptions,
): Floor {
  const { minimumScore } = market.problem;
  const all = new PlaceFilling(market, scan, minimumScore);
  all.run([], { people: 0, secondPlaces: 0 });
  const places = {
    claim: "places",
    ...byPosition(market, all.duals()),
  } as const;
  if (all.partners.every((own) => own.length === 0))
    return { least: minimumScore, filling: [], sideProofs: [places] };

  const scores = distinctScores(market, scan, options);
  let [low, high, start] = [0, scores.length - 1, all.partners];
  while (low < high) {
    tick(options, "solve", 0, 1);
    const middle = (low + high + 1) >> 1;
    const filling = new PlaceFilling(market, scan, scores[middle]!);
    if (filling.run(start, all.reached))
      [low, start] = [middle, filling.partners];
    else high = middle - 1;
  }
  const least = scores[low]!;
  const above = new PlaceFilling(market, scan, least + 1);
  above.run([], { people: 0, secondPlaces: 0 });
  return {
    least,
    filling: start,
    sideProofs: [
      places,
      { claim: "floor", ...byPosition(market, above.duals()) },
    ],
  };
}

/** The scores on offer, ascending. */
function distinctScores(
  market: Market,
  scan: PairScan,
  options: SolveOptions,
): number[] {
  const occurs = new Uint8Array(market.top + 1);
  for (let i = 0; i < market.mentees; i++) {
    tick(options, "score", i + 1, market.mentees);
    for (const score of scan.row(i)) if (score >= 0) occurs[score] = 1;
  }
  const scores: number[] = [];
  for (let score = market.problem.minimumScore; score <= market.top; score++)
    if (occurs[score] === 1) scores.push(score);
  return scores;
}
