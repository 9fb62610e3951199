import { countBlockingPairs } from "./blocking";
import {
  changesBetween,
  figuresOfPairs,
  type ScoredPair,
} from "./pair-changes";
import { QuotaUnattainable } from "./quota-bounds";
import { type Figures, pairsOfState } from "./repair/figures";
import type { MatchState } from "./repair/match-state";
import { isRepairable, openState } from "./repair/open-state";
import { type MatchEvent, type PairChange, repair } from "./repair/repair";
import { canBreakTies } from "./repair/repair-weights";
import { solveMatching } from "./solve";
import {
  allPairs,
  arePairsSame,
  type Standing,
  withoutTheWaiting,
} from "./standing";
import type { MatchingProblem, SolvedPair } from "./types";
import { loosened, type Wanted, withPair } from "./wanted-pair";

/** What insisting on a pair does to the proposals as they stand. */
export interface Insisted {
  readonly changes: readonly PairChange[];
  readonly before: Figures;
  readonly after: Figures;
  /** All others arranged as well as can be; false: as few as possible move, since more could be gained without the pair. */
  readonly isBest: boolean;
  /** Where the worst pair comes first: the lowest score of the others, and whether the pair itself is below it. */
  readonly floor: {
    readonly before: number;
    readonly after: number;
    readonly isBelow: boolean;
  } | null;
  /** Under `stable`: pairs who would both rather have each other. */
  readonly blocking: { readonly before: number; readonly after: number } | null;
}

/** Why nothing can be said: the places of one of the two are decided, the two are a pair, no pairs with it keep to the quotas. */
export type Hindrance = "no_place" | "stands" | "quotas";

export type Insisting = (wanted: Wanted) => Insisted | Hindrance;

/** A kept pair is worth more than any exchange gains: nobody moves who need not. */
const KEEP = 25_000;

/**
 * Prepares the question what insisting on a pair would do to proposals as they stand.
 *
 * Where the proposals are the best there can be, the answer is the best with the pair, with the fewest changes among equals.
 * Where they are not (somebody was refused, a pair was made by hand), whoever has no proposal waits, and as few others as
 * possible move. Under quotas and `stable` everything is matched anew with the pair fixed.
 *
 * @throws {RangeError} if the problem is not well formed
 * Cost: one scan over all pairs, two where something could be gained; then an exchange search for each question, or a whole
 *   matching under quotas, under `stable`, and where a floor has to fall.
 */
export function openInsisting(standing: Standing): Insisting {
  const answer = isRepairable(standing.problem)
    ? byRepair(standing)
    : bySolving(standing);
  return (wanted) => hindrance(standing, wanted) ?? answer(wanted);
}

function hindrance(standing: Standing, wanted: Wanted): Hindrance | null {
  const { problem } = standing;
  const { mentee, mentor, instead } = wanted;
  const isWanted = (pair: { mentee: number; mentor: number }) =>
    pair.mentee === mentee && pair.mentor === mentor;
  if (allPairs(standing).some(isWanted)) return "stands";
  const pins = problem.pins.filter(([i, j]) => i !== mentee || j !== instead);
  const places = (problem.demand[mentee] ?? 0) - countAt(pins, 0, mentee);
  const room = (problem.capacity[mentor] ?? 0) - countAt(pins, 1, mentor);
  return places > 0 && room > 0 ? null : "no_place";
}

function countAt(
  pins: MatchingProblem["pins"],
  side: 0 | 1,
  person: number,
): number {
  return pins.filter((pin) => pin[side] === person).length;
}

type Answer = (wanted: Wanted) => Insisted | Hindrance;

function byRepair(standing: Standing): Answer {
  const floor = floorOf(standing);
  const { whole, few } = waysOf(standing);
  const best = whole && open(whole.standing, whole.penalty, floor);
  const isBest = best !== null && stands(best, standing);
  const way = isBest && whole ? whole : few;
  const state = isBest ? best : open(few.standing, few.penalty, floor);
  return (wanted) => {
    const kept = insistIn(standing, state, wanted, { isBest, floor });
    const isFloored = floor !== null && !isNoWorse(kept);
    const lower = isFloored ? lowerFloor(way.standing, wanted) : null;
    if (lower === null || lower >= (floor ?? 0)) return kept;
    const fallen = open(way.standing, way.penalty, lower);
    return insistIn(standing, fallen, wanted, { isBest, floor });
  };
}

interface Way {
  readonly standing: Standing;
  readonly penalty: number | "ties";
}

/** The whole as it is if fewest changes can be told apart, and without those who wait. */
function waysOf(standing: Standing): { whole: Way | null; few: Way } {
  const places = standing.problem.demand.reduce((sum, own) => sum + own, 0);
  return {
    whole:
      standing.isWhole && canBreakTies(places)
        ? { standing, penalty: "ties" }
        : null,
    few: { standing: withoutTheWaiting(standing), penalty: KEEP },
  };
}

