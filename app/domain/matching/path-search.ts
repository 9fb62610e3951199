import { type ExchangeGraph, NONE } from "./exchange-graph";
import { IncomingEdges } from "./incoming-edges";
import { NodeHeap } from "./node-heap";

// `!` after an index: nodes and edges are numbered by the graph, so the element exists.

/**
 * Shortest exchange paths (Dijkstra on reduced costs, all whole and ≥ 0): the exact repair of a pairing whose dual values
 * are right but which leaves work to do. Each search keeps the graph's invariants and settles one place for good.
 *
 * Nodes: mentee i is i, mentor j is mentees + j. Source: successive shortest paths, e.g. Ahuja, Magnanti & Orlin 1993,
 * Network Flows, 9.7; both directions are needed because a repaired price may stand at a mentor with room.
 */
export class PathSearch {
  private readonly distance: Float64Array;
  private readonly seen: Int32Array;
  private readonly settled: Int32Array;
  private readonly via: Int32Array;
  private readonly heap = new NodeHeap();
  private readonly done: number[] = [];
  private readonly mentees: number;
  private incoming: IncomingEdges | null = null;
  private search = 0;
  private isLookingOnly = false;
  private end = 0;
  private endDistance = 0;

  constructor(private readonly graph: ExchangeGraph) {
    const { mentees, mentors } = graph;
    this.mentees = mentees;
    this.distance = new Float64Array(mentees + mentors);
    this.seen = new Int32Array(mentees + mentors);
    this.settled = new Int32Array(mentees + mentors);
    this.via = new Int32Array(mentees + mentors).fill(NONE);
  }

  /** Lays the edges out for many searches, until one is added. */
  layOut(): void {
    this.incoming ??= new IncomingEdges(this.graph);
    this.incoming.read();
  }

  /** Fills the next open place of a mentee, or lowers the mentee's value so that leaving it open is right. */
  fillPlace(mentee: number): void {
    const { graph } = this;
    this.begin(mentee, graph.value[mentee]! + graph.nextBonus(mentee));
    this.run((node, at) =>
      node < this.mentees
        ? this.seekMentors(node, at)
        : this.displace(node - this.mentees, at),
    );
    this.finish(mentee, -1);
  }

  /** Gives a free place of a mentor to whoever gains most, or lowers the price that the mentor's free place has. */
  fillRoom(mentor: number): void {
    this.begin(this.mentees + mentor, this.graph.price[mentor]!);
    this.run((node, at) =>
      node < this.mentees
        ? this.leaveOther(node, at)
        : this.seekMentees(node - this.mentees, at),
    );
    this.finish(this.mentees + mentor, 1);
  }

  /**
   * How much is lost on the way from a mentee, by exchanges of candidates, to each mentor: what another place at the
   * mentor would bring is its price less that. Changes nothing.
   *
   * @returns Infinity for mentors out of reach
   */
  lossesOnTheWayTo(mentee: number): Float64Array {
    this.isLookingOnly = true;
    this.begin(mentee, Infinity);
    this.run((node, at) =>
      node < this.mentees
        ? this.seekMentors(node, at)
        : this.displace(node - this.mentees, at),
    );
    this.isLookingOnly = false;
    const losses = new Float64Array(this.graph.mentors).fill(Infinity);
    for (const node of this.done)
      if (node >= this.mentees)
        losses[node - this.mentees] = this.distance[node]!;
    return losses;
  }

  private begin(node: number, endDistance: number): void {
    this.search++;
    this.heap.clear();
    this.done.length = 0;
    this.end = node;
    this.endDistance = endDistance;
    this.reach(node, 0, NONE);
  }

  private run(expand: (node: number, at: number) => void): void {
    const { heap } = this;
    while (heap.size > 0 && heap.nearest < this.endDistance) {
      const node = heap.pop();
      if (this.settled[node] === this.search) continue;
      this.settled[node] = this.search;
      this.done.push(node);
      expand(node, this.distance[node]!);
    }
  }

  /** @returns whether this is the shortest way to the node so far */
  private reach(node: number, distance: number, edge: number): boolean {
    if (distance >= this.endDistance) return false;
    if (this.seen[node] === this.search && distance >= this.distance[node]!)
      return false;
    this.seen[node] = this.search;
    this.distance[node] = distance;
    this.via[node] = edge;
    this.heap.push(node, distance);
    return true;
  }

