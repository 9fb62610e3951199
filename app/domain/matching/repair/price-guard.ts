import { hitsOf, type PairScan } from "../pair-scan";
import { NONE } from "../exchange-graph";
import type { KeptGraph } from "./kept-graph";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Candidates per mentee: enough that a repair seldom has to look at others. */
const CANDIDATES = 24;
/** A row that says too little is read again for so many times as many candidates at most. */
const MOST_READINGS = 8;

/** Canonical position of before → canonical position now. */
export interface Moves {
  readonly mentees: Int32Array;
  readonly mentors: Int32Array;
}

/** What the guard asks of the scores. */
export type GuardScan = Pick<PairScan, "score" | "row" | "best" | "priced">;

/**
 * Keeps the proof over *all* pairs although only candidates are in the graph.
 *
 * For every mentee i and every mentor j of the market who is not a candidate of i: weight ≤ cut(i) + anchor(j), written
 * down when row i was last read in full. Such a pair can break the proof only if value(i) − cut(i) < anchor(j) − price(j),
 * so after a repair the pairs behind a moved dual value are sifted by one subtraction, and few are scored again.
 * The references are those of the reading, not of the last look: values that rise and fall back are caught as well.
 */
export class PriceGuard {
  anchor: Float64Array;
  cut: Float64Array;
  /** Pairs scored since all rows were read. */
  looks = 0;
  /** Nothing that brings a mentee less than this can matter while prices fall no further than the scale of a score. */
  private readonly lowest: number;
  private readonly hits;

  /** @param count candidates per mentee */
  constructor(
    private readonly graph: KeptGraph,
    private readonly scan: GuardScan,
    private readonly least: number,
    private readonly count = CANDIDATES,
  ) {
    const { first, perPoint } = graph.weights;
    this.lowest = -2 * first - 10_000 * perPoint;
    this.hits = hitsOf(count * MOST_READINGS);
    this.anchor = new Float64Array(graph.mentors).fill(Infinity);
    this.cut = new Float64Array(graph.mentees).fill(this.lowest);
  }

  /** The same guard for a copy of the graph. */
  cloneFor(graph: KeptGraph): PriceGuard {
    const copy = new PriceGuard(graph, this.scan, this.least, this.count);
    copy.anchor = this.anchor.slice();
    copy.cut = this.cut.slice();
    return copy;
  }

  /** The same guard for a graph with more people, none of whom is in the market yet. */
  movedTo(graph: KeptGraph, scan: GuardScan, to: Moves): PriceGuard {
    const moved = new PriceGuard(graph, scan, this.least, this.count);
    to.mentors.forEach((now, j) => (moved.anchor[now] = this.anchor[j]!));
    to.mentees.forEach((now, i) => (moved.cut[now] = this.cut[i]!));
    moved.looks = this.looks;
    return moved;
  }

  /** Reads all rows at the prices of now. Cost: one scan over all pairs. */
  readAll(): void {
    const { graph, least, lowest, hits, count } = this;
    this.anchor.set(graph.price);
    this.looks = 0;
    const priced = this.scan.priced(graph.weights.perPoint, this.anchor);
    const query = { least, above: lowest };
    for (let i = 0; i < graph.mentees; i++) {
      if (graph.wanted[i] === 0) continue;
      priced.best(i, query, count, hits);
      this.takeHits(i, count);
    }
  }

  /** Takes the best `count` pairs of a mentee, at the anchor's prices, into the graph. Cost: one row. */
  readRow(mentee: number, count = this.count): void {
    const { graph, least, lowest, hits } = this;
    const query = {
      scale: graph.weights.perPoint,
      prices: this.anchor,
      least,
      above: lowest,
      count,
    };
    this.scan.best(mentee, query, hits);
    this.takeHits(mentee, count);
  }

  private takeHits(mentee: number, count: number): void {
    const { graph, hits } = this;
    this.cut[mentee] = hits.count < count ? this.lowest : hits.net[count - 1]!;
    for (let at = 0; at < hits.count; at++)
      if (graph.edgeBetween(mentee, hits.mentor[at]!) === NONE)
        graph.addEdge(mentee, hits.mentor[at]!, hits.score[at]!);
  }

  /**
   * Lets a mentor into the market at the lowest price that nobody would pay: whoever would pay most becomes a candidate.
   *
   * Cost: one column.
   */
  readColumn(mentor: number): void {
    const { graph } = this;
    const scores = new Int32Array(graph.mentees).fill(-1);
    const offers = new Float64Array(graph.mentees).fill(-Infinity);
    for (let i = 0; i < graph.mentees; i++) {
      if (graph.wanted[i] === 0) continue;
      const score = this.scan.score(i, mentor);
      if (score < this.least || score < 0) continue;
      scores[i] = score;
      offers[i] = graph.weights.perPoint * score - graph.value[i]!;
    }
    for (const i of greatest(offers, this.count))
      if (graph.edgeBetween(i, mentor) === NONE)
        graph.addEdge(i, mentor, scores[i]!);
    graph.setPrice(mentor, Math.max(0, this.priceOutOf(mentor, offers)));
    this.anchor[mentor] = this.anchorOf(mentor, scores);
  }

