import type { MatchingProblem } from "./types";

// `!` after an index: pins and their scores have the same length.

/** "mentee,mentor" by position → the score of the pin. */
export function pinScores(problem: MatchingProblem): Map<string, number> {
  return new Map(
    problem.pins.map(([mentee, mentor], at) => [
      `${mentee},${mentor}`,
      problem.pinScores[at]!,
    ]),
  );
}
