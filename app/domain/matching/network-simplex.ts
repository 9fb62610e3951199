// `!` after an index: nodes and arcs are numbered by this class, so the element exists.

const TREE = 0;
const LOWER = 1;
const UPPER = 2;

/** A cost of two ranks: what breaks a bound that must be kept (`must`), then the cost proper. */
export interface RankedCost {
  readonly must: number;
  readonly cost: number;
}

/**
 * A cheapest circulation in a network with bounds on its arcs, exactly, in whole numbers.
 *
 * Lower bounds that cannot all be kept are kept as far as possible, before any cost counts. Arcs without a lower bound may
 * be added between two runs; the work goes on from where it stood. Node 0 is the root: what enters there leaves there.
 *
 * Source: network simplex with strongly feasible trees (Cunningham 1976, Mathematical Programming 11, 105–116), so it
 * cannot cycle. Cost: a pivot touches one cycle and one subtree.
 */
export class NetworkSimplex {
  /** Per arc: ends, cost, room left above the lower bound, flow above the lower bound. */
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly cost: number[] = [];
  private readonly must: number[] = [];
  private readonly room: number[] = [];
  private readonly flow: number[] = [];
  private readonly state: number[] = [];
  private readonly base: number[] = [];
  /** Per node, in the tree: the arc to the parent, and whether it points up. */
  private readonly parent: Int32Array;
  private readonly arcUp: Int32Array;
  private readonly pointsUp: Uint8Array;
  private readonly depth: Int32Array;
  private readonly children: Set<number>[];
  private readonly potentialMust: Float64Array;
  private readonly potentialCost: Float64Array;
  private readonly supply: Float64Array;
  private isStarted = false;
  private nextArc = 0;

  constructor(private readonly nodes: number) {
    this.parent = new Int32Array(nodes);
    this.arcUp = new Int32Array(nodes).fill(-1);
    this.pointsUp = new Uint8Array(nodes);
    this.depth = new Int32Array(nodes);
    this.children = Array.from({ length: nodes }, () => new Set<number>());
    this.potentialMust = new Float64Array(nodes);
    this.potentialCost = new Float64Array(nodes);
    this.supply = new Float64Array(nodes);
  }

  /**
   * @param least only before the first run may it be above 0
   * @returns the number of the arc
   */
  addArc(
    from: number,
    to: number,
    cost: number,
    least: number,
    most: number,
  ): number {
    this.supply[to]! += least;
    this.supply[from]! -= least;
    return this.push(from, to, { must: 0, cost }, least, most);
  }

  /** Makes the circulation cheapest among the arcs there are. */
  run(): void {
    if (!this.isStarted) this.start();
    this.isStarted = true;
    for (let arc = this.choose(); arc >= 0; arc = this.choose())
      this.pivot(arc);
  }

  flowOf(arc: number): number {
    return this.base[arc]! + this.flow[arc]!;
  }

  otherEnd(arc: number, node: number): number {
    return this.from[arc] === node ? this.to[arc]! : this.from[arc]!;
  }

  /** By how much the lower bounds are missed; 0 if they can be kept. */
  missing(): number {
    let units = 0;
    for (let node = 1; node < this.nodes; node++)
      units += this.flow[this.firstArtificial + node - 1]!;
    return units;
  }

  /** What another unit at a node costs: for every arc, cost + potential(from) ≥ potential(to) unless it is full. */
  potential(node: number): RankedCost {
    return {
      must: this.potentialMust[node]!,
      cost: this.potentialCost[node]!,
    };
  }

  /**
   * The smallest weight of `must` with which the two ranks become one whole number and every arc is still right.
   */
  leastWeight(): number {
    let weight = 0;
    for (let arc = 0; arc < this.from.length; arc++) {
      const reduced = this.reduced(arc);
      const sign = this.state[arc] === UPPER ? -1 : 1;
      if (this.state[arc] === TREE || sign * reduced.must <= 0) continue;
      weight = Math.max(
        weight,
        Math.ceil((-sign * reduced.cost) / (sign * reduced.must)),
      );
    }
    return weight;
  }

  private firstArtificial = 0;

  private push(
    from: number,
    to: number,
    cost: RankedCost,
    least: number,
    most: number,
  ): number {
    this.from.push(from);
    this.to.push(to);
    this.cost.push(cost.cost);
    this.must.push(cost.must);
    this.room.push(most - least);
    this.base.push(least);
    this.flow.push(0);
    this.state.push(LOWER);
    return this.from.length - 1;
  }

  /** A star: every node hangs on the root by an arc of its own that nobody wants to use. */
  private start(): void {
    this.firstArtificial = this.from.length;
    for (let node = 1; node < this.nodes; node++) {
      const supply = this.supply[node]!;
      const up = supply >= 0;
      const [from, to] = up ? [node, 0] : [0, node];
      const arc = this.push(from, to, { must: 1, cost: 0 }, 0, Infinity);
      this.flow[arc] = Math.abs(supply);
      this.state[arc] = TREE;
      this.hang(node, 0, arc);
      this.settle(node);
    }
  }

  private reduced(arc: number): RankedCost {
    const [from, to] = [this.from[arc]!, this.to[arc]!];
    return {
      must:
        this.must[arc]! + this.potentialMust[from]! - this.potentialMust[to]!,
      cost:
        this.cost[arc]! + this.potentialCost[from]! - this.potentialCost[to]!,
    };
  }

