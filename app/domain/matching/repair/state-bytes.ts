import { inWorth } from "../evenness";
import { type Market, openMarket } from "../market";
import { scanPairs } from "../pair-scan";
import type { MatchingProblem } from "../types";
import { NONE } from "../exchange-graph";
import { KeptGraph, TOO_LOW } from "./kept-graph";
import { type KeptPin, MatchState } from "./match-state";
import type { StateOptions } from "./open-state";
import { PriceGuard } from "./price-guard";
import type { RepairWeights } from "./repair-weights";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Goes up whenever the bytes mean something else. */
const VERSION = 3;
const HEADER = 10;

/**
 * A state as bytes: dual values, candidates and pairs, some 150 bytes a mentee; not the people, nor their scores.
 *
 * A restored state answers the same every time. The one it was made from may choose differently among equally good
 * changes, so whoever needs the same answer always asks a restored one.
 */
export function keepState(state: MatchState): Uint8Array {
  const { graph, guard, least } = state;
  const { mentees, mentors, weights } = graph;
  const numbers = [
    VERSION,
    mentees,
    mentors,
    idHash(state.market.problem),
    least,
    weights.perPoint,
    weights.keeping,
    weights.first,
    weights.second,
    weights.room,
    ...graph.value,
    ...graph.price,
    ...guard.anchor,
    ...guard.cut,
  ];
  const small = new VarintWriter();
  for (let i = 0; i < mentees; i++) writeMentee(small, state, i);
  for (let j = 0; j < mentors; j++) small.write(graph.free[j]!);
  const fixed = new Uint8Array(Float64Array.from(numbers).buffer);
  const bytes = new Uint8Array(fixed.length + small.length);
  bytes.set(fixed);
  bytes.set(small.bytes(), fixed.length);
  return bytes;
}

function writeMentee(out: VarintWriter, state: MatchState, i: number): void {
  const { graph, pins } = state;
  out.write(graph.wanted[i]!);
  const own = pins.get(i) ?? [];
  out.write(own.length);
  for (const { mentor, score } of own) {
    out.write(mentor);
    out.write(score);
  }
  const edges: number[] = [];
  for (
    let edge = graph.firstOfMentee[i]!;
    edge !== NONE;
    edge = graph.nextOfMentee[edge]!
  )
    edges.push(edge);
  edges.sort((a, b) => graph.mentorOf[a]! - graph.mentorOf[b]!);
  out.write(edges.length);
  let last = 0;
  for (const edge of edges) {
    out.write(graph.mentorOf[edge]! - last);
    last = graph.mentorOf[edge]!;
    out.write(
      4 * (graph.score[edge]! - TOO_LOW) +
        2 * graph.kept[edge]! +
        graph.assigned[edge]!,
    );
  }
}

/**
 * The state that the bytes hold, for the problem that it was made for.
 *
 * @returns null if the bytes are of another version, of other people, or damaged
 */
export function restoreState(
  bytes: Uint8Array,
  problem: MatchingProblem,
  options: Pick<StateOptions, "scanOf"> = {},
): MatchState | null {
  const market = openMarket(inWorth(problem));
  const size = HEADER + 2 * (market.mentees + market.mentors);
  const numbers = floats(bytes, size);
  if (numbers === null || !isFor(market, numbers)) return null;
  const least = numbers[4]!;
  const graph = new KeptGraph(
    market.mentees,
    market.mentors,
    weightsIn(numbers),
  );
  const scan = options.scanOf?.(market) ?? scanPairs(market);
  const guard = new PriceGuard(graph, scan, least);
  takeNumbers(numbers, [graph.value, graph.price, guard.anchor, guard.cut]);
  const pins = new Map<number, readonly KeptPin[]>();
  const state = new MatchState(market, scan, graph, guard, pins, least);
  const input = new VarintReader(bytes, 8 * size);
  for (let i = 0; i < market.mentees; i++) readMentee(input, state, i);
  for (let j = 0; j < market.mentors; j++) graph.free[j] = input.read();
  graph.moved.clear();
  return input.isBroken ? null : state;
}

function weightsIn(numbers: Float64Array): RepairWeights {
  const [perPoint, keeping, first, second, room] = numbers.subarray(5, HEADER);
  return {
    perPoint: perPoint!,
    keeping: keeping!,
    first: first!,
    second: second!,
    room: room!,
  };
}

function takeNumbers(
  numbers: Float64Array,
  into: readonly Float64Array[],
): void {
  let at = HEADER;
  for (const array of into) {
    array.set(numbers.subarray(at, at + array.length));
    at += array.length;
  }
}

function isFor(market: Market, numbers: Float64Array): boolean {
  const [version, mentees, mentors, hash] = numbers;
  return (
    version === VERSION &&
    mentees === market.mentees &&
    mentors === market.mentors &&
    hash === idHash(market.problem)
  );
}

function readMentee(input: VarintReader, state: MatchState, i: number): void {
  const { graph, pins } = state;
  graph.wanted[i] = input.read();
  const count = input.read();
  if (count > 2) return input.break();
  const own = Array.from({ length: count }, () => {
    const mentor = input.read();
    return { mentor, score: input.read() };
  });
  graph.pinned[i] = own.length;
  if (own.length > 0) pins.set(i, own);
  let mentor = 0;
  for (let left = input.read(); left > 0 && !input.isBroken; left--) {
    mentor += input.read();
    const packed = input.read();
    if (mentor >= graph.mentors) return input.break();
    const edge = graph.addEdge(i, mentor, Math.floor(packed / 4) + TOO_LOW);
    graph.setKept(edge, (packed & 2) === 2);
    if ((packed & 1) === 1) graph.assign(edge);
  }
}

/** FNV-1a over all ids in the order of the problem's rows. */
function idHash({ menteeIds, mentorIds }: MatchingProblem): number {
  let hash = 0x811c9dc5;
  for (const id of [...menteeIds, "", ...mentorIds]) {
    for (let at = 0; at < id.length; at++)
      hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ 0xffff, 0x01000193);
  }
  return hash >>> 0;
}

/** The first numbers, or null if there are not so many. */
function floats(bytes: Uint8Array, count: number): Float64Array | null {
  if (bytes.length < 8 * count) return null;
  // a copy: `slice` of a Node buffer is not, and a view may begin anywhere
  return new Float64Array(new Uint8Array(bytes.subarray(0, 8 * count)).buffer);
}

/** Whole numbers ≥ 0, seven bits a byte, the low ones first. */
class VarintWriter {
  length = 0;
  private buffer = new Uint8Array(4096);

  write(number: number): void {
    if (this.length + 8 > this.buffer.length) {
      const longer = new Uint8Array(2 * this.buffer.length);
      longer.set(this.buffer);
      this.buffer = longer;
    }
    let rest = number;
    for (; rest > 127; rest = Math.floor(rest / 128))
      this.buffer[this.length++] = 128 | (rest & 127);
    this.buffer[this.length++] = rest;
  }

  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }
}

class VarintReader {
  isBroken = false;

  constructor(
    private readonly from: Uint8Array,
    private at: number,
  ) {}

  read(): number {
    let number = 0;
    let unit = 1;
    for (;;) {
      const byte = this.from[this.at++];
      if (byte === undefined) {
        this.isBroken = true;
        return 0;
      }
      number += unit * (byte & 127);
      if (byte < 128) return number;
      unit *= 128;
    }
  }

  break(): void {
    this.isBroken = true;
  }
}
