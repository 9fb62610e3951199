import { munkres } from "munkres";
import type { MatchingProblem } from "~/domain/matching/types";

export const MUNKRES_NAME = "npm munkres, dense, scores given";

/** What the peer is given for free: the whole matrix, one column per place of a mentor. */
export interface DenseInput {
  /** By mentee: minus what a pair is worth; 0 stands for staying without a mentor. */
  readonly costs: readonly Float64Array[];
  /** What a pair is worth beyond its score, so that pairs count before scores. */
  readonly unit: number;
}

/** A dense problem of one place per mentee, with as many columns as mentees at least. */
export function denseInput(problem: MatchingProblem): DenseInput {
  const mentorOf = [...problem.capacity].flatMap((places, mentor) =>
    Array.from({ length: places }, () => mentor),
  );
  const rows = problem.menteeIds.length;
  const columns = Math.max(mentorOf.length, rows);
  const unit = 10_000 * (rows + 1);
  const costs = problem.menteeIds.map((_, i) => {
    const row = new Float64Array(columns);
    mentorOf.forEach((mentor, column) => {
      const score = problem.score(i, mentor);
      if (score >= problem.minimumScore && score >= 0)
        row[column] = -unit - score;
    });
    return row;
  });
  return { costs, unit };
}

/** Solves it with the library; cost: about rows²·columns. */
export function solveDense({ costs, unit }: DenseInput): {
  matched: number;
  total: number;
} {
  const value = munkres(costs).reduce(
    (sum, [row, column]) => sum - (costs[row]?.[column] ?? 0),
    0,
  );
  const matched = Math.floor(value / unit);
  return { matched, total: value - matched * unit };
}