  /** The arc that helps most among the next block of arcs in which any does; −1 if none does. */
  private choose(): number {
    const arcs = this.from.length;
    const block = Math.max(32, Math.ceil(Math.sqrt(arcs)));
    let [best, bestMust, bestCost] = [-1, 0, 0];
    for (let looked = 1; looked <= arcs; looked++) {
      const arc = this.nextArc;
      this.nextArc = arc + 1 === arcs ? 0 : arc + 1;
      const state = this.state[arc]!;
      if (state !== TREE) {
        const sign = state === UPPER ? -1 : 1;
        const from = this.from[arc]!;
        const to = this.to[arc]!;
        const musts = this.potentialMust[from]! - this.potentialMust[to]!;
        const costs = this.potentialCost[from]! - this.potentialCost[to]!;
        const must = sign * (this.must[arc]! + musts);
        const cost = sign * (this.cost[arc]! + costs);
        if (must < bestMust || (must === bestMust && cost < bestCost))
          [best, bestMust, bestCost] = [arc, must, cost];
      }
      if (looked % block === 0 && best >= 0) return best;
    }
    return best;
  }

  /** Sends as much as possible around the cycle that the arc closes, and lets the arc take the place of one that is full. */
  private pivot(arc: number): void {
    const forward = this.state[arc] === LOWER;
    const [start, end] = forward
      ? [this.from[arc]!, this.to[arc]!]
      : [this.to[arc]!, this.from[arc]!];
    const apex = this.meet(start, end);
    const { amount, leaving, isAtStart } = this.narrowest(
      arc,
      start,
      end,
      apex,
    );
    if (amount > 0) {
      this.flow[arc]! += forward ? amount : -amount;
      this.shiftUpTo(apex, start, false, amount);
      this.shiftUpTo(apex, end, true, amount);
    }
    if (leaving < 0) {
      this.state[arc] = forward ? UPPER : LOWER;
      return;
    }
    const out = this.arcUp[leaving]!;
    this.state[out] = this.flow[out] === 0 ? LOWER : UPPER;
    this.state[arc] = TREE;
    const [inside, outside] = isAtStart ? [start, end] : [end, start];
    this.rehang(inside, leaving, outside, arc);
  }

  /** Where the cycle lets the least through; of several, the last one before the apex of the flow, which keeps the tree strong. */
  private narrowest(arc: number, start: number, end: number, apex: number) {
    let [amount, leaving, isAtStart] = [this.room[arc]!, -1, true];
    for (let node = start; node !== apex; node = this.parent[node]!) {
      const room = this.roomAt(node, false);
      if (room < amount) [amount, leaving] = [room, node];
    }
    for (let node = end; node !== apex; node = this.parent[node]!) {
      const room = this.roomAt(node, true);
      if (room <= amount) [amount, leaving, isAtStart] = [room, node, false];
    }
    return { amount, leaving, isAtStart };
  }

  private meet(a: number, b: number): number {
    while (a !== b)
      if (this.depth[a]! >= this.depth[b]!) a = this.parent[a]!;
      else b = this.parent[b]!;
    return a;
  }

  /** How much more can pass between a node and its parent, upwards or downwards. */
  private roomAt(node: number, upwards: boolean): number {
    const arc = this.arcUp[node]!;
    return (this.pointsUp[node] === 1) === upwards
      ? this.room[arc]! - this.flow[arc]!
      : this.flow[arc]!;
  }

  private shiftUpTo(
    apex: number,
    start: number,
    upwards: boolean,
    amount: number,
  ): void {
    for (let node = start; node !== apex; node = this.parent[node]!) {
      const same = (this.pointsUp[node] === 1) === upwards;
      this.flow[this.arcUp[node]!]! += same ? amount : -amount;
    }
  }

  /** Cuts off what hangs at `cut`, turns it so that `inside` is on top, and hangs that on `outside` by the arc. */
  private rehang(
    inside: number,
    cut: number,
    outside: number,
    arc: number,
  ): void {
    let [node, above, by] = [inside, outside, arc];
    for (;;) {
      const [oldParent, oldArc] = [this.parent[node]!, this.arcUp[node]!];
      this.children[oldParent]!.delete(node);
      this.hang(node, above, by);
      if (node === cut) break;
      [node, above, by] = [oldParent, node, oldArc];
    }
    const below = [inside];
    for (let next = below.pop(); next !== undefined; next = below.pop()) {
      this.settle(next);
      for (const child of this.children[next]!) below.push(child);
    }
  }

  private hang(node: number, parent: number, arc: number): void {
    this.parent[node] = parent;
    this.arcUp[node] = arc;
    this.pointsUp[node] = this.from[arc] === node ? 1 : 0;
    this.children[parent]!.add(node);
  }

  /** Depth and potentials of a node whose parent has them. */
  private settle(node: number): void {
    const parent = this.parent[node]!;
    const arc = this.arcUp[node]!;
    const sign = this.pointsUp[node] === 1 ? -1 : 1;
    this.depth[node] = this.depth[parent]! + 1;
    this.potentialMust[node] =
      this.potentialMust[parent]! + sign * this.must[arc]!;
    this.potentialCost[node] =
      this.potentialCost[parent]! + sign * this.cost[arc]!;
  }
}
