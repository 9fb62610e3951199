import type { Market } from "./market";
import { NetworkSimplex } from "./network-simplex";
import { hitsOf, type PairScan } from "./pair-scan";
import { type SolveOptions, tick } from "./progress";
import type { Side } from "./settings";
import type { ObjectiveWeights } from "./weights";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Pairs per mentee to start with, and pairs that may join per mentee in one round. */
const FIRST_CANDIDATES = 20;
const NEW_CANDIDATES = 16;

/** Bounds on the unpinned pairs of some people of one side, by canonical position. */
export interface Group {
  readonly side: Side;
  readonly members: readonly number[];
  readonly least: number;
  readonly most: number;
}

export interface FlowTask {
  readonly market: Market;
  readonly scan: PairScan;
  readonly weights: ObjectiveWeights;
  /** Pairs with a lower score are not on offer. */
  readonly least: number;
  /** On each side apart from or within each other. */
  readonly groups: readonly Group[];
  /** What a place of each person costs besides, by side. */
  readonly charges: Readonly<Record<Side, Float64Array>>;
  /** Pairs looked at so far, mentee · mentors + mentor; a later task with the same list starts from them. */
  readonly candidates: Set<number>;
  readonly options: SolveOptions;
}

export interface Flow {
  /** Canonical mentors of each mentee at 2·i and 2·i + 1, −1 for none. */
  readonly partners: Int32Array;
  /** By how many pairs the lower bounds are missed. */
  readonly missing: number;
  /** Dual values; where something is missing they show that it must be. */
  readonly value: Float64Array;
  readonly price: Float64Array;
  readonly groupPrice: readonly number[];
}

/**
 * The pairs of the greatest weighted sum whose numbers keep to the bounds of nested groups, exactly.
 *
 * A flow: root → groups of mentees → mentees → mentors → groups of mentors → root. As in optimise.ts the work is done on a
 * few candidates, and all pairs are then held against the dual values until none could help.
 *
 * @throws {MatchingStopped} if the caller asks to stop
 * Cost: 2 to 7 s for 1,000 × 600 on a busy machine (0.2 s without quotas); a handful of scans over all pairs, the rest in the simplex method.
 */
export function bestFlow(task: FlowTask): Flow {
  const network = new GroupedNetwork(task);
  network.addFirst();
  do network.simplex.run();
  while (network.addHelpful());
  return network.flow();
}

class GroupedNetwork {
  readonly simplex: NetworkSimplex;
  private readonly pairArc = new Map<number, number>();
  private readonly groupArc: number[] = [];
  private readonly above: Record<Side, Int32Array>;

  constructor(private readonly task: FlowTask) {
    const { market, groups } = task;
    const people = market.mentees + market.mentors;
    this.simplex = new NetworkSimplex(1 + people + groups.length);
    this.above = {
      mentees: new Int32Array(market.mentees),
      mentors: new Int32Array(market.mentors),
    };
    this.addGroups();
    this.addMentees();
    this.addMentors();
  }

  private nodeOf(side: Side, position: number): number {
    return 1 + position + (side === "mentors" ? this.task.market.mentees : 0);
  }

  private nodeOfGroup(group: number): number {
    const { mentees, mentors } = this.task.market;
    return 1 + mentees + mentors + group;
  }

  /** From the largest to the smallest, each within the one that its members are in so far. */
  private addGroups(): void {
    const { groups } = this.task;
    const order = groups
      .map((group, at) => ({ ...group, at }))
      .sort((a, b) => b.members.length - a.members.length || a.at - b.at);
    for (const { side, members, least, most, at } of order) {
      const around = members.length > 0 ? this.above[side][members[0]!]! : 0;
      const node = this.nodeOfGroup(at);
      const [from, to] = side === "mentees" ? [around, node] : [node, around];
      this.groupArc[at] = this.simplex.addArc(from, to, 0, least, most);
      for (const member of members) this.above[side][member] = node;
    }
  }

  private addMentees(): void {
    const { market, weights, charges } = this.task;
    for (let i = 0; i < market.mentees; i++)
      for (let place = 0; place < market.wanted[i]!; place++) {
        const isFirst = market.pinned[i]! + place === 0;
        const bonus = isFirst ? weights.first : weights.second;
        const cost = charges.mentees[i]! - bonus;
        const [from, to] = [this.above.mentees[i]!, this.nodeOf("mentees", i)];
        this.simplex.addArc(from, to, cost, 0, 1);
      }
  }

  private addMentors(): void {
    const { market, charges } = this.task;
    for (let j = 0; j < market.mentors; j++) {
      const [from, to] = [this.nodeOf("mentors", j), this.above.mentors[j]!];
      if (market.free[j]! > 0)
        this.simplex.addArc(from, to, charges.mentors[j]!, 0, market.free[j]!);
    }
  }

