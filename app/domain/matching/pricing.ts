import type { CandidateGraph } from "./candidate-graph";
import { hitsOf, type PairScan, type PricedScan } from "./pair-scan";
import { type SolveOptions, tick } from "./progress";
import { retune } from "./retune";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Pairs that may join the candidates of one mentee in one round. */
const NEW_CANDIDATES = 16;

/**
 * Holds all pairs, not only the candidates, against the dual values.
 *
 * Between two rounds only mentees whose value fell and mentors whose price fell can have come to matter. For that the
 * reference is what stood after the last round, for those that rose as well: one that rose, was checked there and fell
 * back must be checked again.
 */
export class Pricing {
  private readonly checkedValue: Float64Array;
  private readonly checkedPrice: Float64Array;
  private readonly hits = hitsOf(NEW_CANDIDATES);

  constructor(
    private readonly graph: CandidateGraph,
    private readonly scan: PairScan,
    private readonly least: number,
  ) {
    this.checkedValue = new Float64Array(graph.value.length).fill(Infinity);
    this.checkedPrice = new Float64Array(graph.price.length).fill(Infinity);
  }

  /** Adds the pairs that could still improve the result, the best of each mentee. @returns whether there was any */
  addHelpful(options: SolveOptions): boolean {
    const { graph } = this;
    const { mentees } = graph.market;
    const before = graph.edges;
    const all = this.scan.priced(graph.weights.scale, graph.price);
    const some = this.fallenMentors();
    for (let i = 0; i < mentees; i++) {
      tick(options, "prove", i + 1, mentees);
      if (graph.market.wanted[i] === 0) continue;
      const known = graph.edges;
      if (graph.value[i]! < this.checkedValue[i]!) this.addFrom(all, i);
      else if (some !== null) this.addFrom(some, i);
      if (graph.edges > known) retune(graph, i);
    }
    this.checkedValue.set(graph.value);
    this.checkedPrice.set(graph.price);
    return graph.edges > before;
  }

  /** A look at the mentors whose price fell, null if there are none. */
  private fallenMentors(): PricedScan | null {
    const { graph, checkedPrice } = this;
    const prices = graph.price.map((price, mentor) =>
      price < checkedPrice[mentor]! ? price : Infinity,
    );
    return prices.some((price) => price < Infinity)
      ? this.scan.priced(graph.weights.scale, prices)
      : null;
  }

  private addFrom(priced: PricedScan, mentee: number): void {
    const { graph, hits, least } = this;
    const { scale } = graph.weights;
    const above = graph.value[mentee]!;
    priced.best(mentee, { least, above }, NEW_CANDIDATES, hits);
    for (let at = 0; at < hits.count; at++) {
      const mentor = hits.mentor[at]!;
      if (!graph.holds(mentee, mentor))
        graph.addEdge(mentee, mentor, scale * hits.score[at]!);
    }
  }
}
