import type { CandidateGraph } from "./candidate-graph";
import { NONE } from "./exchange-graph";

// `!` after an index: nodes and edges are numbered by the graph, so the element exists.

/**
 * Sets the value of a mentee to the best that the other edges offer, and lets go the pairs that are worth less than that.
 */
export function retune(graph: CandidateGraph, mentee: number): void {
  let value = -Infinity;
  for (
    let edge = graph.firstOfMentee[mentee]!;
    edge !== NONE;
    edge = graph.nextOfMentee[edge]!
  )
    if (graph.assigned[edge] === 0) value = Math.max(value, graph.net(edge));
  const floor =
    graph.filled[mentee]! > 0
      ? graph.lastBonus(mentee)
      : graph.nextBonus(mentee);
  value = Math.max(value, -floor);
  graph.value[mentee] = value;
  for (
    let place = 2 * mentee + graph.filled[mentee]! - 1;
    place >= 2 * mentee;
    place--
  ) {
    const edge = graph.held[place]!;
    if (graph.net(edge) < value) graph.release(edge);
  }
}
