import { NONE } from "../exchange-graph";
import type { MatchState } from "./match-state";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Dual values by position in the problem, and the value of the pairs in the weights of the repair. */
export interface RepairProof {
  readonly value: number;
  readonly menteeValue: readonly number[];
  readonly mentorPrice: readonly number[];
}

/**
 * The proof that nothing is better, before `rebase` (the kept pairs are those from before the event).
 *
 * Who is not in the market gets 0; the checker leaves them out. It has to know all rules of its own: see the tests.
 */
export function proofOf({ market, graph, pins }: MatchState): RepairProof {
  const menteeValue = new Array<number>(market.mentees).fill(0);
  const mentorPrice = new Array<number>(market.mentors).fill(0);
  const { weights } = graph;
  let value = 0;
  for (let i = 0; i < market.mentees; i++) {
    if (graph.wanted[i]! > 0)
      menteeValue[market.menteeAt[i]!] = graph.value[i]!;
    const places = graph.pinned[i]! + graph.filled[i]!;
    if (places > 0) value += weights.first;
    if (places > 1) value += weights.second;
    for (const { score } of pins.get(i) ?? [])
      value += weights.perPoint * score;
  }
  for (let j = 0; j < market.mentors; j++) {
    if (graph.free[j]! > 0) mentorPrice[market.mentorAt[j]!] = graph.price[j]!;
    for (
      let edge = graph.firstHeld[j]!;
      edge !== NONE;
      edge = graph.nextHeld[edge]!
    )
      value += graph.weight[edge]!;
  }
  return { value, menteeValue, mentorPrice };
}
