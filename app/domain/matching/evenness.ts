import type { Evenness } from "./settings";
import type { MatchingProblem } from "./types";

/** Scores up to here count more often. */
export const EVEN_UP_TO = 7_000;

/**
 * What a score is worth in the sum: the score itself, and with evenness 1 or 2 the part of it up to 70 points once or twice
 * more. Concave, so that of two results with the same total the one without very weak pairs is worth more; strictly
 * rising, so that an order by worth is an order by score. −1 (forbidden) stays −1; what is not whole is NaN.
 */
export function worthOf(score: number, evenness: Evenness = 0): number {
  if (!Number.isInteger(score)) return NaN; // or 0.5 would pass for 1
  return score < 0 ? score : score + evenness * Math.min(score, EVEN_UP_TO);
}

/** The score that has this worth. */
export function scoreOfWorth(worth: number, evenness: Evenness = 0): number {
  return worth <= worthOf(EVEN_UP_TO, evenness)
    ? worth / (1 + evenness)
    : worth - evenness * EVEN_UP_TO;
}

/** The greatest worth a pair can have: 10,000 to 24,000. */
export function topWorth({ evenness }: Pick<MatchingProblem, "evenness">) {
  return worthOf(10_000, evenness);
}

/**
 * The same problem with every score replaced by its worth, for whatever adds them up. Do not take it twice.
 *
 * The minimum goes with it, so the same pairs are on offer. Columns stay: a search turns their bounds into worth itself.
 */
export function inWorth(problem: MatchingProblem): MatchingProblem {
  const { evenness, pinScores, minimumScore } = problem;
  if (evenness === undefined || evenness === 0) return problem;
  return {
    ...problem,
    score: (mentee, mentor) => worthOf(problem.score(mentee, mentor), evenness),
    pinScores: pinScores.map((own) => worthOf(own, evenness)),
    minimumScore: worthOf(minimumScore, evenness),
  };
}
