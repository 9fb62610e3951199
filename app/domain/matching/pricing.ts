import type { CandidateGraph } from "./candidate-graph";
import { hitsOf, type PairScan } from "./pair-scan";
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
    const fallen = this.fallenMentors();
    const wholeRows = 4 * fallen.length > graph.price.length;
    for (let i = 0; i < mentees; i++) {
      tick(options, "prove", i + 1, mentees);
      if (graph.market.wanted[i] === 0) continue;
      const known = graph.edges;
      if (wholeRows || graph.value[i]! < this.checkedValue[i]!)
        this.addFromRow(i);
      else for (const j of fallen) this.addPair(i, j);
      if (graph.edges > known) retune(graph, i);
    }
    this.checkedValue.set(graph.value);
    this.checkedPrice.set(graph.price);
    return graph.edges > before;
  }

  private fallenMentors(): number[] {
    const fallen: number[] = [];
    this.graph.price.forEach((price, mentor) => {
      if (price < this.checkedPrice[mentor]!) fallen.push(mentor);
    });
    return fallen;
  }

  private addFromRow(mentee: number): void {
    const { graph, hits, least } = this;
    const scale = graph.weights.scale;
    const above = graph.value[mentee]!;
    this.scan.best(
      mentee,
      { scale, prices: graph.price, least, above, count: NEW_CANDIDATES },
      hits,
    );
    for (let at = 0; at < hits.count; at++) {
      const mentor = hits.mentor[at]!;
      if (!graph.holds(mentee, mentor))
        graph.addEdge(mentee, mentor, scale * hits.score[at]!);
    }
  }

  private addPair(mentee: number, mentor: number): void {
    const { graph } = this;
    const score = this.scan.score(mentee, mentor);
    if (score < this.least) return;
    const weight = graph.weights.scale * score;
    if (
      weight - graph.price[mentor]! <= graph.value[mentee]! ||
      graph.holds(mentee, mentor)
    )
      return;
    graph.addEdge(mentee, mentor, weight);
  }
}
