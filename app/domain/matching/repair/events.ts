import { NONE } from "../exchange-graph";
import { NOT_ON_OFFER } from "./kept-graph";
import type { MatchState } from "./match-state";

// `!` after an index: positions come from the caller, who checks them (repair.ts).

/** Everybody keeps to canonical positions here. The state has work left to do afterwards: `settle`. */

/** A pair may not be (a decline, a new exclusion). */
export function forbid(state: MatchState, i: number, j: number): void {
  const { graph } = state;
  let edge = graph.edgeBetween(i, j);
  if (edge === NONE) edge = graph.addEdge(i, j, NOT_ON_OFFER);
  if (graph.assigned[edge] === 1) state.release(edge);
  graph.setScore(edge, NOT_ON_OFFER);
}

/** A pair that was not on offer may be (again), with this score; one that is on offer stays as it is. */
export function allow(
  state: MatchState,
  i: number,
  j: number,
  score: number,
): void {
  const { graph } = state;
  if (!(score >= 0)) throw new RangeError("a forbidden pair needs a score");
  if (isOnOffer(state, i, j)) return;
  let edge = graph.edgeBetween(i, j);
  if (edge === NONE) edge = graph.addEdge(i, j, score);
  else graph.setScore(edge, score);
  if (isIn(state, i, j)) state.raise(i, graph.net(edge));
}

function isOnOffer(state: MatchState, i: number, j: number): boolean {
  const edge = state.graph.edgeBetween(i, j);
  return edge === NONE
    ? state.scan.score(i, j) >= state.least
    : state.graph.score[edge]! >= 0;
}

function isIn({ graph }: MatchState, i: number, j: number): boolean {
  return graph.wanted[i]! > 0 && graph.free[j]! > 0;
}

/** Fixes a pair; both sides need a place for it, which another pair may have to give. */
export function pin(
  state: MatchState,
  i: number,
  j: number,
  score: number,
): void {
  const { graph, pins } = state;
  const edge = graph.edgeBetween(i, j);
  if (edge !== NONE && graph.assigned[edge] === 1) graph.release(edge);
  else {
    giveUpPlace(state, i);
    giveUpRoom(state, j);
  }
  if (edge === NONE) graph.addEdge(i, j, NOT_ON_OFFER);
  else graph.setScore(edge, NOT_ON_OFFER);
  pins.set(i, [...(pins.get(i) ?? []), { mentor: j, score }]);
  graph.pinned[i]!++;
  graph.moved.add(i);
  setWanted(state, i, graph.wanted[i]! - 1);
  setFree(state, j, graph.free[j]! - 1);
  // the place that is filled besides has become a second one, and may be worth less
  if (graph.filled[i]! > 0) state.raise(i, -graph.lastBonus(i));
}

/** Loosens a pin; the pair stays if it may be, and if nothing is better. */
export function unpin(state: MatchState, i: number, j: number): void {
  const { graph } = state;
  const edge = dropPin(state, i, j);
  setFree(state, j, graph.free[j]! + 1);
  setWanted(state, i, graph.wanted[i]! + 1);
  if (graph.score[edge]! < 0) return;
  graph.setKept(edge, true);
  state.raise(i, graph.net(edge));
}

/** Without the pin the pair is one among others again, by the rules of the problem. @returns its edge */
function dropPin(state: MatchState, i: number, j: number): number {
  const { graph, pins, market } = state;
  const left = (pins.get(i) ?? []).filter(({ mentor }) => mentor !== j);
  if (left.length === 0) pins.delete(i);
  else pins.set(i, left);
  graph.pinned[i]!--;
  graph.moved.add(i);
  const edge = graph.edgeBetween(i, j);
  const score = market.problem.score(market.menteeAt[i]!, market.mentorAt[j]!);
  graph.setScore(edge, state.onOffer(score));
  return edge;
}

/**
 * Sets how many places a mentee wants in all, pins included; 0: the mentee leaves, and pins with them.
 *
 * @throws {RangeError} if more are pinned, or there are more places than the weights have room for
 */
