import type { MatchingProblem } from "./types";

/** Two people to be paired whatever that does to others; everybody by position in the problem. */
export interface Wanted {
  readonly mentee: number;
  readonly mentor: number;
  /** Whatever rules say. */
  readonly score: number;
  /** The mentor whom the mentee gives up for it; null: whoever brings least, if no place is open. */
  readonly instead: number | null;
}

/** The problem with the pair fixed, and without the one that is given up for it. */
export function withPair(
  problem: MatchingProblem,
  wanted: Wanted,
): MatchingProblem {
  const loose = loosened(problem, wanted);
  const { mentee, mentor, score } = wanted;
  return {
    ...loose,
    pins: [...loose.pins, [mentee, mentor]],
    pinScores: [...loose.pinScores, score],
  };
}

/** The problem without the pair that is given up, pinned or not. */
export function loosened(
  problem: MatchingProblem,
  { mentee, instead }: Wanted,
): MatchingProblem {
  if (instead === null) return problem;
  const kept = problem.pins
    .map((pin, at) => ({ pin, score: problem.pinScores[at] ?? 0 }))
    .filter(({ pin: [i, j] }) => i !== mentee || j !== instead);
  return {
    ...problem,
    pins: kept.map(({ pin }) => pin),
    pinScores: kept.map(({ score }) => score),
    score: (i, j) => (i === mentee && j === instead ? -1 : problem.score(i, j)),
    columns: undefined,
  };
}
