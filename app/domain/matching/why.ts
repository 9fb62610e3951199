import { arePartners, type Outcome } from "./certify";
import type { Market } from "./market";
import { hitsOf, type PairScan, type PricedScan } from "./pair-scan";
import type { MatchingProblem, MatchingResult, UnmatchedCause } from "./types";
import { peopleFirst } from "./weights";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/**
 * Says of each mentee without a mentor what stands in the way. `would_lower_total` (objective `total` only): other pairs
 * would leave room, at a lower total; `mentors_full`: no exchange leaves room.
 *
 * @returns in canonical order, by position in the problem
 */
export function unmatchedCauses(
  market: Market,
  scan: PairScan,
  outcome: Outcome,
): { readonly mentee: number; readonly cause: UnmatchedCause }[] {
  const { minimumScore, objective } = market.problem;
  const causes: { mentee: number; cause: UnmatchedCause }[] = [];
  let reachable: Uint8Array | null = null;
  const free = scan.priced(1, new Float64Array(market.mentors));
  for (let i = 0; i < market.mentees; i++) {
    if (market.pinned[i]! > 0 || outcome.partners[2 * i] !== -1) continue;
    const best = bestScore(free, i);
    let cause: UnmatchedCause = "mentors_full";
    if (best < 0) cause = "no_allowed_mentor";
    else if (best < minimumScore) cause = "below_minimum";
    else if (objective === "total") {
      reachable ??= whoCouldHaveRoom(market, scan, outcome);
      if (reachable[i] === 1) cause = "would_lower_total";
    }
    causes.push({ mentee: market.menteeAt[i]!, cause });
  }
  return causes;
}

/** The score of the best mentor a mentee is allowed, −1 for none. */
function bestScore(free: PricedScan, mentee: number): number {
  const hits = hitsOf(1);
  free.best(mentee, { least: 0, above: -1 }, 1, hits);
  return hits.count === 0 ? -1 : hits.score[0]!;
}

/** Mentees for whom a place could be found by exchanges: backwards from the mentors with room. */
function whoCouldHaveRoom(
  market: Market,
  scan: PairScan,
  outcome: Outcome,
): Uint8Array {
  const load = new Int32Array(market.mentors);
  for (const mentor of outcome.partners) if (mentor >= 0) load[mentor]!++;
  const seen = new Uint8Array(market.mentors);
  const queue: number[] = [];
  const enqueue = (mentor: number): void => {
    if (mentor < 0 || seen[mentor] === 1) return;
    seen[mentor] = 1;
    queue.push(mentor);
  };
  for (let j = 0; j < market.mentors; j++)
    if (load[j]! < market.free[j]!) enqueue(j);
  const reachable = new Uint8Array(market.mentees);
  for (const mentor of queue)
    for (let i = 0; i < market.mentees; i++) {
      if (reachable[i] === 1 || arePartners(outcome, i, mentor)) continue;
      if (scan.score(i, mentor) < market.problem.minimumScore) continue;
      reachable[i] = 1;
      enqueue(outcome.partners[2 * i]!);
      enqueue(outcome.partners[2 * i + 1]!);
    }
  return reachable;
}

/** What it would cost at least to insist on a pair, all else being arranged as well as possible. */
export interface ForcedPairCost {
  /** The first thing that is lost: somebody's only mentor, a second place, or only points of the total. */
  readonly costs: "person" | "place" | "total";
  /**
   * In the weights of the objective; basis points of the total where `costs` is `total`. Negative for a pair that the
   * minimum score, a floor or a hard rule keeps out: then the result could gain so much at most.
   */
  readonly atLeast: number;
}

/**
 * The least that forcing a pair costs, from the dual values: value + price − score. A lower bound, so say "at least".
 *
 * @param mentee, mentor positions in the problem
 * @param score the pair's score, hard rules aside; by default the one the problem gives
 * @returns null where there is nothing to say: no certificate, a forbidden pair without a `score`, or places that are all pinned
 * Cost: O(pins), O(pairs) where it is negative.
 */
export function forcedPairCost(
  problem: MatchingProblem,
  result: MatchingResult,
  mentee: number,
  mentor: number,
  score = problem.score(mentee, mentor),
): ForcedPairCost | null {
  const { certificate } = result;
  const isPinned = countPins(problem, mentee, mentor) > 0;
  if (certificate === null || (score < 0 && !isPinned)) return null;
  if (isPinned) return { costs: "total", atLeast: 0 };
  const isFixed =
    countPins(problem, mentee, null) === problem.demand[mentee] ||
    countPins(problem, null, mentor) === problem.capacity[mentor];
  if (isFixed) return null;
  const reduced =
    certificate.menteeValue[mentee]! + certificate.mentorPrice[mentor]! - score;
  // a pair of the result may bring more than value + price: insisting on it costs nothing
  const isProposed =
    reduced < 0 &&
    result.pairs.some(
      (pair) => pair.mentee === mentee && pair.mentor === mentor,
    );
  return lossOf(problem, isProposed ? 0 : reduced);
}

function countPins(
  problem: MatchingProblem,
  mentee: number | null,
  mentor: number | null,
): number {
  return problem.pins.filter(
    (pin) => (mentee ?? pin[0]) === pin[0] && (mentor ?? pin[1]) === pin[1],
  ).length;
}

/** One place is worth more than any exchange of scores, so the size of the loss says what is lost. */
function lossOf(problem: MatchingProblem, atLeast: number): ForcedPairCost {
  if (problem.objective === "total") return { costs: "total", atLeast };
  const { first, second } = peopleFirst(problem);
  if (atLeast >= first) return { costs: "person", atLeast };
  return { costs: atLeast >= second ? "place" : "total", atLeast };
}