function open(
  { problem, pairs, mentorPrice }: Standing,
  switchPenalty: number | "ties",
  floor: number | null,
): MatchState {
  const least = floor ?? problem.minimumScore;
  return openState(problem, { pairs, mentorPrice }, { switchPenalty, least });
}

function stands(state: MatchState, standing: Standing): boolean {
  return arePairsSame(pairsOfState(state), allPairs(standing));
}

function insistIn(
  standing: Standing,
  state: MatchState,
  wanted: Wanted,
  { isBest, floor }: { isBest: boolean; floor: number | null },
): Insisted {
  const copy = state.clone();
  repair(copy, ...eventsOf(standing.problem, wanted));
  const after = pairsOfState(copy);
  const others = after.filter((pair) => !pair.pinned);
  return {
    ...difference(standing, after),
    isBest,
    floor: floor === null ? null : floorAfter(floor, others, wanted.score),
    blocking: null,
  };
}

function eventsOf({ pins }: MatchingProblem, wanted: Wanted): MatchEvent[] {
  const { mentee, mentor, score, instead } = wanted;
  const pinning: MatchEvent = { kind: "pin", mentee, mentor, score };
  if (instead === null) return [pinning];
  const isPinned = pins.some(([i, j]) => i === mentee && j === instead);
  const given = { mentee, mentor: instead };
  return [
    ...(isPinned ? [{ kind: "unpin", ...given } as const] : []),
    { kind: "forbid", ...given },
    pinning,
  ];
}

function difference(standing: Standing, after: readonly ScoredPair[]) {
  const before = allPairs(standing);
  return {
    changes: changesBetween(before, after),
    before: figuresOfPairs(before),
    after: figuresOfPairs(after),
  };
}

/** The lowest score of the proposals, where the worst pair comes first. */
function floorOf({ problem, pairs }: Standing): number | null {
  if (problem.objective !== "fairest" && problem.floor !== true) return null;
  return lowestOf(pairs, pairs.length === 0 ? problem.minimumScore : 10_000);
}

function lowestOf(pairs: readonly ScoredPair[], start: number): number {
  return pairs.reduce((low, { score }) => Math.min(low, score), start);
}

function floorAfter(
  before: number,
  others: readonly ScoredPair[],
  own: number,
): Insisted["floor"] {
  const after = lowestOf(others, before);
  return { before, after, isBelow: own < after };
}

function isNoWorse({ before, after }: Insisted): boolean {
  return (
    after.people >= before.people &&
    after.people + after.secondPlaces >= before.people + before.secondPlaces
  );
}

/** The best floor with which as many places are filled as can be with the pair. */
function lowerFloor({ problem }: Standing, wanted: Wanted): number | null {
  const { objective } = problem;
  const floored: MatchingProblem = {
    ...withPair(problem, wanted),
    floor: true,
    // for `total` a floor keeps out what is below the best one for most people: the same search
    objective: objective === "total" ? "coverage" : objective,
  };
  return solveMatching(floored).floor;
}

function bySolving(standing: Standing): Answer {
  const floor = floorOf(standing);
  const asIs = standing.isWhole ? solved(standing.problem) : null;
  const isBest = asIs !== null && arePairsSame(asIs, allPairs(standing));
  const { problem } = isBest ? standing : withoutTheWaiting(standing);
  return (wanted) => {
    const after = solved(withPair(problem, wanted));
    if (after === null) return "quotas";
    const open = after.filter(({ pinned }) => !pinned);
    return {
      ...difference(standing, after),
      isBest,
      floor: floor === null ? null : floorAfter(floor, open, wanted.score),
      blocking:
        problem.objective === "stable"
          ? blockingWith(problem, standing, after, wanted)
          : null,
    };
  };
}

/** null where no pairs keep to the quotas. */
function solved(problem: MatchingProblem): readonly SolvedPair[] | null {
  try {
    return solveMatching(problem).pairs;
  } catch (error) {
    if (error instanceof QuotaUnattainable) return null;
    throw error;
  }
}

/** The pair itself may be given up by either of the two, and so may the one before it: both were somebody's will only. */
function blockingWith(
  problem: MatchingProblem,
  standing: Standing,
  after: readonly ScoredPair[],
  wanted: Wanted,
): NonNullable<Insisted["blocking"]> {
  const { pins } = loosened(problem, wanted);
  const free: MatchingProblem = {
    ...problem,
    pins,
    pinScores: pins.map(() => 0),
  };
  const isPinned = (pair: ScoredPair) =>
    pins.some(([i, j]) => i === pair.mentee && j === pair.mentor);
  const count = (pairs: readonly ScoredPair[]) =>
    countBlockingPairs(
      free,
      pairs.map((pair) => ({ ...pair, pinned: isPinned(pair) })),
    );
  return { before: count(allPairs(standing)), after: count(after) };
}
