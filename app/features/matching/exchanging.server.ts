import type {
  StoredChange,
  StoredFigures,
  StoredFloor,
} from "db/schema/index.ts";
import { problemOf } from "~/domain/matching/problem.ts";
import { figuresOf, pairsOfState } from "~/domain/matching/repair/figures.ts";
import { floorNow, openKeepingFloor } from "~/domain/matching/repair/floor.ts";
import type { MatchState } from "~/domain/matching/repair/match-state.ts";
import { isRepairable } from "~/domain/matching/repair/open-state.ts";
import type { MatchingProblem, SolvedPair } from "~/domain/matching/types.ts";
import { faultOfPairs } from "~/domain/matching/verify-pairs.ts";
import { compileScorer } from "~/domain/scoring/compile.ts";
import type { PairOfIds, Scorer } from "~/domain/scoring/types.ts";
import type { ProposalExchange } from "~/features/pairings/propose.server.ts";
import { canonicalJson } from "~/lib/canonical-json.ts";
import { type MatchingTask, UnprovenResult } from "./compute.server.ts";

/** How the undecided proposals of a cohort would best change, and what that brings. */
export interface Suggestion {
  /** In the order of mentees' ids. */
  readonly changes: readonly StoredChange[];
  readonly before: StoredFigures;
  readonly after: StoredFigures;
  /** Only where the worst pair comes first, and there are proposals. */
  readonly floor: StoredFloor | null;
  /** The same as deeds: which proposals go, and which come with what explanation. */
  readonly exchange: ProposalExchange;
}

/**
 * The best proposals of a task that change as few of those that stand as possible (`SWITCH_PENALTY` for each). Pins stay;
 * where the worst pair comes first, nothing below the worst proposal of now is proposed, unless somebody would be left out.
 *
 * @param proposed  without pins; whoever is not among the people is passed over
 * @returns null where exchanges do not lead to the optimum
 * @throws {UnprovenResult} if what was worked out does not stand when every pair is scored once more
 * Cost: one scan over all pairs; keep it off the thread that serves pages.
 */
export function exchangeOf(
  { criteria, facts, objective }: MatchingTask,
  proposed: readonly PairOfIds[],
): Suggestion | null {
  const scorer = compileScorer(criteria, facts);
  const problem = problemOf(criteria, facts, scorer, objective);
  return isRepairable(problem) ? changed(problem, scorer, proposed) : null;
}

function changed(
  problem: MatchingProblem,
  scorer: Scorer,
  proposed: readonly PairOfIds[],
): Suggestion {
  const menteeAt = new Map(problem.menteeIds.map((id, at) => [id, at]));
  const mentorAt = new Map(problem.mentorIds.map((id, at) => [id, at]));
  const known = proposed.flatMap((pair) => {
    const [mentee, mentor] = [
      menteeAt.get(pair.mentee),
      mentorAt.get(pair.mentor),
    ];
    return mentee === undefined || mentor === undefined
      ? []
      : [{ mentee, mentor, score: scorer.explain(mentee, mentor).score }];
  });
  const state = openKeepingFloor(problem, { pairs: known });
  const all = pairsOfState(state);
  checkPairs(problem, all, figuresOf(state));
  const best = all.filter(({ pinned }) => !pinned);
  const gone = known.filter((pair) => !isAmong(best, pair));
  const come = best.filter((pair) => !isAmong(known, pair));
  return {
    changes: changesOf(problem, gone, come),
    before: figuresWith(problem, known),
    after: figuresOf(state),
    floor: floorBetween(state, known, best),
    exchange: {
      gone: gone.map((pair) => idsOf(problem, pair)),
      coming: come.map((pair) => ({
        ...idsOf(problem, pair),
        score: pair.score,
        explanation: scorer.explain(pair.mentee, pair.mentor),
      })),
    },
  };
}

interface Pair {
  readonly mentee: number;
  readonly mentor: number;
  readonly score: number;
}

function isAmong(pairs: readonly Pair[], { mentee, mentor }: Pair): boolean {
  return pairs.some((one) => one.mentee === mentee && one.mentor === mentor);
}

function idsOf(problem: MatchingProblem, pair: Pair): PairOfIds {
  return {
    mentee: problem.menteeIds[pair.mentee] ?? "",
    mentor: problem.mentorIds[pair.mentor] ?? "",
  };
}

function changesOf(
  problem: MatchingProblem,
  gone: readonly Pair[],
  come: readonly Pair[],
): StoredChange[] {
  const mentees = [...new Set([...gone, ...come].map(({ mentee }) => mentee))];
  return mentees
    .sort((a, b) => a - b) // the facts list people in the order of their ids
    .flatMap((mentee) => {
      const lost = gone.filter((pair) => pair.mentee === mentee);
      const got = come.filter((pair) => pair.mentee === mentee);
      const count = Math.max(lost.length, got.length);
      return Array.from({ length: count }, (_, at) => ({
        mentee: problem.menteeIds[mentee] ?? "",
        from: mentorId(problem, lost[at]),
        to: mentorId(problem, got[at]),
        scoreBefore: lost[at]?.score ?? null,
        scoreAfter: got[at]?.score ?? null,
      }));
    });
}

function mentorId(
  { mentorIds }: MatchingProblem,
  pair: Pair | undefined,
): string | null {
  return pair ? (mentorIds[pair.mentor] ?? null) : null;
}

/** Of both sets of pairs the lowest score, and what it could be. */
function floorBetween(
  state: MatchState,
  known: readonly Pair[],
  best: readonly Pair[],
): StoredFloor | null {
  const now = floorNow(state);
  if (now === null || known.length === 0 || best.length === 0) return null;
  const [before, after] = [lowest(known), lowest(best)];
  return { before, after, possible: now.best > after ? now.best : null };
}

function lowest(pairs: readonly Pair[]): number {
  return pairs.reduce((low, { score }) => Math.min(low, score), 10_000);
}

/** The figures of the proposals as they are, pins included. */
function figuresWith(
  { pins, pinScores }: MatchingProblem,
  pairs: readonly Pair[],
): StoredFigures {
  const all = [
    ...pairs,
    ...pins.map(([mentee], at) => ({ mentee, score: pinScores[at] ?? 0 })),
  ];
  const people = new Set(all.map(({ mentee }) => mentee)).size;
  return {
    people,
    secondPlaces: all.length - people,
    total: all.reduce((sum, { score }) => sum + score, 0),
  };
}

/**
 * Scores every pair once more and holds it against places, pins and rules: a fault of ours must not become a proposal.
 *
 * @param figures  what they are said to amount to
 * @throws {UnprovenResult} if a pair or a figure does not stand
 */
export function checkPairs(
  problem: MatchingProblem,
  pairs: readonly SolvedPair[],
  figures: StoredFigures,
): void {
  const fault = faultOfPairs(problem, pairs);
  if (fault !== null) throw new UnprovenResult(fault.key);
  const again = figuresWith(
    problem,
    pairs.filter(({ pinned }) => !pinned),
  );
  if (canonicalJson(again) !== canonicalJson(figures))
    throw new UnprovenResult("figures");
}