  /** The least price that neither a pair of the column nor a candidate (whose worth may be its own) is above. */
  private priceOutOf(mentor: number, offers: Float64Array): number {
    const { graph } = this;
    let price = offers.reduce((most, one) => Math.max(most, one), -Infinity);
    for (
      let edge = graph.firstOfMentor[mentor]!;
      edge !== NONE;
      edge = graph.nextOfMentor[edge]!
    )
      price = Math.max(
        price,
        graph.weight[edge]! - graph.value[graph.menteeOf[edge]!]!,
      );
    return price;
  }

  /** The least anchor, and not below the price, that holds for all rows in which the mentor is no candidate. */
  private anchorOf(mentor: number, scores: Int32Array): number {
    const { graph, cut } = this;
    let anchor = graph.price[mentor]!;
    scores.forEach((score, i) => {
      const rest = graph.weights.perPoint * score - cut[i]!;
      if (score >= 0 && rest > anchor && graph.edgeBetween(i, mentor) === NONE)
        anchor = rest;
    });
    return anchor;
  }

  /**
   * The pairs outside the graph that the moved dual values do not hold down; they join the graph.
   *
   * @returns the mentees they belong to, with the value that each must have at least
   */
  findBroken(): Map<number, number> {
    const { graph } = this;
    const broken = new Map<number, number>();
    const fallen: number[] = [];
    const rows: number[] = [];
    for (const [node, before] of graph.touched) {
      if (node >= graph.mentees) {
        const j = node - graph.mentees;
        if (graph.price[j]! < before && graph.free[j]! > 0) fallen.push(j);
      } else if (graph.value[node]! < before && graph.wanted[node]! > 0)
        rows.push(node);
    }
    graph.touched.clear();
    const deepest = this.deepestFall();
    for (const i of rows.sort((a, b) => a - b))
      if (graph.value[i]! - this.cut[i]! < deepest)
        this.lookAlongRow(i, broken);
    for (const j of fallen.sort((a, b) => a - b))
      this.lookAlongColumn(j, broken);
    return broken;
  }

  /** By how much prices have fallen at most since the rows were read; 0 at least. */
  private deepestFall(): number {
    const { graph, anchor } = this;
    let deepest = 0;
    for (let j = 0; j < graph.mentors; j++)
      if (graph.free[j]! > 0)
        deepest = Math.max(deepest, anchor[j]! - graph.price[j]!);
    return deepest;
  }

  private lookAlongRow(mentee: number, broken: Map<number, number>): void {
    const { graph, anchor, cut } = this;
    // a value below the cut says nothing about anybody: read more of the row first
    const most = MOST_READINGS * this.count;
    for (
      let count = 2 * this.count;
      graph.value[mentee]! < cut[mentee]! && count <= most;
      count *= 2
    ) {
      this.looks += graph.mentors;
      const known = graph.edges;
      this.readRow(mentee, count);
      for (let edge = known; edge < graph.edges; edge++)
        this.noteIfBroken(mentee, edge, broken);
    }
    const slack = graph.value[mentee]! - cut[mentee]!;
    for (let j = 0; j < graph.mentors; j++)
      if (anchor[j]! - graph.price[j]! > slack && graph.free[j]! > 0)
        this.look(mentee, j, broken);
  }

  private lookAlongColumn(mentor: number, broken: Map<number, number>): void {
    const { graph, cut } = this;
    const fall = this.anchor[mentor]! - graph.price[mentor]!;
    for (let i = 0; i < graph.mentees; i++)
      if (graph.value[i]! - cut[i]! < fall && graph.wanted[i]! > 0)
        this.look(i, mentor, broken);
  }

  private look(
    mentee: number,
    mentor: number,
    broken: Map<number, number>,
  ): void {
    const { graph } = this;
    this.looks++;
    const score = this.scan.score(mentee, mentor);
    if (score < this.least || score < 0) return;
    const net = graph.weights.perPoint * score - graph.price[mentor]!;
    if (net <= graph.value[mentee]!) return;
    if (graph.edgeBetween(mentee, mentor) !== NONE) return;
    this.noteIfBroken(mentee, graph.addEdge(mentee, mentor, score), broken);
  }

  private noteIfBroken(
    mentee: number,
    edge: number,
    broken: Map<number, number>,
  ): void {
    const net = this.graph.net(edge);
    if (net > this.graph.value[mentee]!)
      broken.set(mentee, Math.max(net, broken.get(mentee) ?? -Infinity));
  }
}

/** Positions of the greatest finite numbers, at most `count`. */
function greatest(numbers: Float64Array, count: number): number[] {
  const best: number[] = [];
  numbers.forEach((number, position) => {
    const last = best[count - 1];
    if (number === -Infinity) return;
    if (last !== undefined && number <= numbers[last]!) return;
    if (last !== undefined) best.pop();
    let at = best.length;
    while (at > 0 && numbers[best[at - 1]!]! < number) at--;
    best.splice(at, 0, position);
  });
  return best;
}
