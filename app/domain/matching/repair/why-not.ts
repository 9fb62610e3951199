import type { MatchState } from "./match-state";
import { ranksOf } from "./open-state";
import { repair, type Repaired } from "./repair";

// `!` after an index: positions come from loops over the same arrays, or are checked by `repair`.

/**
 * What insisting on a pair does to all the others, exactly: who moves where, and the figures before and after.
 *
 * @param state opened with `switchPenalty: "ties"`, or the penalty counts as well; it is not changed
 * @param score of the pair where a rule forbids it
 * @returns null if pins leave one of the two no place
 * @throws {RangeError} if they are nobody, or the pair is pinned already
 * Cost: one or two exchange searches and a copy of the state.
 */
export function effectOfPair(
  state: MatchState,
  mentee: number,
  mentor: number,
  score?: number,
): Repaired | null {
  const rank = ranksOf(state.market);
  const [i, j] = [rank.mentee[mentee], rank.mentor[mentor]];
  if (i === undefined || j === undefined)
    throw new RangeError("the pair names nobody");
  if (state.graph.wanted[i] === 0 || state.graph.free[j] === 0) return null;
  return repair(state.clone(), { kind: "pin", mentee, mentor, score });
}

/**
 * The least that insisting on a pair costs, in the weights of the state: value + price − weight. No search, a lower bound.
 *
 * @returns 0 for a pair that stands; null if pins leave one of the two no place
 */
export function leastCostOfPair(
  state: MatchState,
  mentee: number,
  mentor: number,
): number | null {
  const { graph, market } = state;
  const rank = ranksOf(market);
  const [i, j] = [rank.mentee[mentee]!, rank.mentor[mentor]!];
  if (state.mentorsOf(i).includes(j)) return 0;
  if (graph.wanted[i] === 0 || graph.free[j] === 0) return null;
  const worth = market.problem.score(mentee, mentor);
  if (worth < 0) return null;
  return graph.value[i]! + graph.price[j]! - graph.weights.perPoint * worth;
}

/** What one more place at a mentor would bring. */
export interface PlaceWorth {
  readonly mentor: number;
  /** The price: in the weights of the state, no more than that. */
  readonly atMost: number;
  /** What it brings exactly, in the same weights. */
  readonly gain: number;
  readonly effect: Repaired;
}

/**
 * What one more place at a mentor would bring, exactly, and who would move.
 *
 * @param state see `effectOfPair`; it is not changed
 * Cost: one exchange search and a copy of the state.
 */
export function onePlaceMore(state: MatchState, mentor: number): PlaceWorth {
  const { graph, market } = state;
  const rank = ranksOf(market).mentor[mentor];
  if (rank === undefined) throw new RangeError("there is no such mentor");
  const places = placesOf(state, rank) + 1;
  const effect = repair(state.clone(), {
    kind: "places",
    side: "mentor",
    person: mentor,
    places,
  });
  const gain = gainOf(state, effect);
  return { mentor, atMost: graph.price[rank]!, gain, effect };
}

/** What a repair brings for people, places and the total together, in the weights of the state; kept pairs aside. */
export function gainOf(
  { graph }: MatchState,
  { before, after }: Pick<Repaired, "before" | "after">,
): number {
  const { first, second, perPoint } = graph.weights;
  return (
    first * (after.people - before.people) +
    second * (after.secondPlaces - before.secondPlaces) +
    perPoint * (after.total - before.total)
  );
}

/** Places of a canonical mentor in all, pins included. */
export function placesOf({ graph, pins }: MatchState, mentor: number): number {
  let places = graph.free[mentor]!;
  for (const own of pins.values())
    places += own.filter((one) => one.mentor === mentor).length;
  return places;
}

/**
 * The mentors in whose places others would gain most, the dearest first: only full mentors have a price.
 *
 * @returns at most `count`, with what one more place would bring exactly
 */
export function dearestPlaces(state: MatchState, count: number): PlaceWorth[] {
  const { graph, market } = state;
  return Array.from(graph.price.keys())
    .filter((j) => graph.free[j]! > 0 && graph.price[j]! > 0)
    .sort((a, b) => graph.price[b]! - graph.price[a]! || a - b)
    .slice(0, count)
    .map((j) => onePlaceMore(state, market.mentorAt[j]!));
}
