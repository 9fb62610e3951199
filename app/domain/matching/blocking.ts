import { canonicalOrder } from "./order";
import type { MatchingProblem, SolvedPair } from "./types";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** The worst partner somebody could give up: the score, and the place of the other in the order of ids. */
interface Weakest {
  score: number;
  rank: number;
}

/** Somebody with a free place would take anyone. */
const ANYONE: Weakest = { score: -1, rank: 0 };
/** Somebody with no place to give, or only pinned partners, takes nobody. */
const NOBODY: Weakest = { score: Infinity, rank: 0 };

/**
 * Counts the pairs who would both rather have each other: allowed, at least the minimum score, not paired, and each has a
 * free place or ranks the other above the worst of the own partners. Both rank by score, then by id (code points).
 * A pinned partner is not given up.
 *
 * @param pairs the pairs of a result of this problem
 * Cost: one pass over all pairs.
 */
export function countBlockingPairs(
  problem: MatchingProblem,
  pairs: readonly SolvedPair[],
): number {
  const menteeRank = ranksOf(problem.menteeIds);
  const mentorRank = ranksOf(problem.mentorIds);
  const mentees = problem.menteeIds.map(() => [] as SolvedPair[]);
  const mentors = problem.mentorIds.map(() => [] as SolvedPair[]);
  for (const pair of pairs) {
    mentees[pair.mentee]!.push(pair);
    mentors[pair.mentor]!.push(pair);
  }
  const ofMentee = mentees.map((own, i) =>
    weakest(own, problem.demand[i]!, (pair) => mentorRank[pair.mentor]!),
  );
  const ofMentor = mentors.map((own, j) =>
    weakest(own, problem.capacity[j]!, (pair) => menteeRank[pair.mentee]!),
  );
  let blocking = 0;
  for (let i = 0; i < mentees.length; i++) {
    const partners = new Set(mentees[i]!.map((pair) => pair.mentor));
    for (let j = 0; j < mentors.length; j++) {
      const score = problem.score(i, j);
      if (score < 0 || score < problem.minimumScore || partners.has(j))
        continue;
      if (
        prefers(ofMentee[i]!, score, mentorRank[j]!) &&
        prefers(ofMentor[j]!, score, menteeRank[i]!)
      )
        blocking++;
    }
  }
  return blocking;
}

function ranksOf(ids: readonly string[]): Int32Array {
  const ranks = new Int32Array(ids.length);
  canonicalOrder(ids).forEach((position, rank) => (ranks[position] = rank));
  return ranks;
}

function weakest(
  own: readonly SolvedPair[],
  places: number,
  rankOf: (pair: SolvedPair) => number,
): Weakest {
  if (own.length < places) return ANYONE;
  let worst = NOBODY;
  for (const pair of own) {
    const candidate = { score: pair.score, rank: rankOf(pair) };
    if (!pair.pinned && prefers(candidate, worst.score, worst.rank))
      worst = candidate;
  }
  return worst;
}

/** Whether somebody with this score and rank is better than the weakest partner. */
function prefers(current: Weakest, score: number, rank: number): boolean {
  return (
    score > current.score || (score === current.score && rank < current.rank)
  );
}
