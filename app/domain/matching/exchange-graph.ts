// `!` after an index: nodes and edges are numbered by this class, so the element exists.

/** No edge, in the lists below. */
export const NONE = -1;

/** What a mentee's first place and a second one add. */
interface PlaceBonuses {
  readonly first: number;
  readonly second: number;
}

/**
 * Some of the pairs that could be, who is paired so far, and the dual values of both sides: what `PathSearch` works on.
 * Mentee i is node i, mentor j is node mentees + j.
 *
 * Invariants between any two steps, with net = weight − price of the mentor:
 * an unassigned edge has net ≤ value of the mentee, an assigned one net ≥ value;
 * a filled place has value ≥ −bonus. A mentor with a price above 0 who is not full, and a mentee with value > −bonus of
 * an open place, are work left to do; when there is none, the pairing is optimal among these edges.
 */
export abstract class ExchangeGraph {
  edges = 0;
  menteeOf = new Int32Array(1024);
  mentorOf = new Int32Array(1024);
  abstract weight: Int32Array | Float64Array;
  assigned = new Uint8Array(1024);
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
  value: Float64Array;
  price: Float64Array;

  abstract readonly weights: PlaceBonuses;
  /** Places open to the solver, and those that pins have taken. */
  abstract readonly wanted: Uint8Array;
  abstract readonly pinned: Uint8Array;
  abstract readonly free: Int32Array;

  constructor(
    readonly mentees: number,
    readonly mentors: number,
  ) {
    this.firstOfMentee = new Int32Array(mentees).fill(NONE);
    this.firstOfMentor = new Int32Array(mentors).fill(NONE);
    this.firstHeld = new Int32Array(mentors).fill(NONE);
    this.held = new Int32Array(2 * mentees).fill(NONE);
    this.filled = new Uint8Array(mentees);
    this.used = new Int32Array(mentors);
    this.value = new Float64Array(mentees);
    this.price = new Float64Array(mentors);
  }

  /** What the next open place of the mentee would add; only if there is one. */
  nextBonus(mentee: number): number {
    return this.bonus(mentee, this.pinned[mentee]! + this.filled[mentee]!);
  }

  /** What the last filled place of the mentee adds; only if there is one. */
  lastBonus(mentee: number): number {
    return this.bonus(mentee, this.pinned[mentee]! + this.filled[mentee]! - 1);
  }

  protected bonus(_mentee: number, placesBefore: number): number {
    return placesBefore === 0 ? this.weights.first : this.weights.second;
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

  /** A new edge in both lists, not assigned. Its weight is for the caller to set. */
  protected link(mentee: number, mentor: number): number {
    if (this.edges === this.menteeOf.length) this.grow();
    const edge = this.edges++;
    this.menteeOf[edge] = mentee;
    this.mentorOf[edge] = mentor;
    this.assigned[edge] = 0;
    this.nextOfMentee[edge] = this.firstOfMentee[mentee]!;
    this.firstOfMentee[mentee] = edge;
    this.nextOfMentor[edge] = this.firstOfMentor[mentor]!;
    this.firstOfMentor[mentor] = edge;
    return edge;
  }

  assign(edge: number): void {
    const mentee = this.menteeOf[edge]!;
    const mentor = this.mentorOf[edge]!;
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

  /** Sets a dual value in the course of a search. */
  setValue(mentee: number, value: number): void {
    this.value[mentee] = value;
  }

  /** Sets a dual value in the course of a search. */
  setPrice(mentor: number, price: number): void {
    this.price[mentor] = price;
  }

  /** Makes room for more edges. */
  protected grow(): void {
    this.menteeOf = twiceAsLong(this.menteeOf);
    this.mentorOf = twiceAsLong(this.mentorOf);
    this.assigned = twiceAsLong(this.assigned);
    this.nextOfMentee = twiceAsLong(this.nextOfMentee);
    this.nextOfMentor = twiceAsLong(this.nextOfMentor);
    this.nextHeld = twiceAsLong(this.nextHeld);
    this.previousHeld = twiceAsLong(this.previousHeld);
  }
}

/** A copy with as many zeros after it. */
export function twiceAsLong<T extends Int32Array | Float64Array | Uint8Array>(
  from: T,
): T {
  const to = new (from.constructor as new (size: number) => T)(2 * from.length);
  to.set(from);
  return to;
}
