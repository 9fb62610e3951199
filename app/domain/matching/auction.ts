import type { CandidateGraph } from "./candidate-graph";
import { NONE } from "./exchange-graph";

// `!` after an index: nodes and edges are numbered by the graph, so the element exists.

/** A bid goes 1 % of the scale beyond what it must; smaller steps stall on ties, and the repair makes it exact anyway. */
const STEP_BASIS_POINTS = 100;

/** Bids per wanted place after which the auction just stops (it is only a start). */
const BIDS_PER_PLACE = 200;

/**
 * A quick, nearly best pairing to start from: unpaired mentees outbid each other for mentors, in canonical order.
 *
 * Leaves pairs and prices in the graph; the values of the mentees are not set (`retune` does). Places have no value of
 * their own here: with the weights of `peopleFirst` it would become a price war.
 * Source: Bertsekas 1988, Annals of Operations Research 14, 105–123.
 */
export function auction(graph: CandidateGraph): void {
  const { market } = graph;
  const bids = new Float64Array(graph.edges);
  const queue: number[] = [];
  let left = 0;
  for (let i = 0; i < market.mentees; i++) {
    left += market.wanted[i]! * BIDS_PER_PLACE;
    if (market.wanted[i]! > 0) queue.push(i);
  }
  const step = STEP_BASIS_POINTS * Math.max(1, graph.weights.scale);
  for (
    let mentee = queue.pop();
    mentee !== undefined && left > 0;
    mentee = queue.pop()
  ) {
    while (graph.hasOpenPlace(mentee) && left-- > 0) {
      const edge = bid(graph, mentee, bids, step);
      if (edge === NONE) break;
      const loser = takePlace(graph, edge, bids);
      if (loser !== NONE) queue.push(loser);
    }
  }
}

/** The best edge of a mentee who has no better use, with the bid noted; none if every price is too high. */
function bid(
  graph: CandidateGraph,
  mentee: number,
  bids: Float64Array,
  step: number,
): number {
  let best = NONE;
  let bestNet = 0;
  let second = 0;
  for (
    let edge = graph.firstOfMentee[mentee]!;
    edge !== NONE;
    edge = graph.nextOfMentee[edge]!
  ) {
    if (graph.assigned[edge] === 1) continue;
    const net = graph.net(edge);
    if (net > bestNet) {
      second = bestNet;
      bestNet = net;
      best = edge;
    } else if (net > second) second = net;
  }
  if (best !== NONE) bids[best] = graph.weight[best]! - second + step;
  return best;
}

/** Pairs along the edge; a full mentor lets the lowest bid go. @returns the mentee who lost the place, or none */
function takePlace(
  graph: CandidateGraph,
  edge: number,
  bids: Float64Array,
): number {
  const mentor = graph.mentorOf[edge]!;
  const lost = graph.hasRoom(mentor) ? NONE : lowestBid(graph, mentor, bids);
  if (lost !== NONE) graph.release(lost);
  graph.assign(edge);
  if (!graph.hasRoom(mentor))
    graph.price[mentor] = bids[lowestBid(graph, mentor, bids)]!;
  return lost === NONE ? NONE : graph.menteeOf[lost]!;
}

function lowestBid(
  graph: CandidateGraph,
  mentor: number,
  bids: Float64Array,
): number {
  let lowest = graph.firstHeld[mentor]!;
  for (let edge = lowest; edge !== NONE; edge = graph.nextHeld[edge]!)
    if (bids[edge]! < bids[lowest]!) lowest = edge;
  return lowest;
}
