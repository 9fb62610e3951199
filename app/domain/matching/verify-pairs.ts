import { pinScores } from "./pin-scores";
import { quotaCounts } from "./quotas";
import type { MatchingProblem, MatchingResult, SolvedPair } from "./types";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/**
 * The first thing that is wrong with the pairs or the figures of a result, whatever their value; null if they stand.
 * English, for developers.
 */
export function faultOf(
  problem: MatchingProblem,
  result: MatchingResult,
): string | null {
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
): string | null {
  const { objective, floor: asked } = problem;
  const { floor } = result;
  const hasFloor =
    objective === "fairest" || (asked === true && objective !== "stable");
  if (hasFloor !== (floor !== null)) return "the floor is missing or unasked";
  if (floor === null) return null;
  if (!(floor >= problem.minimumScore)) return "the floor is below the minimum";
  const witness = pairsAtFloor(problem, result);
  return [...result.pairs, ...witness].some(
    ({ pinned, score }) => !pinned && score < floor,
  )
    ? "a pair is below the floor"
    : faultOfPairs(problem, witness);
}

function faultOfPairs(
  problem: MatchingProblem,
  pairs: readonly SolvedPair[],
): string | null {
  const pins = pinScores(problem);
  const places = problem.menteeIds.map(() => 0);
  const load = problem.mentorIds.map(() => 0);
  const seen = new Set<string>();
  let pinned = 0;
  for (const pair of pairs) {
    const key = `${pair.mentee},${pair.mentor}`;
    const name = nameOf(problem, pair);
    if (seen.has(key)) return `pair ${name} stands twice`;
    seen.add(key);
    const pin = pins.get(key);
    if (pair.pinned !== (pin !== undefined))
      return `pair ${name} is wrong about its pin`;
    if (pair.pinned) pinned++;
    const fault = faultOfPair(
      problem,
      pair.mentee,
      pair.mentor,
      pair.score,
      pin,
    );
    if (fault !== null) return `pair ${name} ${fault}`;
    if (++places[pair.mentee]! > problem.demand[pair.mentee]!)
      return `pair ${name} is one place too many for the mentee`;
    if (++load[pair.mentor]! > problem.capacity[pair.mentor]!)
      return `pair ${name} is beyond the mentor's capacity`;
  }
  if (pinned !== pins.size) return "a pin is not there";
  return faultOfQuotas(problem, pairs);
}

function faultOfQuotas(
  { quotas = [] }: MatchingProblem,
  pairs: readonly SolvedPair[],
): string | null {
  const counts = quotaCounts(quotas, pairs);
  const broken = quotas.findIndex(
    ({ atLeast, atMost }, at) =>
      counts[at]! < atLeast || (atMost !== null && counts[at]! > atMost),
  );
  return broken < 0 ? null : `quota ${broken} is not kept`;
}

function nameOf(
  { menteeIds, mentorIds }: MatchingProblem,
  { mentee, mentor }: SolvedPair,
): string {
  return `${menteeIds[mentee] ?? "?"} – ${mentorIds[mentor] ?? "?"}`;
}

function faultOfPair(
  problem: MatchingProblem,
  mentee: number,
  mentor: number,
  score: number,
  pin: number | undefined,
): string | null {
  if (
    problem.menteeIds[mentee] === undefined ||
    problem.mentorIds[mentor] === undefined
  )
    return "names nobody";
  if (pin !== undefined)
    return score === pin ? null : "has not its pin's score";
  if (score !== problem.score(mentee, mentor)) return "has not its own score";
  return score >= problem.minimumScore && score >= 0 ? null : "is not allowed";
}

function faultOfFigures(
  problem: MatchingProblem,
  result: MatchingResult,
): string | null {
  if (result.objective !== problem.objective) return "the objective is another";
  const people = new Set(result.pairs.map((pair) => pair.mentee));
  if (result.matched !== people.size)
    return "the number of matched mentees is wrong";
  if (result.total !== result.pairs.reduce((sum, pair) => sum + pair.score, 0))
    return "the total is wrong";
  const worst = result.pairs.reduce<number | null>(
    (low, { score }) => (low === null ? score : Math.min(low, score)),
    null,
  );
  if (result.worst !== worst) return "the worst score is wrong";
  const rest = new Set(result.unmatched.map((entry) => entry.mentee));
  const complete =
    rest.size === result.unmatched.length &&
    rest.size + people.size === problem.menteeIds.length;
  return complete && [...rest].every((mentee) => !people.has(mentee))
    ? null
    : "the unmatched mentees are wrong";
}
