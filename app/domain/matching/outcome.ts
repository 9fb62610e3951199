import type { Outcome } from "./certify";
import type { Market } from "./market";
import type { PairScan } from "./pair-scan";
import type { MatchingProblem, SolvedPair } from "./types";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** The figures of unpinned partners (2·i and 2·i + 1 of mentee i, −1 for none) together with the pins. */
export function outcomeOf(
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

/**
 * Pairs by position in the problem, in the order of mentee ids, then mentor ids, with the scores of the problem that was
 * asked (the market's may be weighted).
 */
export function pairsOf(
  problem: MatchingProblem,
  market: Market,
  { partners }: Outcome,
): SolvedPair[] {
  const pinScore = new Map(
    problem.pins.map(([i, j], at) => [`${i},${j}`, problem.pinScores[at]!]),
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
        : problem.score(mentee, mentor);
      pairs.push({ mentee, mentor, score, pinned });
    }
  }
  return pairs;
}
