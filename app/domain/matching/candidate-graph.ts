import { ExchangeGraph, twiceAsLong } from "./exchange-graph";
import type { Market } from "./market";
import type { ObjectiveWeights } from "./weights";

// `!` after an index: nodes and edges are numbered by the graph, so the element exists.

/** The few pairs that the solver looks at, who is paired so far, and the dual values of both sides. */
export class CandidateGraph extends ExchangeGraph {
  weight = new Int32Array(1024);
  readonly wanted: Uint8Array;
  readonly pinned: Uint8Array;
  readonly free: Int32Array;

  constructor(
    readonly market: Market,
    public weights: ObjectiveWeights,
  ) {
    super(market.mentees, market.mentors);
    this.wanted = market.wanted;
    this.pinned = market.pinned;
    this.free = market.free;
  }

  addEdge(mentee: number, mentor: number, weight: number): void {
    const edge = this.link(mentee, mentor); // may make `weight` another array
    this.weight[edge] = weight;
  }

  /** Whether the mentee is paired with the mentor now. */
  holds(mentee: number, mentor: number): boolean {
    for (let at = 2 * mentee; at < 2 * mentee + this.filled[mentee]!; at++)
      if (this.mentorOf[this.held[at]!] === mentor) return true;
    return false;
  }

  protected override grow(): void {
    super.grow();
    this.weight = twiceAsLong(this.weight);
  }
}
