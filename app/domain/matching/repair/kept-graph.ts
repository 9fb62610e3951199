import { ExchangeGraph, twiceAsLong } from "../exchange-graph";
import type { RepairWeights } from "./repair-weights";

// `!` after an index: nodes and edges are numbered by the graph, so the element exists.

/** In place of a score: the pair is pinned, excluded or forbidden by a rule, or else only below what is on offer. */
export const NOT_ON_OFFER = -1;
export const TOO_LOW = -2;

/**
 * The candidate pairs of a solved matching that stays open to change: people come and go, places change, pairs are ruled
 * out. Who is not in the market has value or price Infinity. Notes every dual value that moves, so that only the pairs
 * behind those need another look.
 */
export class KeptGraph extends ExchangeGraph {
  score = new Int32Array(1024);
  weight = new Float64Array(1024);
  /** Whether the pair stood before the event. */
  kept = new Uint8Array(1024);
  wanted: Uint8Array;
  pinned: Uint8Array;
  free: Int32Array;
  /** A mentee whose first place is to be filled before anybody else's; none is −1. */
  favoured = -1;
  /** Mentees whose pairs changed since `rebase`. */
  readonly moved = new Set<number>();
  /** Nodes whose dual value changed since the last look at all pairs, with what it was then. */
  readonly touched = new Map<number, number>();

  constructor(
    mentees: number,
    mentors: number,
    readonly weights: RepairWeights,
  ) {
    super(mentees, mentors);
    this.wanted = new Uint8Array(mentees);
    this.pinned = new Uint8Array(mentees);
    this.free = new Int32Array(mentors);
    this.value.fill(Infinity);
    this.price.fill(Infinity);
  }

  /** A copy to try things on. */
  clone(): KeptGraph {
    const copy = new KeptGraph(0, 0, this.weights);
    // every field is a number, a typed array or one of the two logs, which a state at rest has empty
    Object.assign(copy, { mentees: this.mentees, mentors: this.mentors });
    for (const [name, field] of Object.entries(this)) {
      if (ArrayBuffer.isView(field))
        Object.assign(copy, {
          [name]: (field as Float64Array).slice(),
        });
    }
    copy.edges = this.edges;
    copy.favoured = this.favoured;
    return copy;
  }

  protected override bonus(mentee: number, placesBefore: number): number {
    if (placesBefore > 0) return this.weights.second;
    // more than any exchange can cost, and once only
    const favour =
      mentee === this.favoured
        ? 4 * this.weights.first +
          40_000 * this.weights.perPoint * (this.mentees + 1)
        : 0;
    return this.weights.first + favour;
  }

  /** @param score `NOT_ON_OFFER` or `TOO_LOW` for a pair that may not be used */
  addEdge(mentee: number, mentor: number, score: number): number {
    const edge = this.link(mentee, mentor);
    this.kept[edge] = 0;
    this.setScore(edge, score);
    return edge;
  }

  setScore(edge: number, score: number): void {
    this.score[edge] = score;
    if (score < 0) this.kept[edge] = 0;
    this.weigh(edge);
  }

  setKept(edge: number, kept: boolean): void {
    this.kept[edge] = kept ? 1 : 0;
    this.weigh(edge);
  }

  private weigh(edge: number): void {
    const { perPoint, keeping } = this.weights;
    this.weight[edge] =
      this.score[edge]! < 0
        ? -Infinity
        : perPoint * this.score[edge]! + keeping * this.kept[edge]!;
  }

  override assign(edge: number): void {
    this.moved.add(this.menteeOf[edge]!);
    super.assign(edge);
  }

  override release(edge: number): void {
    this.moved.add(this.menteeOf[edge]!);
    super.release(edge);
  }

  override setValue(mentee: number, value: number): void {
    if (!this.touched.has(mentee))
      this.touched.set(mentee, this.value[mentee]!);
    super.setValue(mentee, value);
  }

  override setPrice(mentor: number, price: number): void {
    const node = this.mentees + mentor;
    if (!this.touched.has(node)) this.touched.set(node, this.price[mentor]!);
    super.setPrice(mentor, price);
  }

  protected override grow(): void {
    super.grow();
    this.score = twiceAsLong(this.score);
    this.weight = twiceAsLong(this.weight);
    this.kept = twiceAsLong(this.kept);
  }
}
