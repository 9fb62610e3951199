import type { RepairWeights } from "./repair-weights";

// `!` after an index: nodes and edges are numbered by this class, so the element exists.

/** No edge, in the lists below. */
export const NONE = -1;

/** An edge that may not be used now: the pair is pinned, excluded or below the minimum. */
const NOT_ON_OFFER = -1;

/**
 * The candidate pairs of a solved matching that stays open to change: people come and go, places change, pairs are ruled
 * out. Mentee i is node i, mentor j is node mentees + j; who is not in the market has value or price Infinity.
 *
 * With net = weight − price, between any two steps: an unassigned edge has net ≤ value of the mentee, an assigned one
 * net ≥ value; a filled place has value ≥ −bonus. Left to do: open places with value > −bonus, free room with price > 0.
 */
export class KeptGraph {
  edges = 0;
  menteeOf = new Int32Array(1024);
  mentorOf = new Int32Array(1024);
  score = new Int32Array(1024);
  weight = new Float64Array(1024);
  assigned = new Uint8Array(1024);
  /** Whether the pair stood before the event. */
  kept = new Uint8Array(1024);
  /** Singly linked lists of all edges of a mentee, of a mentor. */
  nextOfMentee = new Int32Array(1024);
  nextOfMentor = new Int32Array(1024);
  firstOfMentee: Int32Array;
  firstOfMentor: Int32Array;
  /** Doubly linked list of a mentor's assigned edges. */
  nextHeld = new Int32Array(1024);
  previousHeld = new Int32Array(1024);
  firstHeld: Int32Array;
  /** The assigned edges of mentee i: 2·i and 2·i + 1. */
  held: Int32Array;
  filled: Uint8Array;
  used: Int32Array;
  /** Places open to the solver; pins have taken theirs. */
  wanted: Uint8Array;
  pinned: Uint8Array;
  free: Int32Array;
  value: Float64Array;
  price: Float64Array;
  /** A mentee whose first place is to be filled before anybody else's; none is −1. */
  favoured = -1;
  /** Mentees whose pairs changed since `settleMoves`. */
  readonly moved = new Set<number>();
  /** Nodes whose dual value changed since the last look at all pairs, with what it was then. */
  readonly touched = new Map<number, number>();

