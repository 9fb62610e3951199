import { scoreOfWorth, worthOf } from "../evenness";
import { figuresOf, type Figures } from "./figures";
import { allow, forbid, pin, setCapacity, setDemand, unpin } from "./events";
import { NONE } from "../exchange-graph";
import type { MatchState } from "./match-state";
import { ranksOf } from "./open-state";

// `!` after an index: positions are checked before.

type Side = "mentee" | "mentor";

/** What can happen to a solved matching. Everybody by position in the problem. */
export type MatchEvent =
  /** A decline, or an exclusion: the two may not be a pair. */
  | {
      readonly kind: "forbid";
      readonly mentee: number;
      readonly mentor: number;
    }
  /** An exclusion is lifted, or a rule is for this pair. `score` default: the problem's. */
  | {
      readonly kind: "allow";
      readonly mentee: number;
      readonly mentor: number;
      readonly score?: number;
    }
  /** `score` default: the problem's; needed where a rule forbids the pair. */
  | {
      readonly kind: "pin";
      readonly mentee: number;
      readonly mentor: number;
      readonly score?: number;
    }
  | { readonly kind: "unpin"; readonly mentee: number; readonly mentor: number }
  /** Places in all, pins included: 0 for somebody who withdraws, more than before for somebody who joins (again). */
  | {
      readonly kind: "places";
      readonly side: Side;
      readonly person: number;
      readonly places: number;
    };

/** One mentee's place: who had it with whom, and with whom now. Positions in the problem; null for nobody. */
export interface PairChange {
  readonly mentee: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly scoreBefore: number | null;
  readonly scoreAfter: number | null;
}

export interface Repaired {
  /** In the order of mentee ids. */
  readonly changes: readonly PairChange[];
  readonly before: Figures;
  readonly after: Figures;
}

/**
 * Repairs a matching after an event: exactly the optimum of its objective, less the switch penalty for every pair that is
 * taken apart. The state is changed, and holds the new pairs as those to keep from now on.
 *
 * @throws {RangeError} if the event names nobody, a pin does not fit, or there are more places than the weights have room for
 * Cost: one or two exchange searches, and the few pairs outside the candidates that the moved prices concern.
 */
export function repair(
  state: MatchState,
  ...events: readonly MatchEvent[]
): Repaired {
  const before = figuresOf(state);
  const had = new Map<number, Held[]>();
  for (const event of events) {
    noteHeld(state, concernedBy(state, event), had);
    carryOut(state, event);
  }
  state.settle();
  const changes = changesOf(state, had);
  state.rebase();
  return { changes, before, after: figuresOf(state) };
}

interface Held {
  readonly mentor: number;
  readonly score: number;
}

/** Mentees whose pairs an event itself may end or mark anew; all other pairs are known by their edges. */
function concernedBy(state: MatchState, event: MatchEvent): number[] {
  const rank = ranksOf(state.market);
  if (event.kind !== "places") return [rank.mentee[event.mentee]!];
  if (event.side === "mentee") return [rank.mentee[event.person]!];
  const mentor = rank.mentor[event.person]!;
  return [...state.pins]
    .filter(([, own]) => own.some((one) => one.mentor === mentor))
    .map(([mentee]) => mentee);
}

function noteHeld(
  state: MatchState,
  mentees: readonly number[],
  had: Map<number, Held[]>,
): void {
  for (const mentee of mentees)
    if (!had.has(mentee)) had.set(mentee, heldBefore(state, mentee));
}

function carryOut(state: MatchState, event: MatchEvent): void {
  const rank = ranksOf(state.market);
  const { problem } = state.market;
  if (event.kind === "places") {
    checkPlaces(event.places, event.side);
    const ranks = event.side === "mentee" ? rank.mentee : rank.mentor;
    const at = positionIn(ranks, event.person);
    if (event.side === "mentee") setDemand(state, at, event.places);
    else setCapacity(state, at, Math.min(event.places, state.market.mentees));
    return;
  }
  const i = positionIn(rank.mentee, event.mentee);
  const j = positionIn(rank.mentor, event.mentor);
  const isPinned = pinsOf(state, i).some(({ mentor }) => mentor === j);
  if (isPinned !== (event.kind === "unpin"))
    throw new RangeError(isPinned ? "the pair is pinned" : "no such pin");
  if (event.kind === "forbid") forbid(state, i, j);
  else if (event.kind === "unpin") unpin(state, i, j);
  else {
    const score =
      event.score === undefined
        ? problem.score(event.mentee, event.mentor)
        : worthOf(event.score, problem.evenness);
    if (event.kind === "allow") allow(state, i, j, score);
    else pinIfItFits(state, i, j, score);
  }
}

function pinIfItFits(
  state: MatchState,
  i: number,
  j: number,
  score: number,
): void {
  if (score < 0) throw new RangeError("a forbidden pin needs a score");
  if (state.graph.wanted[i] === 0 || state.graph.free[j] === 0)
    throw new RangeError("no place is left for the pin");
  pin(state, i, j, score);
}

function positionIn(ranks: Int32Array, position: number): number {
  const rank = ranks[position];
  if (rank === undefined) throw new RangeError("the event names nobody");
  return rank;
}

function checkPlaces(places: number, side: Side): void {
  const most = side === "mentee" ? 2 : Infinity;
  if (!Number.isInteger(places) || places < 0 || places > most)
    throw new RangeError("places must be whole, and 0 to 2 for a mentee");
}

function changesOf(
  state: MatchState,
  had: ReadonlyMap<number, Held[]>,
): PairChange[] {
  const { market } = state;
  const changes: PairChange[] = [];
  for (const i of [...state.graph.moved].sort((a, b) => a - b)) {
    const before = had.get(i) ?? heldBefore(state, i);
    const after = [...pinsOf(state, i), ...edgesOf(state, i, "assigned")];
    const lost = without(before, after);
    const gained = without(after, before);
    for (let at = 0; at < Math.max(lost.length, gained.length); at++)
      changes.push({
        mentee: market.menteeAt[i]!,
        from: at < lost.length ? market.mentorAt[lost[at]!.mentor]! : null,
        to: at < gained.length ? market.mentorAt[gained[at]!.mentor]! : null,
        scoreBefore: scoreOf(state, lost[at]),
        scoreAfter: scoreOf(state, gained[at]),
      });
  }
  return changes;
}

function scoreOf(state: MatchState, held: Held | undefined): number | null {
  return held ? scoreOfWorth(held.score, state.market.problem.evenness) : null;
}

function heldBefore(state: MatchState, mentee: number): Held[] {
  return [...pinsOf(state, mentee), ...edgesOf(state, mentee, "kept")];
}

function pinsOf(state: MatchState, mentee: number): readonly Held[] {
  return state.pins.get(mentee) ?? [];
}

function edgesOf(
  { graph }: MatchState,
  mentee: number,
  mark: "kept" | "assigned",
): Held[] {
  const found: Held[] = [];
  for (
    let edge = graph.firstOfMentee[mentee]!;
    edge !== NONE;
    edge = graph.nextOfMentee[edge]!
  )
    if (graph[mark][edge] === 1)
      found.push({ mentor: graph.mentorOf[edge]!, score: graph.score[edge]! });
  return found.sort((a, b) => a.mentor - b.mentor);
}

function without(list: readonly Held[], others: readonly Held[]): Held[] {
  return list.filter(({ mentor }) =>
    others.every((other) => other.mentor !== mentor),
  );
}