  private offerEnd(node: number, distance: number): void {
    if (this.isLookingOnly || distance >= this.endDistance) return;
    this.end = node;
    this.endDistance = distance;
  }

  private seekMentors(mentee: number, at: number): void {
    const { graph } = this;
    const value = graph.value[mentee]! + at;
    for (
      let edge = graph.firstOfMentee[mentee]!;
      edge !== NONE;
      edge = graph.nextOfMentee[edge]!
    ) {
      if (graph.assigned[edge] === 1) continue;
      const mentor = graph.mentorOf[edge]!;
      const distance = value - graph.net(edge);
      if (
        this.reach(this.mentees + mentor, distance, edge) &&
        graph.hasRoom(mentor)
      )
        this.offerEnd(this.mentees + mentor, distance);
    }
  }

  private displace(mentor: number, at: number): void {
    const { graph } = this;
    for (
      let edge = graph.firstHeld[mentor]!;
      edge !== NONE;
      edge = graph.nextHeld[edge]!
    ) {
      const mentee = graph.menteeOf[edge]!;
      const distance = at + graph.net(edge) - graph.value[mentee]!;
      if (this.reach(mentee, distance, edge))
        this.offerEnd(
          mentee,
          distance + graph.value[mentee]! + graph.lastBonus(mentee),
        );
    }
  }

  private seekMentees(mentor: number, at: number): void {
    const { graph, incoming } = this;
    const base = at + graph.price[mentor]!;
    if (incoming === null) {
      const { firstOfMentor, nextOfMentor, menteeOf, weight } = graph;
      let edge = firstOfMentor[mentor]!;
      for (; edge !== NONE; edge = nextOfMentor[edge]!)
        this.comeFrom(menteeOf[edge]!, edge, base - weight[edge]!);
      return;
    }
    const { from, edge, mentee, weight } = incoming;
    const end = from[mentor + 1]!;
    for (let place = from[mentor]!; place < end; place++)
      this.comeFrom(mentee[place]!, edge[place]!, base - weight[place]!);
  }

  /** @param before  the distance without the value of the mentee */
  private comeFrom(mentee: number, edge: number, before: number): void {
    const { graph } = this;
    const distance = before + graph.value[mentee]!;
    if (distance >= this.endDistance || graph.assigned[edge] === 1) return;
    if (this.reach(mentee, distance, edge) && graph.hasOpenPlace(mentee))
      this.offerEnd(
        mentee,
        distance + Math.max(0, -graph.nextBonus(mentee) - graph.value[mentee]!),
      );
  }

  private leaveOther(mentee: number, at: number): void {
    const { graph } = this;
    for (
      let place = 2 * mentee;
      place < 2 * mentee + graph.filled[mentee]!;
      place++
    ) {
      const edge = graph.held[place]!;
      const mentor = graph.mentorOf[edge]!;
      const distance = at + graph.net(edge) - graph.value[mentee]!;
      if (this.reach(this.mentees + mentor, distance, edge))
        this.offerEnd(this.mentees + mentor, distance + graph.price[mentor]!);
    }
  }

  /** Moves the dual values of all nodes nearer than the end, then exchanges the pairs along the path. */
  private finish(start: number, sign: 1 | -1): void {
    const { graph, mentees } = this;
    for (const node of this.done) {
      const change = sign * (this.endDistance - this.distance[node]!);
      if (change === 0) continue;
      if (node < mentees) graph.setValue(node, graph.value[node]! + change);
      else
        graph.setPrice(node - mentees, graph.price[node - mentees]! - change);
    }
    const coming: number[] = [];
    for (let node = this.end; node !== start;) {
      const edge = this.via[node]!;
      // release at once, assign later: a full mentor must never hold one mentee too many
      if (graph.assigned[edge] === 1) graph.release(edge);
      else coming.push(edge);
      node =
        node < mentees
          ? mentees + graph.mentorOf[edge]!
          : graph.menteeOf[edge]!;
    }
    for (const edge of coming) graph.assign(edge);
  }
}
