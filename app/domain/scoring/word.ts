import type { BasisPoints } from "./types";

export const SCORE_WORDS = ["strong", "good", "possible", "weak"] as const;
export type ScoreWord = (typeof SCORE_WORDS)[number];

/** The word that stands beside a score of so many basis points. */
export function scoreWord(score: BasisPoints): ScoreWord {
  if (score >= 7_500) return "strong";
  if (score >= 5_500) return "good";
  return score >= 4_000 ? "possible" : "weak";
}
