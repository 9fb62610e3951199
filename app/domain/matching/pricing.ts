import type { CandidateGraph } from "./candidate-graph";
import { hitsOf, type PairScan, type PricedScan } from "./pair-scan";
import { type SolveOptions, tick } from "./progress";
import { retune } from "./retune";
import { forAll, menteesWhere, sweepBest } from "./sweep";

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

  private readonly least: Float64Array;

  constructor(
    private readonly graph: CandidateGraph,
    private readonly scan: PairScan,
    least: number,
  ) {
    this.least = forAll(graph.market.mentees, least);
    this.checkedValue = new Float64Array(graph.value.length).fill(Infinity);
    this.checkedPrice = new Float64Array(graph.price.length).fill(Infinity);
  }

  /** Adds the pairs that could still improve the result, the best of each mentee. @returns whether there was any */
  addHelpful(options: SolveOptions): boolean {
    const { graph, checkedValue } = this;
    const { wanted } = graph.market;
    const before = graph.edges;
    const hasFallen = Uint8Array.from(graph.value, (own, i) =>
      own < checkedValue[i]! ? 1 : 0,
    );
    const whose = (state: number) =>
      menteesWhere(
        graph.market.mentees,
        (i) => wanted[i]! > 0 && hasFallen[i] === state,
      );
    const some = this.fallenMentors();
    const all = this.scan.priced(graph.weights.scale, graph.price);
    this.addFrom(all, whose(1), options);
    if (some !== null) this.addFrom(some, whose(0), options);
    this.checkedValue.set(graph.value);
    this.checkedPrice.set(graph.price);
    return graph.edges > before;
  }

  /** Values have been lowered and prices raised by the same: no pair has come to matter. */
  shift(by: number): void {
    this.checkedValue.forEach((_, i, values) => (values[i]! -= by));
    this.checkedPrice.forEach((_, j, prices) => (prices[j]! += by));
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

  private addFrom(
    priced: PricedScan,
    mentees: Int32Array,
    options: SolveOptions,
  ): void {
    const { graph, hits, least } = this;
    const sweep = { priced, mentees, least, above: graph.value };
    let done = 0;
    sweepBest(sweep, NEW_CANDIDATES, hits, (mentee) => {
      tick(options, "prove", ++done, mentees.length);
      if (this.addHits(mentee)) retune(graph, mentee);
    });
  }

  private addHits(mentee: number): boolean {
    const { graph, hits } = this;
    const known = graph.edges;
    for (let at = 0; at < hits.count; at++) {
      const mentor = hits.mentor[at]!;
      if (!graph.holds(mentee, mentor))
        graph.addEdge(mentee, mentor, graph.weights.scale * hits.score[at]!);
    }
    return graph.edges > known;
  }
}
