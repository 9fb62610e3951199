import type { Market } from "./market";
import type { ObjectiveWeights } from "./weights";

// `!` after an index: nodes and edges are numbered by this class, so the element exists.

/** No edge, in the lists below. */
export const NONE = -1;

/**
 * The few pairs that the solver looks at, who is paired so far, and the dual values of both sides.
 *
 * Invariants between any two steps, with net = weight − price of the mentor:
 * an unassigned edge has net ≤ value of the mentee, an assigned one net ≥ value;
 * a filled place has value ≥ −bonus. A mentor with a price above 0 who is not full, and a mentee with value > −bonus of
 * an open place, are work left to do (`PathSearch`); when there is none, the pairing is optimal among these edges.
 */
export class CandidateGraph {
  edges = 0;
  menteeOf = new Int32Array(1024);
  mentorOf = new Int32Array(1024);
  weight = new Int32Array(1024);
  assigned = new Uint8Array(1024);
  /** Singly linked lists of all edges of a mentee, of a mentor. */
  nextOfMentee = new Int32Array(1024);
  nextOfMentor = new Int32Array(1024);
  readonly firstOfMentee: Int32Array;
  readonly firstOfMentor: Int32Array;
  /** Doubly linked list of a mentor's assigned edges. */
  nextHeld = new Int32Array(1024);
  previousHeld = new Int32Array(1024);
  readonly firstHeld: Int32Array;
  /** The assigned edges of mentee i: 2·i and 2·i + 1. */
  readonly held: Int32Array;
  readonly filled: Uint8Array;
  readonly used: Int32Array;
  readonly value: Float64Array;
  readonly price: Float64Array;

  constructor(
    readonly market: Market,
    public weights: ObjectiveWeights,
  ) {
    const { mentees, mentors } = market;
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
    return this.market.pinned[mentee]! + this.filled[mentee]! === 0
      ? this.weights.first
      : this.weights.second;
  }

  /** What the last filled place of the mentee adds; only if there is one. */
  lastBonus(mentee: number): number {
    return this.market.pinned[mentee]! + this.filled[mentee]! === 1
      ? this.weights.first
      : this.weights.second;
  }

  hasOpenPlace(mentee: number): boolean {
    return this.filled[mentee]! < this.market.wanted[mentee]!;
  }

  hasRoom(mentor: number): boolean {
    return this.used[mentor]! < this.market.free[mentor]!;
  }

  /** weight − price: what the mentee can get out of this edge at most. */
  net(edge: number): number {
    return this.weight[edge]! - this.price[this.mentorOf[edge]!]!;
  }

  addEdge(mentee: number, mentor: number, weight: number): void {
    if (this.edges === this.menteeOf.length) this.grow();
    const edge = this.edges++;
    this.menteeOf[edge] = mentee;
    this.mentorOf[edge] = mentor;
    this.weight[edge] = weight;
    this.nextOfMentee[edge] = this.firstOfMentee[mentee]!;
    this.firstOfMentee[mentee] = edge;
    this.nextOfMentor[edge] = this.firstOfMentor[mentor]!;
    this.firstOfMentor[mentor] = edge;
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

  /** Whether the mentee is paired with the mentor now. */
  holds(mentee: number, mentor: number): boolean {
    for (let at = 2 * mentee; at < 2 * mentee + this.filled[mentee]!; at++)
      if (this.mentorOf[this.held[at]!] === mentor) return true;
    return false;
  }

  private grow(): void {
    const size = this.menteeOf.length * 2;
    const copy = (from: Int32Array): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(size);
      to.set(from);
      return to;
    };
    this.menteeOf = copy(this.menteeOf);
    this.mentorOf = copy(this.mentorOf);
    this.weight = copy(this.weight);
    this.nextOfMentee = copy(this.nextOfMentee);
    this.nextOfMentor = copy(this.nextOfMentor);
    this.nextHeld = copy(this.nextHeld);
    this.previousHeld = copy(this.previousHeld);
    const assigned = new Uint8Array(size);
    assigned.set(this.assigned);
    this.assigned = assigned;
  }
}
