import { inWorth, worthOf } from "../evenness";
import { openMarket, type Market } from "../market";
import { scanPairs } from "../pair-scan";
import type { MatchingProblem } from "../types";
import { peopleFirst } from "../weights";
import { NONE } from "../exchange-graph";
import { KeptGraph, NOT_ON_OFFER } from "./kept-graph";
import { type KeptPin, MatchState } from "./match-state";
import { type GuardScan, PriceGuard } from "./price-guard";
import {
  convertPrice,
  repairWeights,
  type RepairWeights,
  SWITCH_PENALTY,
} from "./repair-weights";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** The pairs to keep and, if known, the prices that proved them; by position in the problem. */
export interface KnownSolution {
  readonly pairs: readonly {
    readonly mentee: number;
    readonly mentor: number;
  }[];
  /** Prices of a certificate of the same objective; anything else is only a slower start. */
  readonly mentorPrice?: readonly number[] | null;
}

export interface StateOptions {
  /** Basis points of the total per changed pair (repair-weights.ts); `"ties"`: 0, but fewest changes among equals. */
  readonly switchPenalty?: number | "ties";
  /** Pairs with a lower score are not on offer; default the problem's minimum score. For `fairest`: the floor. */
  readonly least?: number;
  /** Candidates per mentee to begin with; by default as many as are worth it. */
  readonly candidates?: number;
  /** A faster scan of the market's pairs. */
  readonly scanOf?: (market: Market) => GuardScan;
}

/**
 * Solves a problem starting from a known solution, in such a way that it can be repaired from then on.
 *
 * The pairs given are kept as far as the weights of `repairWeights` say. If they are the optimum of the objective they all
 * stay: pairs and prices of a finished run are enough to have its state again.
 *
 * @throws {RangeError} if the problem is not well formed, or `stable`, which is not an optimum of a sum
 * Cost: one scan over all pairs, and searches as many as pairs do not fit.
 */
export function openState(
  problem: MatchingProblem,
  known: KnownSolution,
  options: StateOptions = {},
): MatchState {
  const { objective } = problem;
  if (objective === "stable" || !isRepairable(problem))
    throw new RangeError("only an optimum of a sum can be repaired");
  const market = openMarket(inWorth(problem));
  const scan = options.scanOf?.(market) ?? scanPairs(market);
  const places = problem.demand.reduce((sum, own) => sum + own, 0);
  const weights = repairWeights(
    objective,
    places,
    market.top,
    options.switchPenalty ?? SWITCH_PENALTY,
  );
  const graph = new KeptGraph(market.mentees, market.mentors, weights);
  const least = worthOf(
    options.least ?? problem.minimumScore,
    problem.evenness,
  );
  const guard = new PriceGuard(graph, scan, least, options.candidates);
  const state = new MatchState(
    market,
    scan,
    graph,
    guard,
    pinsOf(market),
    least,
  );
  takePlaces(state);
  takePrices(state, weights, known.mentorPrice ?? null);
  guard.readAll();
  takePairs(state, known.pairs);
  return state;
}

/** Whether exchanges of pairs lead to the optimum: not for `stable`, nor under quotas. */
export function isRepairable({
  objective,
  quotas = [],
}: Pick<MatchingProblem, "objective" | "quotas">): boolean {
  return objective !== "stable" && quotas.length === 0;
}

function pinsOf(market: Market): Map<number, readonly KeptPin[]> {
  const pins = new Map<number, readonly KeptPin[]>();
  const { mentee, mentor } = ranksOf(market);
  market.problem.pins.forEach(([i, j], at) => {
    const own = pins.get(mentee[i]!) ?? [];
    const pin = { mentor: mentor[j]!, score: market.problem.pinScores[at]! };
    pins.set(mentee[i]!, [...own, pin]);
  });
  return pins;
}

/** Position in the problem → canonical position. */
export function ranksOf(market: Market): {
  readonly mentee: Int32Array;
  readonly mentor: Int32Array;
} {
  const mentee = new Int32Array(market.mentees);
  const mentor = new Int32Array(market.mentors);
  market.menteeAt.forEach((position, rank) => (mentee[position] = rank));
  market.mentorAt.forEach((position, rank) => (mentor[position] = rank));
  return { mentee, mentor };
}

function takePlaces({ market, graph, pins }: MatchState): void {
  graph.wanted.set(market.wanted);
  graph.pinned.set(market.pinned);
  graph.free.set(market.free);
  for (const [mentee, own] of pins)
    for (const { mentor } of own) graph.addEdge(mentee, mentor, NOT_ON_OFFER);
}

function takePrices(
  { market, graph }: MatchState,
  weights: RepairWeights,
  prices: readonly number[] | null,
): void {
  const { problem } = market;
  const unit = problem.objective === "total" ? 0 : peopleFirst(problem).second;
  const from = { unit, perPoint: 1 };
  const to = { unit: weights.second, perPoint: weights.perPoint };
  for (let j = 0; j < market.mentors; j++)
    if (graph.free[j]! > 0)
      graph.price[j] = convertPrice(
        prices?.[market.mentorAt[j]!] ?? 0,
        from,
        to,
      );
}

function takePairs(state: MatchState, pairs: KnownSolution["pairs"]): void {
  const { market, graph } = state;
  const rank = ranksOf(market);
  for (const pair of pairs)
    takePair(state, rank.mentee[pair.mentee]!, rank.mentor[pair.mentor]!);
  for (let i = 0; i < market.mentees; i++)
    if (graph.wanted[i]! > 0) takeValue(state, i);
  for (let j = 0; j < market.mentors; j++) state.reopen("mentor", j);
  state.settle();
  graph.moved.clear();
  for (let i = 0; i < market.mentees; i++) graph.moved.add(i);
  state.rebase();
}

function takePair(state: MatchState, mentee: number, mentor: number): void {
  const { graph } = state;
  let edge = graph.edgeBetween(mentee, mentor);
  if (edge === NONE) {
    const score = state.scan.score(mentee, mentor);
    edge = graph.addEdge(mentee, mentor, state.onOffer(score));
  }
  if (graph.score[edge]! < 0) return;
  graph.setKept(edge, true);
  if (graph.hasOpenPlace(mentee) && graph.hasRoom(mentor)) graph.assign(edge);
}

/** The best that the unassigned candidates offer; pairs that bring less are given up. */
function takeValue(state: MatchState, mentee: number): void {
  const { graph } = state;
  let value =
    graph.filled[mentee]! > 0
      ? -graph.lastBonus(mentee)
      : -graph.nextBonus(mentee);
  for (
    let edge = graph.firstOfMentee[mentee]!;
    edge !== NONE;
    edge = graph.nextOfMentee[edge]!
  )
    if (graph.assigned[edge] === 0) value = Math.max(value, graph.net(edge));
  graph.value[mentee] = -Infinity;
  state.raise(mentee, value);
  // whatever stands outside the candidates has to be held against this value
  graph.touched.set(mentee, Infinity);
}
