import type {
  StoredInsights,
  StoredMatchingResult,
} from "db/schema/matching.ts";
import { problemOf } from "~/domain/matching/problem.ts";
import type { MatchState } from "~/domain/matching/repair/match-state.ts";
import {
  isRepairable,
  openState,
} from "~/domain/matching/repair/open-state.ts";
import {
  type Relaxing,
  relaxingsFor,
} from "~/domain/matching/repair/relaxing.ts";
import { canBreakTies } from "~/domain/matching/repair/repair-weights.ts";
import {
  keepState,
  restoreState,
} from "~/domain/matching/repair/state-bytes.ts";
import { dearestPlaces } from "~/domain/matching/repair/why-not.ts";
import type { MatchingProblem } from "~/domain/matching/types.ts";
import { compileScorer } from "~/domain/scoring/compile.ts";
import type { Scorer } from "~/domain/scoring/types.ts";
import type { MatchingTask } from "./compute.server.ts";
import { gainBetween } from "./effect.server.ts";

/** What is kept of a finished run besides its result, so that questions about it take a search and not a run. */
export interface KeptRun {
  readonly state: Uint8Array;
  readonly insights: StoredInsights;
}

/** More is not kept: some 50,000 mentees. Questions about larger runs get the bounds of the proof only. */
const MOST_BYTES = 8_000_000;
/** Mentors for whom the worth of one more place is worked out, and those who are then named: a price is a bound only. */
const PLACES_TRIED = 15;
const PLACES = 5;
/** Unmatched mentees for whom a remedy is worked out; in a cohort with more it is capacity that lacks. */
const REMEDIES = 50;

type KeptResult = Pick<StoredMatchingResult, "pairs" | "certificate" | "floor">;

/**
 * Solves the run's own exchanges once more from its pairs and prices, and keeps the state with the answers that take long.
 * The same run gives the same bytes, so what got lost can be made again.
 *
 * @returns null for an objective that is not the optimum of a sum, and where the state would be too large
 * Cost: one scan over all pairs, and a search for each answer; keep it off the thread that serves pages.
 */
export function keepRun(
  task: MatchingTask,
  stored: KeptResult,
): KeptRun | null {
  const scorer = compileScorer(task.criteria, task.facts);
  const problem = problemOf(task.criteria, task.facts, scorer, task.objective);
  if (!isRepairable(problem)) return null;
  const state = keepState(stateOf(problem, stored));
  const again = restoreState(state, problem);
  if (again === null || state.length > MOST_BYTES) return null;
  return { state, insights: insightsOf(problem, scorer, again) };
}

function stateOf(problem: MatchingProblem, result: KeptResult): MatchState {
  const { pairs, certificate } = result;
  const menteeAt = new Map(problem.menteeIds.map((id, at) => [id, at]));
  const mentorAt = new Map(problem.mentorIds.map((id, at) => [id, at]));
  const places = problem.demand.reduce((sum, own) => sum + own, 0);
  return openState(
    problem,
    {
      pairs: pairs
        .filter(({ pinned }) => !pinned)
        .map(({ mentee, mentor }) => ({
          mentee: menteeAt.get(mentee) ?? -1,
          mentor: mentorAt.get(mentor) ?? -1,
        })),
      mentorPrice: certificate
        ? problem.mentorIds.map((id) => certificate.mentorPrice[id] ?? 0)
        : null,
    },
    {
      switchPenalty: canBreakTies(places) ? "ties" : 0,
      least: leastOf(problem, result),
    },
  );
}

/** Where the worst pair comes first, nobody may be below it: the proof of the run speaks of those pairs only. */
function leastOf(
  problem: MatchingProblem,
  { pairs, floor }: KeptResult,
): number {
  const isFloored = problem.objective === "fairest" || problem.floor === true;
  if (!isFloored) return problem.minimumScore;
  // the best total may be above it throughout, and exchanges need not be
  if (typeof floor === "number") return floor;
  const open = pairs.filter(({ pinned }) => !pinned);
  return open.reduce(
    (low, { score }) => Math.min(low, score),
    open.length === 0 ? problem.minimumScore : 10_000,
  );
}

function insightsOf(
  problem: MatchingProblem,
  scorer: Scorer,
  state: MatchState,
): StoredInsights {
  const { market } = state;
  const unmatched = Array.from(market.menteeAt.keys())
    .filter((i) => state.mentorsOf(i).length === 0)
    .slice(0, REMEDIES)
    .map((i) => market.menteeAt[i] ?? -1);
  return {
    places: dearestPlaces(state, PLACES_TRIED)
      .filter(({ gain }) => gain > 0)
      .sort((a, b) => b.gain - a.gain)
      .slice(0, PLACES)
      .map(({ mentor, effect }) => ({
        mentor: problem.mentorIds[mentor] ?? "",
        gain: gainBetween(effect.before, effect.after),
        moves: effect.changes.length,
      })),
    relaxings: unmatched.flatMap((mentee) => {
      const [best] = relaxingsFor(state, mentee, (i, j) => {
        const { score, blockedBy } = scorer.explain(i, j);
        return { score, blockedBy: blockedBy.map(({ key }) => key) };
      });
      return best ? [remedyOf(problem, scorer, mentee, best)] : [];
    }),
  };
}

function remedyOf(
  problem: MatchingProblem,
  scorer: Scorer,
  mentee: number,
  best: Relaxing,
): StoredInsights["relaxings"][number] {
  const { mentor, kind, effect } = best;
  const [reason = null] =
    kind === "rule" ? scorer.explain(mentee, mentor).blockedBy : [];
  return {
    mentee: problem.menteeIds[mentee] ?? "",
    mentor: problem.mentorIds[mentor] ?? "",
    kind,
    reason,
    score: kind === "minimum" ? best.score : null,
    gain: gainBetween(effect.before, effect.after),
  };
}