  addFirst(): void {
    const { market, scan, weights, least, candidates, options } = this.task;
    const { mentees, mentors } = market;
    for (const pair of candidates) {
      const mentee = Math.floor(pair / mentors);
      const score = scan.score(mentee, pair % mentors);
      if (score >= least) this.addPair(mentee, pair % mentors, score);
    }
    const hits = hitsOf(FIRST_CANDIDATES);
    const prices = Float64Array.from(market.free, (places) =>
      places === 0 ? 2 * market.top * Math.max(1, weights.scale) : 0,
    );
    const scale = Math.max(1, weights.scale);
    const query = { scale, prices, least, above: -1, count: FIRST_CANDIDATES };
    for (let i = 0; i < mentees; i++) {
      tick(options, "score", i + 1, mentees);
      if (market.wanted[i] === 0) continue;
      scan.best(i, query, hits);
      for (let at = 0; at < hits.count; at++)
        this.addPair(i, hits.mentor[at]!, hits.score[at]!);
    }
  }

  private addPair(mentee: number, mentor: number, score: number): void {
    const { market, weights, candidates } = this.task;
    const pair = mentee * market.mentors + mentor;
    if (this.pairArc.has(pair)) return;
    candidates.add(pair);
    const from = this.nodeOf("mentees", mentee);
    const to = this.nodeOf("mentors", mentor);
    const cost = -weights.scale * score;
    this.pairArc.set(pair, this.simplex.addArc(from, to, cost, 0, 1));
  }

  /** Adds the pairs that could still help, the first of each mentee. @returns whether there was any */
  addHelpful(): boolean {
    const { market, options } = this.task;
    const before = this.pairArc.size;
    for (let i = 0; i < market.mentees; i++) {
      tick(options, "prove", i + 1, market.mentees);
      let added = 0;
      this.eachOpenPair(i, (j, score, must, cost) => {
        if (must > 0 || (must === 0 && cost >= 0)) return;
        if (added === NEW_CANDIDATES) return;
        const known = this.pairArc.size;
        this.addPair(i, j, score);
        added += this.pairArc.size - known;
      });
    }
    return this.pairArc.size > before;
  }

  /** Calls back for the pairs of a mentee that are on offer, with the reduced cost of two ranks. */
  private eachOpenPair(
    i: number,
    visit: (j: number, score: number, must: number, cost: number) => void,
  ): void {
    const { market, scan, weights, least } = this.task;
    if (market.wanted[i] === 0) return;
    const own = this.simplex.potential(this.nodeOf("mentees", i));
    const row = scan.row(i);
    for (let j = 0; j < row.length; j++) {
      const score = row[j]!;
      if (score < 0 || score < least || market.free[j] === 0) continue;
      const other = this.simplex.potential(this.nodeOf("mentors", j));
      const cost = own.cost - other.cost - weights.scale * score;
      visit(j, score, own.must - other.must, cost);
    }
  }

  flow(): Flow {
    const { market } = this.task;
    const partners = new Int32Array(2 * market.mentees).fill(-1);
    for (const [pair, arc] of [...this.pairArc].sort(([a], [b]) => a - b)) {
      if (this.simplex.flowOf(arc) === 0) continue;
      const mentee = Math.floor(pair / market.mentors);
      const place = partners[2 * mentee] === -1 ? 0 : 1;
      partners[2 * mentee + place] = pair % market.mentors;
    }
    return { partners, missing: this.simplex.missing(), ...this.duals() };
  }

  private duals(): Pick<Flow, "value" | "price" | "groupPrice"> {
    const { market, groups, charges } = this.task;
    const weight = this.weightOfBounds();
    const at = (node: number): number => {
      const { must, cost } = this.simplex.potential(node);
      return must * weight + cost;
    };
    const value = Float64Array.from(charges.mentees, (charge, i) => {
      const own = at(this.nodeOf("mentees", i));
      return own - at(this.above.mentees[i]!) - charge;
    });
    const price = Float64Array.from(charges.mentors, (charge, j) => {
      const own = at(this.nodeOf("mentors", j));
      const net = at(this.above.mentors[j]!) - own - charge;
      return market.free[j] === 0 ? 0 : Math.max(0, net);
    });
    const groupPrice = groups.map(({ side }, group) => {
      const own = at(this.nodeOfGroup(group));
      const around = at(this.around(group));
      return side === "mentees" ? own - around : around - own;
    });
    return { value, price, groupPrice };
  }

  private around(group: number): number {
    return this.simplex.otherEnd(
      this.groupArc[group]!,
      this.nodeOfGroup(group),
    );
  }

  /** What a missing pair must cost at least, as one number, so that every pair is right. */
  private weightOfBounds(): number {
    const { market, weights } = this.task;
    let weight = this.simplex.leastWeight();
    // where a bound is missed it must cost more than all that could be gained
    if (this.simplex.missing() > 0)
      weight = Math.max(
        weight,
        1 +
          2 *
            market.mentees *
            (weights.first + weights.second + weights.scale * market.top),
      );
    for (let i = 0; i < market.mentees; i++)
      this.eachOpenPair(i, (_, __, must, cost) => {
        if (must > 0) weight = Math.max(weight, Math.ceil(-cost / must));
      });
    return weight;
  }
}
