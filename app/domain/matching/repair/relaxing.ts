import { worthOf } from "../evenness";
import type { MatchState } from "./match-state";
import { ranksOf } from "./open-state";
import { type MatchEvent, repair, type Repaired } from "./repair";
import { gainOf, placesOf } from "./why-not";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** What the rules say of a pair: the score hard rules aside, and the keys of the hard rules that forbid it. */
export interface PairRules {
  readonly score: number;
  readonly blockedBy: readonly string[];
}

/** One thing that, done differently, would give a mentee a pair and take nobody's. By position in the problem. */
export type Relaxing = {
  /** With whom the pair would be possible, or where the place would be. */
  readonly mentor: number;
  readonly effect: Repaired;
} & (
  | { readonly kind: "place" }
  | { readonly kind: "minimum"; readonly score: number }
  | { readonly kind: "rule"; readonly rule: string }
);

/** A place that would serve somebody else is passed over for the next, but not for ever. */
const PLACES_TRIED = 3;

type Obstacle =
  | { readonly kind: "minimum"; readonly score: number }
  | { readonly kind: "rule"; readonly rule: string };

/**
 * What would give a mentee without a mentor a pair: one more place somewhere, a lower minimum for one pair, or one hard
 * rule less for one pair. Of each kind (and each rule) the one that promises most, its effect worked out exactly.
 *
 * @param state opened with `switchPenalty: "ties"`; it is not changed
 * @param rulesOf by position in the problem; asked about every pair of the mentee that is not on offer
 * @returns the one that brings most first; empty if no single thing would do
 * Cost: `rulesOf` once per mentor, one search for each kind.
 */
export function relaxingsFor(
  state: MatchState,
  mentee: number,
  rulesOf: (mentee: number, mentor: number) => PairRules,
): Relaxing[] {
  const i = ranksOf(state.market).mentee[mentee];
  if (i === undefined) throw new RangeError("there is no such mentee");
  const found: Relaxing[] = [];
  for (const place of promisingPlaces(state, i)) {
    const person = state.market.mentorAt[place]!;
    const places = placesOf(state, place) + 1;
    const event = { kind: "places", side: "mentor", person, places } as const;
    const effect = tryOut(state, i, event);
    if (effect !== null) found.push({ kind: "place", mentor: person, effect });
    if (effect !== null) break;
  }
  for (const { j, score, obstacle } of bestObstacles(state, i, rulesOf)) {
    const mentor = state.market.mentorAt[j]!;
    const effect = tryOut(state, i, { kind: "allow", mentee, mentor, score });
    if (effect !== null) found.push({ ...obstacle, mentor, effect });
  }
  return found.sort(
    (a, b) => gainOf(state, b.effect) - gainOf(state, a.effect),
  );
}

/**
 * The mentors at whom another place promises most for this mentee, by exchanges of candidates in which everybody keeps as
 * many mentors as they had.
 */
function promisingPlaces(state: MatchState, i: number): number[] {
  const { graph } = state;
  const gain = state
    .lossesOnTheWayTo(i)
    .map((loss, j) =>
      graph.free[j] === 0 ? -Infinity : graph.price[j]! - loss,
    );
  return Array.from(gain.keys())
    .filter((j) => gain[j]! > -Infinity)
    .sort((a, b) => gain[b]! - gain[a]! || a - b)
    .slice(0, PLACES_TRIED);
}

interface Found {
  readonly j: number;
  readonly score: number;
  readonly obstacle: Obstacle;
  readonly promise: number;
}

/** The pairs of a mentee that one obstacle alone keeps apart; of each obstacle the pair that promises most. */
function bestObstacles(
  state: MatchState,
  i: number,
  rulesOf: (mentee: number, mentor: number) => PairRules,
): Found[] {
  const { graph, market } = state;
  const best = new Map<string, Found>();
  for (let j = 0; j < market.mentors; j++) {
    if (graph.free[j] === 0) continue;
    const { score, blockedBy } = rulesOf(
      market.menteeAt[i]!,
      market.mentorAt[j]!,
    );
    const worth = worthOf(score, market.problem.evenness);
    const obstacle = onlyObstacle(score, worth < state.least, blockedBy);
    if (obstacle === null) continue;
    const name = obstacle.kind === "rule" ? obstacle.rule : "";
    const promise = graph.weights.perPoint * worth - graph.price[j]!;
    if (promise > (best.get(name)?.promise ?? -Infinity))
      best.set(name, { j, score, obstacle, promise });
  }
  return [...best.values()];
}

function onlyObstacle(
  score: number,
  isBelow: boolean,
  blockedBy: readonly string[],
): Obstacle | null {
  const [rule, ...more] = blockedBy;
  if (rule === undefined) return isBelow ? { kind: "minimum", score } : null;
  return more.length === 0 && !isBelow ? { kind: "rule", rule } : null;
}

/** @returns null if the mentee would still have nobody, or somebody else would have a mentor less */
function tryOut(
  state: MatchState,
  i: number,
  event: MatchEvent,
): Repaired | null {
  const copy = state.clone();
  // ahead of others who have nobody; where only the total counts nobody comes ahead
  if (state.market.problem.objective !== "total") copy.graph.favoured = i;
  copy.reopen("mentee", i);
  const effect = repair(copy, event);
  const isServed = copy.mentorsOf(i).length > 0;
  return isServed && effect.changes.every(({ to }) => to !== null)
    ? effect
    : null;
}