export function setDemand(state: MatchState, i: number, places: number): void {
  const { graph, pins } = state;
  if (places === 0)
    for (const { mentor } of pins.get(i) ?? []) {
      dropPin(state, i, mentor);
      setFree(state, mentor, graph.free[mentor]! + 1);
    }
  if (graph.pinned[i]! > places)
    throw new RangeError("fewer places than the mentee has pins");
  while (graph.wanted[i]! + graph.pinned[i]! > places) {
    giveUpPlace(state, i);
    setWanted(state, i, graph.wanted[i]! - 1);
  }
  const more = places - graph.pinned[i]! - graph.wanted[i]!;
  if (more > 0 && state.countPlaces() + more > graph.weights.room)
    throw new RangeError("more places than the weights have room for");
  if (more > 0) setWanted(state, i, places - graph.pinned[i]!);
}

/**
 * Sets how many places a mentor offers in all, pins included; 0: the mentor leaves, and pins with them.
 *
 * @throws {RangeError} if more are pinned
 */
export function setCapacity(
  state: MatchState,
  j: number,
  places: number,
): void {
  const { graph, pins } = state;
  const pinnedTo = [...pins]
    .filter(([, own]) => own.some(({ mentor }) => mentor === j))
    .map(([mentee]) => mentee);
  if (places === 0)
    for (const mentee of pinnedTo) {
      dropPin(state, mentee, j);
      setWanted(state, mentee, graph.wanted[mentee]! + 1);
    }
  const open = places - (places === 0 ? 0 : pinnedTo.length);
  if (open < 0) throw new RangeError("fewer places than the mentor has pins");
  while (graph.free[j]! > open) {
    giveUpRoom(state, j);
    setFree(state, j, graph.free[j]! - 1);
  }
  if (graph.free[j]! < open) setFree(state, j, open);
}

/** Frees a place of a mentee who has none open: the pair that brings least goes. */
function giveUpPlace(state: MatchState, i: number): void {
  const { graph } = state;
  if (graph.hasOpenPlace(i)) return;
  const weakest = state.weakestOf(i);
  graph.setValue(i, graph.net(weakest));
  state.reopen("mentor", graph.mentorOf[weakest]!);
  graph.release(weakest);
}

/** Frees a place of a mentor who is full: the pair with least to spare goes, and the price rises by that much. */
function giveUpRoom(state: MatchState, j: number): void {
  const { graph } = state;
  if (graph.hasRoom(j)) return;
  const spare = (edge: number) =>
    graph.net(edge) - graph.value[graph.menteeOf[edge]!]!;
  let least = graph.firstHeld[j]!;
  for (let edge = least; edge !== NONE; edge = graph.nextHeld[edge]!)
    if (spare(edge) < spare(least)) least = edge;
  const rise = spare(least);
  state.reopen("mentee", graph.menteeOf[least]!);
  graph.release(least);
  graph.setPrice(j, graph.price[j]! + rise);
}

/** Opens or closes places that nobody holds. Somebody who comes in is valued from a reading of the whole row. */
function setWanted(state: MatchState, i: number, places: number): void {
  const { graph, guard } = state;
  const wasOut = graph.wanted[i] === 0;
  graph.wanted[i] = places;
  if (places === 0) {
    graph.value[i] = Infinity;
    return;
  }
  state.reopen("mentee", i);
  if (!wasOut) return;
  guard.readRow(i);
  let value = -graph.nextBonus(i);
  for (
    let edge = graph.firstOfMentee[i]!;
    edge !== NONE;
    edge = graph.nextOfMentee[edge]!
  )
    value = Math.max(value, graph.net(edge));
  graph.setValue(i, value);
  graph.touched.set(i, Infinity);
}

function setFree(state: MatchState, j: number, places: number): void {
  const { graph, guard } = state;
  const wasOut = graph.free[j] === 0;
  graph.free[j] = places;
  if (places === 0) {
    graph.price[j] = Infinity;
    return;
  }
  state.reopen("mentor", j);
  if (wasOut) guard.readColumn(j);
}
