import type { Market } from "../market";
import { PathSearch } from "../path-search";
import { NONE } from "../exchange-graph";
import { type KeptGraph, NOT_ON_OFFER, TOO_LOW } from "./kept-graph";
import type { GuardScan, PriceGuard } from "./price-guard";

// `!` after an index: nodes and edges are numbered by the graph, so the element exists.

/** A pin: the score counts in the totals, whatever rules say. */
export interface KeptPin {
  readonly mentor: number;
  readonly score: number;
}

/**
 * A solved matching that can be repaired: the pairs, the dual values that prove them over all pairs, and the candidates.
 * Positions inside are canonical (`Market`). Changed in place by events; `clone` to try things on.
 */
export class MatchState {
  private readonly search: PathSearch;
  private readonly openMentees = new Set<number>();
  private readonly openMentors = new Set<number>();

  constructor(
    readonly market: Market,
    readonly scan: GuardScan,
    readonly graph: KeptGraph,
    readonly guard: PriceGuard,
    readonly pins: Map<number, readonly KeptPin[]>,
    readonly least: number,
  ) {
    this.search = new PathSearch(graph);
  }

  clone(): MatchState {
    const graph = this.graph.clone();
    const guard = this.guard.cloneFor(graph);
    const pins = new Map(this.pins);
    return new MatchState(
      this.market,
      this.scan,
      graph,
      guard,
      pins,
      this.least,
    );
  }

  /** A pair's score as an edge has it: one that is not on offer says why. */
  onOffer(score: number): number {
    if (score < 0) return NOT_ON_OFFER;
    return score < this.least ? TOO_LOW : score;
  }

  /** Places that mentees want, pins included. */
  countPlaces(): number {
    const { wanted, pinned } = this.graph;
    let places = 0;
    wanted.forEach((own, i) => (places += own + pinned[i]!));
    return places;
  }

  /** Says that a mentee's places, or a mentor's room, may be open and need another look when settling. */
  reopen(side: "mentee" | "mentor", position: number): void {
    (side === "mentee" ? this.openMentees : this.openMentors).add(position);
  }

  /** Ends a pair; both places are open until things are settled. */
  release(edge: number): void {
    this.reopen("mentee", this.graph.menteeOf[edge]!);
    this.reopen("mentor", this.graph.mentorOf[edge]!);
    this.graph.release(edge);
  }

  /** Raises the value of a mentee; pairs that bring less are given up. */
  raise(mentee: number, value: number): void {
    const { graph } = this;
    if (value <= graph.value[mentee]!) return;
    graph.setValue(mentee, value);
    const first = 2 * mentee;
    for (let place = first + graph.filled[mentee]! - 1; place >= first; place--)
      if (graph.net(graph.held[place]!) < value)
        this.release(graph.held[place]!);
    this.reopen("mentee", mentee);
  }

  /**
   * Fills what is open by shortest exchanges and looks at the pairs outside the candidates, in turn, until no pair of all
   * could make it better. Each round takes up a pair, so it ends.
   */
  settle(): void {
    for (;;) {
      this.fillOpen();
      this.tighten();
      const broken = this.guard.findBroken();
      if (broken.size === 0) break;
      for (const [mentee, value] of broken) this.raise(mentee, value);
    }
    const { mentees, mentors } = this.graph;
    if (this.guard.looks > mentees * mentors) this.guard.readAll();
  }

  /** What exchanges on the way from a mentee to each mentor lose; see `PathSearch`. */
  lossesOnTheWayTo(mentee: number): Float64Array {
    return this.search.lossesOnTheWayTo(mentee);
  }

  /** Reads all rows again and holds every pair against the dual values. Cost: one scan over all pairs. */
  readAgain(): void {
    const { graph, guard } = this;
    guard.readAll();
    for (let i = 0; i < graph.mentees; i++)
      if (graph.wanted[i]! > 0) graph.touched.set(i, Infinity);
    this.settle();
  }

  private fillOpen(): void {
    const { graph, search } = this;
    for (const i of [...this.openMentees].sort((a, b) => a - b))
      while (graph.hasOpenPlace(i) && graph.value[i]! > -graph.nextBonus(i))
        search.fillPlace(i);
    for (const j of [...this.openMentors].sort((a, b) => a - b))
      while (graph.hasRoom(j) && graph.price[j]! > 0) search.fillRoom(j);
    this.openMentees.clear();
    this.openMentors.clear();
  }

  /** A mentee with all places filled is worth what the weakest of them brings: fewer pairs then need a look. */
  private tighten(): void {
    const { graph } = this;
    for (const node of graph.touched.keys()) {
      if (node >= graph.mentees) continue;
      if (graph.filled[node] === 0 || graph.hasOpenPlace(node)) continue;
      const weakest = this.weakestOf(node);
      if (graph.net(weakest) > graph.value[node]!)
        graph.setValue(node, graph.net(weakest));
    }
  }

  /** The held edge of a mentee that brings least; only if there is one. */
  weakestOf(mentee: number): number {
    const { graph } = this;
    let weakest = graph.held[2 * mentee]!;
    const other = graph.held[2 * mentee + 1]!;
    if (graph.filled[mentee] === 2 && graph.net(other) < graph.net(weakest))
      weakest = other;
    return weakest;
  }

  /** Takes the pairs of now as those to keep from here on. */
  rebase(): void {
    const { graph } = this;
    for (const mentee of graph.moved)
      for (
        let edge = graph.firstOfMentee[mentee]!;
        edge !== NONE;
        edge = graph.nextOfMentee[edge]!
      )
        if (graph.kept[edge] !== graph.assigned[edge])
          graph.setKept(edge, graph.assigned[edge] === 1);
    graph.moved.clear();
  }

  /** Canonical mentors of a canonical mentee, pins first. */
  mentorsOf(mentee: number): number[] {
    const { graph } = this;
    const first = 2 * mentee;
    const own = [...graph.held.subarray(first, first + graph.filled[mentee]!)];
    return [
      ...(this.pins.get(mentee) ?? []).map(({ mentor }) => mentor),
      ...own.map((edge) => graph.mentorOf[edge]!),
    ];
  }
}
