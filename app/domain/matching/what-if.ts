import { compileScorer } from "../scoring/compile";
import { usableWeights } from "../scoring/in-use";
import type {
  BasisPoints,
  CriteriaSet,
  MatchingFacts,
  PairOfIds,
  Scorer,
} from "../scoring/types";
import { problemOf } from "./problem";
import { QuotaUnattainable } from "./quota-bounds";
import { solveMatching } from "./solve";
import type { Objective } from "./types";

/** A way of matching that is tried, or the one that is saved. */
export interface Trial {
  readonly criteria: CriteriaSet;
  readonly objective: Objective;
}

/** The figures of one set of pairs; the means are of the same pairs by either way of matching, null without pairs. */
export interface TrialFigures {
  /** Mentees with a mentor. */
  readonly matched: number;
  readonly pairs: number;
  readonly meanSaved: BasisPoints | null;
  readonly meanTried: BasisPoints | null;
  readonly worstTried: BasisPoints | null;
}

export interface TrialResult {
  readonly mentees: number;
  readonly saved: TrialFigures;
  readonly tried: TrialFigures;
  /** Mentees whose mentors differ, in the order of the facts. */
  readonly changes: readonly {
    readonly mentee: string;
    readonly before: readonly string[];
    readonly after: readonly string[];
  }[];
  /** Mentees without a mentor in the tried result. */
  readonly leftOut: readonly string[];
}

/**
 * Prepares the comparison of any way of matching with the saved one, over the same people.
 *
 * @param before  the pairs that the saved way proposed; people who are not in the facts are passed over. null: they are
 *   computed from the saved way
 * @returns a function that matches anew, exactly, and says what would change; null if that way cannot be used with
 *   these people: weights that nobody was asked about, or quotas that cannot be kept
 * @throws {RangeError} if the weights of the saved way cannot be used (ask `usableWeights` first)
 * Cost: that of compileScorer and solveMatching, each time.
 */
export function openTrials(
  facts: MatchingFacts,
  saved: Trial,
  before: readonly PairOfIds[] | null,
): (trial: Trial) => TrialResult | null {
  const savedScorer = compileScorer(saved.criteria, facts);
  const held = before
    ? holdingsOf(facts, before)
    : match(facts, saved, savedScorer);
  return (trial) => {
    if (!usableWeights(trial.criteria, facts.collected).ok) return null;
    const scorer = compileScorer(trial.criteria, facts);
    const now = matchIfPossible(facts, trial, scorer);
    if (now === null) return null;
    const { mentees, mentors } = facts;
    const names = (places: readonly number[]) =>
      places.map((at) => mentors[at]?.id ?? ""); // positions are those of the facts
    return {
      mentees: mentees.length,
      saved: figuresOf(held, savedScorer, scorer),
      tried: figuresOf(now, savedScorer, scorer),
      changes: mentees.flatMap(({ id }, at) => {
        const [was = [], is = []] = [held[at], now[at]];
        return was.join() === is.join()
          ? []
          : [{ mentee: id, before: names(was), after: names(is) }];
      }),
      leftOut: mentees
        .filter((_, at) => now[at]?.length === 0)
        .map(({ id }) => id),
    };
  };
}

/** Positions of the mentors that each mentee has, ascending. */
type Holdings = readonly (readonly number[])[];

function match(facts: MatchingFacts, trial: Trial, scorer: Scorer): Holdings {
  const { criteria, objective } = trial;
  const problem = problemOf(criteria, facts, scorer, objective);
  const holdings: number[][] = facts.mentees.map(() => []);
  for (const { mentee, mentor } of solveMatching(problem).pairs)
    holdings[mentee]?.push(mentor);
  return holdings.map((places) => places.sort((a, b) => a - b));
}

function matchIfPossible(
  facts: MatchingFacts,
  trial: Trial,
  scorer: Scorer,
): Holdings | null {
  try {
    return match(facts, trial, scorer);
  } catch (error) {
    if (error instanceof QuotaUnattainable || error instanceof RangeError)
      return null;
    throw error;
  }
}

function holdingsOf(
  { mentees, mentors }: MatchingFacts,
  pairs: readonly PairOfIds[],
): Holdings {
  const mentorAt = new Map(mentors.map(({ id }, at) => [id, at]));
  const of = new Map<string, number[]>(mentees.map(({ id }) => [id, []]));
  for (const { mentee, mentor } of pairs) {
    const at = mentorAt.get(mentor);
    if (at !== undefined) of.get(mentee)?.push(at);
  }
  return [...of.values()].map((places) => places.sort((a, b) => a - b));
}

/** The score of a pair counts here even if a hard rule of the other way forbids it. */
function figuresOf(
  holdings: Holdings,
  savedScorer: Scorer,
  triedScorer: Scorer,
): TrialFigures {
  let [matched, pairs, saved, tried] = [0, 0, 0, 0];
  let worst = Infinity;
  holdings.forEach((places, mentee) => {
    if (places.length > 0) matched++;
    for (const mentor of places) {
      const score = scoreOf(triedScorer, mentee, mentor);
      pairs++;
      saved += scoreOf(savedScorer, mentee, mentor);
      tried += score;
      worst = Math.min(worst, score);
    }
  });
  const mean = (sum: number) => (pairs > 0 ? Math.round(sum / pairs) : null);
  return {
    matched,
    pairs,
    meanSaved: mean(saved),
    meanTried: mean(tried),
    worstTried: pairs > 0 ? worst : null,
  };
}

function scoreOf(scorer: Scorer, mentee: number, mentor: number): BasisPoints {
  const score = scorer.score(mentee, mentor);
  return score >= 0 ? score : scorer.explain(mentee, mentor).score;
}