  constructor(
    readonly mentees: number,
    readonly mentors: number,
    readonly weights: RepairWeights,
  ) {
    this.firstOfMentee = new Int32Array(mentees).fill(NONE);
    this.firstOfMentor = new Int32Array(mentors).fill(NONE);
    this.firstHeld = new Int32Array(mentors).fill(NONE);
    this.held = new Int32Array(2 * mentees).fill(NONE);
    this.filled = new Uint8Array(mentees);
    this.used = new Int32Array(mentors);
    this.wanted = new Uint8Array(mentees);
    this.pinned = new Uint8Array(mentees);
    this.free = new Int32Array(mentors);
    this.value = new Float64Array(mentees).fill(Infinity);
    this.price = new Float64Array(mentors).fill(Infinity);
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

  /** What the next open place of the mentee would add; only if there is one. */
  nextBonus(mentee: number): number {
    return this.bonus(mentee, this.pinned[mentee]! + this.filled[mentee]!);
  }

  /** What the last filled place of the mentee adds; only if there is one. */
  lastBonus(mentee: number): number {
    return this.bonus(mentee, this.pinned[mentee]! + this.filled[mentee]! - 1);
  }

  private bonus(mentee: number, placesBefore: number): number {
    if (placesBefore > 0) return this.weights.second;
    // more than any exchange can cost, and once only
    const favour =
      mentee === this.favoured
        ? 4 * this.weights.first +
          40_000 * this.weights.perPoint * (this.mentees + 1)
        : 0;
    return this.weights.first + favour;
  }

  hasOpenPlace(mentee: number): boolean {
    return this.filled[mentee]! < this.wanted[mentee]!;
  }

  hasRoom(mentor: number): boolean {
    return this.used[mentor]! < this.free[mentor]!;
  }

  /** weight − price: what the mentee can get out of this edge at most. */
  net(edge: number): number {
    return this.weight[edge]! - this.price[this.mentorOf[edge]!]!;
  }

  /** The edge between two people, or none. Cost: the mentee's edges. */
  edgeBetween(mentee: number, mentor: number): number {
    let edge = this.firstOfMentee[mentee]!;
    while (edge !== NONE && this.mentorOf[edge] !== mentor)
      edge = this.nextOfMentee[edge]!;
    return edge;
  }

  /** @param score −1 for a pair that is not on offer */
  addEdge(mentee: number, mentor: number, score: number): number {
    if (this.edges === this.menteeOf.length) this.grow();
    const edge = this.edges++;
    this.menteeOf[edge] = mentee;
    this.mentorOf[edge] = mentor;
    this.assigned[edge] = 0;
    this.kept[edge] = 0;
    this.setScore(edge, score);
    this.nextOfMentee[edge] = this.firstOfMentee[mentee]!;
    this.firstOfMentee[mentee] = edge;
    this.nextOfMentor[edge] = this.firstOfMentor[mentor]!;
    this.firstOfMentor[mentor] = edge;
    return edge;
  }

  setScore(edge: number, score: number): void {
    this.score[edge] = score;
    if (score === NOT_ON_OFFER) this.kept[edge] = 0;
    this.weigh(edge);
  }

  setKept(edge: number, kept: boolean): void {
    this.kept[edge] = kept ? 1 : 0;
    this.weigh(edge);
  }

  private weigh(edge: number): void {
    const { perPoint, keeping } = this.weights;
    this.weight[edge] =
      this.score[edge] === NOT_ON_OFFER
        ? -Infinity
        : perPoint * this.score[edge]! + keeping * this.kept[edge]!;
  }

  assign(edge: number): void {
    const mentee = this.menteeOf[edge]!;
    const mentor = this.mentorOf[edge]!;
    this.moved.add(mentee);
    this.assigned[edge] = 1;
    this.held[2 * mentee + this.filled[mentee]!++] = edge;
    const head = this.firstHeld[mentor]!;
    this.previousHeld[edge] = NONE;
    this.nextHeld[edge] = head;
    if (head !== NONE) this.previousHeld[head] = edge;
    this.firstHeld[mentor] = edge;
    this.used[mentor]!++;
  }

  release(edge: number): void {
    const mentee = this.menteeOf[edge]!;
    const mentor = this.mentorOf[edge]!;
    this.moved.add(mentee);
    this.assigned[edge] = 0;
    const last = 2 * mentee + --this.filled[mentee]!;
    if (this.held[2 * mentee] === edge)
      this.held[2 * mentee] = this.held[last]!;
    this.held[last] = NONE;
    const before = this.previousHeld[edge]!;
    const after = this.nextHeld[edge]!;
    if (before === NONE) this.firstHeld[mentor] = after;
    else this.nextHeld[before] = after;
    if (after !== NONE) this.previousHeld[after] = before;
    this.used[mentor]!--;
  }

  setValue(mentee: number, value: number): void {
    if (!this.touched.has(mentee))
      this.touched.set(mentee, this.value[mentee]!);
    this.value[mentee] = value;
  }

  setPrice(mentor: number, price: number): void {
    const node = this.mentees + mentor;
    if (!this.touched.has(node)) this.touched.set(node, this.price[mentor]!);
    this.price[mentor] = price;
  }

  private grow(): void {
    const longer = <T extends Int32Array | Float64Array | Uint8Array>(
      from: T,
    ): T => {
      const to = new (from.constructor as new (size: number) => T)(
        from.length * 2,
      );
      to.set(from);
      return to;
    };
    this.menteeOf = longer(this.menteeOf);
    this.mentorOf = longer(this.mentorOf);
    this.score = longer(this.score);
    this.weight = longer(this.weight);
    this.assigned = longer(this.assigned);
    this.kept = longer(this.kept);
    this.nextOfMentee = longer(this.nextOfMentee);
    this.nextOfMentor = longer(this.nextOfMentor);
    this.nextHeld = longer(this.nextHeld);
    this.previousHeld = longer(this.previousHeld);
  }
}
