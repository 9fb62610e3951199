import type {
  MatchingProblem,
  MatchingResult,
  SolvedPair,
} from "~/domain/matching/types";
import type { PairExplanation, Reason, Scorer } from "~/domain/scoring/types";
import { type CrowdWords, crowdWords } from "./crowd-words";
import type { Language } from "./language";
import type { MatchInput } from "./match-input";
import type { Prose } from "./result";

type Unmatched = MatchingResult["unmatched"][number];

/** Puts the result of `match` into words: why each pair has its score, and why somebody has none. */
export function matchProse(
  input: MatchInput,
  scorer: Scorer,
  problem: MatchingProblem,
  result: MatchingResult,
  language: Language,
): Prose {
  const crowd = crowdWords(problem, result, language);
  return {
    criteria: (mentee, mentor) =>
      scorer.explain(mentee, mentor).criteria.map(({ reason, ...line }) => ({
        ...line,
        reason: language.reason(reason),
      })),
    unmatched: (entry) => whyUnmatched(entry, input, scorer, crowd, language),
    warnings: [
      ...gapWarnings(result, language),
      ...result.pairs.flatMap((pair) =>
        pairWarnings(pair, input, scorer, language),
      ),
    ],
    referenceDate: input.facts.referenceDate,
  };
}

/** Where quotas overlap the optimum is not proved; then the result says how much better one could be at most. */
function gapWarnings(
  { certificate }: MatchingResult,
  { cli }: Language,
): string[] {
  if (certificate === null || certificate.dual === certificate.primal)
    return [];
  const { primal, dual } = certificate;
  const args = { primal: String(primal), dual: String(dual) };
  return [cli("warning.gap", { ...args, gap: String(dual - primal) })];
}

/** What a coordinator should know of a proposed pair: rules that a pin overrides, and data that was missing. */
function pairWarnings(
  { mentee, mentor, score, pinned }: SolvedPair,
  { facts, criteria }: MatchInput,
  scorer: Scorer,
  { cli, reason }: Language,
): string[] {
  const { blockedBy, warnings } = scorer.explain(mentee, mentor);
  const pair = {
    mentee: facts.mentees[mentee]?.id ?? "",
    mentor: facts.mentors[mentor]?.id ?? "",
  };
  const overridden = pinned
    ? blockedBy.map((rule) =>
        cli("warning.pinnedAgainstRule", { ...pair, rule: reason(rule) }),
      )
    : [];
  const { minimumScore } = criteria;
  if (pinned && score < minimumScore) {
    const args = {
      ...pair,
      score: String(score),
      minimum: String(minimumScore),
    };
    overridden.push(cli("warning.pinnedBelowMinimum", args));
  }
  const missing = warnings.map((text) =>
    cli("warning.ofPair", { ...pair, text: reason(text) }),
  );
  return [...overridden, ...missing];
}

function whyUnmatched(
  { mentee, cause }: Unmatched,
  { facts, criteria }: MatchInput,
  scorer: Scorer,
  crowd: CrowdWords,
  language: Language,
): string {
  const { cli } = language;
  if (facts.mentors.length === 0) return cli("unmatched.noMentors");
  const nameOf = (mentor: number) => facts.mentors[mentor]?.id ?? "";
  if (cause === "no_allowed_mentor") {
    const near = nearestBlocked(mentee, scorer);
    if (near === null) return cli("unmatched.noPlaces");
    const rules = near.blockedBy.map(language.reason).join(" ");
    return cli("unmatched.blocked", { mentor: nameOf(near.mentor), rules });
  }
  const best = bestAllowed(mentee, scorer);
  const args = {
    mentor: nameOf(best.mentor),
    score: String(best.score),
    minimum: String(criteria.minimumScore),
  };
  return crowd(mentee, cause, args) ?? cli(UNMATCHED_KEYS[cause], args);
}

const UNMATCHED_KEYS = {
  below_minimum: "unmatched.belowMinimum",
  mentors_full: "unmatched.mentorsFull",
  would_lower_total: "unmatched.wouldLowerTotal",
  quota: "unmatched.quota",
} as const;

/** The forbidden mentor with the fewest rules against them, then the best score: what it would be cheapest to allow. */
function nearestBlocked(
  mentee: number,
  scorer: Scorer,
): { mentor: number; blockedBy: readonly Reason[] } | null {
  let best: (PairExplanation & { mentor: number }) | null = null;
  for (let mentor = 0; mentor < scorer.mentorCount; mentor++) {
    const next = scorer.explain(mentee, mentor);
    if (next.blockedBy.length === 0) continue;
    const fewer =
      best === null ? -1 : next.blockedBy.length - best.blockedBy.length;
    if (
      best === null ||
      fewer < 0 ||
      (fewer === 0 && next.score > best.score)
    ) {
      best = { ...next, mentor };
    }
  }
  return best;
}

function bestAllowed(
  mentee: number,
  scorer: Scorer,
): { mentor: number; score: number } {
  let best = { mentor: 0, score: -1 };
  for (let mentor = 0; mentor < scorer.mentorCount; mentor++) {
    const score = scorer.score(mentee, mentor);
    if (score > best.score) best = { mentor, score };
  }
  return best;
}
