import { type Fault, faultWith } from "./fault";
import { pinScores } from "./pin-scores";
import { quotaCounts } from "./quotas";
import type { MatchingProblem, MatchingResult, SolvedPair } from "./types";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/**
 * The first thing that is wrong with the pairs or the figures of a result, whatever their value; null if they stand.
 */
export function faultOf(
  problem: MatchingProblem,
  result: MatchingResult,
): Fault | null {
  return (
    faultOfPairs(problem, result.pairs) ??
    faultOfFigures(problem, result) ??
    faultOfFloor(problem, result)
  );
}

/** The pairs that show how many places can be filled from the floor on: those of the result, or the witness of `total`. */
export function pairsAtFloor(
  problem: MatchingProblem,
  { pairs, certificate }: MatchingResult,
): readonly SolvedPair[] {
  if (problem.objective !== "total") return pairs;
  return [
    ...pairs.filter(({ pinned }) => pinned),
    ...(certificate?.floorWitness ?? []).map(([mentee, mentor]) => ({
      mentee,
      mentor,
      score: problem.score(mentee, mentor),
      pinned: false,
    })),
  ];
}

function faultOfFloor(
  problem: MatchingProblem,
  result: MatchingResult,
): Fault | null {
  const { objective, floor: asked } = problem;
  const { floor } = result;
  const hasFloor =
    objective === "fairest" || (asked === true && objective !== "stable");
  if (hasFloor !== (floor !== null)) return faultWith("floor_unasked");
  if (floor === null) return null;
  if (!(floor >= problem.minimumScore)) return faultWith("floor_minimum");
  const witness = pairsAtFloor(problem, result);
  return [...result.pairs, ...witness].some(
    ({ pinned, score }) => !pinned && score < floor,
  )
    ? faultWith("floor_pair")
    : faultOfPairs(problem, witness);
}

/** The first pair that does not stand, whatever the figures: allowed, scored rightly, within places and quotas, every pin there. */
export function faultOfPairs(
  problem: MatchingProblem,
  pairs: readonly SolvedPair[],
): Fault | null {
  const pins = pinScores(problem);
  const places = problem.menteeIds.map(() => 0);
  const load = problem.mentorIds.map(() => 0);
  const seen = new Set<string>();
  let pinned = 0;
  for (const pair of pairs) {
    const key = `${pair.mentee},${pair.mentor}`;
    const names = namesOf(problem, pair);
    if (seen.has(key)) return faultWith("pair_twice", names);
    seen.add(key);
    const pin = pins.get(key);
    if (pair.pinned !== (pin !== undefined))
      return faultWith("pair_pin", names);
    if (pair.pinned) pinned++;
    const fault = faultOfPair(
      problem,
      pair.mentee,
      pair.mentor,
      pair.score,
      pin,
    );
    if (fault !== null) return faultWith(fault, names);
    if (++places[pair.mentee]! > problem.demand[pair.mentee]!)
      return faultWith("pair_mentee_places", names);
    if (++load[pair.mentor]! > problem.capacity[pair.mentor]!)
      return faultWith("pair_mentor_places", names);
  }
  if (pinned !== pins.size) return faultWith("pin_missing");
  return faultOfQuotas(problem, pairs);
}

function faultOfQuotas(
  { quotas = [] }: MatchingProblem,
  pairs: readonly SolvedPair[],
): Fault | null {
  const counts = quotaCounts(quotas, pairs);
  const broken = quotas.findIndex(
    ({ atLeast, atMost }, at) =>
      counts[at]! < atLeast || (atMost !== null && counts[at]! > atMost),
  );
  return broken < 0 ? null : faultWith("quota", { number: broken + 1 });
}

function namesOf(
  { menteeIds, mentorIds }: MatchingProblem,
  { mentee, mentor }: SolvedPair,
): { mentee: string; mentor: string } {
  return {
    mentee: menteeIds[mentee] ?? "?",
    mentor: mentorIds[mentor] ?? "?",
  };
}

function faultOfPair(
  problem: MatchingProblem,
  mentee: number,
  mentor: number,
  score: number,
  pin: number | undefined,
): Fault["key"] | null {
  if (
    problem.menteeIds[mentee] === undefined ||
    problem.mentorIds[mentor] === undefined
  )
    return "pair_nobody";
  if (pin !== undefined) return score === pin ? null : "pair_pin_score";
  if (score !== problem.score(mentee, mentor)) return "pair_score";
  return score >= problem.minimumScore && score >= 0 ? null : "pair_forbidden";
}

function faultOfFigures(
  problem: MatchingProblem,
  result: MatchingResult,
): Fault | null {
  if (result.objective !== problem.objective) return faultWith("objective");
  const people = new Set(result.pairs.map((pair) => pair.mentee));
  if (result.matched !== people.size) return faultWith("matched");
  if (result.total !== result.pairs.reduce((sum, pair) => sum + pair.score, 0))
    return faultWith("total");
  const worst = result.pairs.reduce<number | null>(
    (low, { score }) => (low === null ? score : Math.min(low, score)),
    null,
  );
  if (result.worst !== worst) return faultWith("worst");
  const rest = new Set(result.unmatched.map((entry) => entry.mentee));
  const complete =
    rest.size === result.unmatched.length &&
    rest.size + people.size === problem.menteeIds.length;
  return complete && [...rest].every((mentee) => !people.has(mentee))
    ? null
    : faultWith("unmatched");
}
