import { scoreOfWorth } from "../evenness";
import { NONE } from "../exchange-graph";
import type { Market } from "../market";
import { hasFloor } from "../objectives";
import type { PairScan } from "../pair-scan";
import { PlaceFilling } from "../places";
import type { MatchingProblem } from "../types";
import { TOO_LOW } from "./kept-graph";
import type { MatchState } from "./match-state";
import { type KnownSolution, openState } from "./open-state";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** What the floor of a repaired matching is worth now. */
export interface FloorNow {
  /**
   * `kept`: the floor is still the best there is. `higher`: as many places could be filled with a better worst pair.
   * `lower`: the floor costs places; more could be filled with a worse worst pair.
   */
  readonly kind: "kept" | "higher" | "lower";
  /** The best floor now, basis points; to have it, open a state anew with it as `least`. */
  readonly best: number;
  /** Mentees with a mentor, and second places, that can be filled from the best floor on. Pins included. */
  readonly people: number;
  readonly secondPlaces: number;
}

/**
 * Holds the floor that repairs keep to against what has become of the people: it may cost somebody their place by now, or
 * be lower than it need be. Exact, as a run of `fairest` would find it.
 *
 * @param state opened with the run's floor as `least`; it is not changed
 * @returns null where the worst pair has no rank of its own
 * Cost: a look at the mentees without all their places if the floor is kept; else fillings of all places, 15 at most.
 */
export function floorNow(state: MatchState): FloorNow | null {
  const { problem, top } = state.market;
  if (!hasFloor(problem)) return null;
  const [market, scan] = [marketNow(state), scanNow(state)];
  const start = partnersOf(state);
  const all = new PlaceFilling(market, scan, problem.minimumScore);
  all.run(start, { people: 0, secondPlaces: 0 });
  const reaches = (least: number) =>
    new PlaceFilling(market, scan, least).run(start, all.reached);
  const answer = (kind: FloorNow["kind"], best: number): FloorNow => ({
    kind,
    best: scoreOfWorth(best, problem.evenness),
    ...all.reached,
  });
  const { least } = state;
  if (all.partners.every((own) => own.length === 0))
    return answer("kept", least);
  if (!reaches(least))
    return answer("lower", greatest(problem.minimumScore, least - 1, reaches));
  return least < top && reaches(least + 1)
    ? answer("higher", greatest(least + 1, top, reaches))
    : answer("kept", least);
}

/**
 * Opens a state that keeps to the worst of the known pairs where the worst pair comes first. That floor falls only if
 * somebody could not have a place otherwise, and then no further than it must.
 *
 * @throws {RangeError} see `openState`
 * Cost: that of `openState`, twice where the floor falls, and of `floorNow`.
 */
export function openKeepingFloor(
  problem: MatchingProblem,
  known: KnownSolution,
): MatchState {
  if (!hasFloor(problem)) return openState(problem, known);
  const scores = known.pairs
    .map(({ mentee, mentor }) => problem.score(mentee, mentor))
    .filter((score) => score >= problem.minimumScore);
  const least = scores.length === 0 ? undefined : lowest(scores);
  const state = openState(problem, known, { least });
  const now = floorNow(state);
  return now?.kind === "lower"
    ? openState(problem, known, { least: now.best })
    : state;
}

function lowest(scores: readonly number[]): number {
  return scores.reduce((low, score) => Math.min(low, score), 10_000);
}

/** The greatest of whole numbers for which something holds that holds for `low`, and for all below one for which it does. */
function greatest(
  low: number,
  high: number,
  holds: (at: number) => boolean,
): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to + 1) >> 1;
    if (holds(middle)) from = middle;
    else to = middle - 1;
  }
  return from;
}

/** The places of now: events have changed them since the market was opened. */
function marketNow({ market, graph, pins }: MatchState): Market {
  const { wanted, pinned, free } = graph;
  const pinsOf = new Map(
    [...pins].map(([mentee, own]) => [mentee, own.map(({ mentor }) => mentor)]),
  );
  return { ...market, wanted, pinned, free, pinsOf };
}

/** The scores of now: what events have ruled out or allowed stands in the candidates. */
function scanNow({
  market,
  graph,
  scan,
}: MatchState): Pick<PairScan, "row" | "score"> {
  const own = new Int16Array(market.mentors);
  const scoreOf = (edge: number): number => {
    const score = graph.score[edge]!;
    if (score !== TOO_LOW) return score;
    return market.problem.score(
      market.menteeAt[graph.menteeOf[edge]!]!,
      market.mentorAt[graph.mentorOf[edge]!]!,
    );
  };
  return {
    score: (mentee, mentor) => {
      const edge = graph.edgeBetween(mentee, mentor);
      return edge === NONE ? scan.score(mentee, mentor) : scoreOf(edge);
    },
    row: (mentee) => {
      own.set(scan.row(mentee));
      for (
        let edge = graph.firstOfMentee[mentee]!;
        edge !== NONE;
        edge = graph.nextOfMentee[edge]!
      )
        own[graph.mentorOf[edge]!] = scoreOf(edge);
      return own;
    },
  };
}

/** Canonical mentors of each mentee, pins aside. */
function partnersOf({ graph }: MatchState): number[][] {
  return Array.from({ length: graph.mentees }, (_, i) =>
    Array.from(
      graph.held.subarray(2 * i, 2 * i + graph.filled[i]!),
      (edge) => graph.mentorOf[edge]!,
    ),
  );
}
