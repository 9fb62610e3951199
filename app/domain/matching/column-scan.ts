import {
  type ColumnQuery,
  type ColumnSearch,
  type ColumnSearchMaker,
  plainColumnSearch,
} from "../scoring/column-search";
import { FAN_OUT, type ScoreColumns } from "../scoring/score-columns";
import { mayEnter, offer } from "./best-hits";
import { EVEN_UP_TO } from "./evenness";
import type { Market } from "./market";
import { NodeHeap } from "./node-heap";
import type { Hits, PairQuery, PricedScan } from "./priced-scan";

type ScoreOf = (mentee: number, mentor: number) => number;

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** A search for the best expects about what the ones before found, less this; in worth. */
const GUESS_MARGIN = 600;

/** Above this many, pairs are looked at as they come: to put them in order would cost more than it spares. */
const MANY = 2_000;

/**
 * Searches the bounds of the scores (columns.ts) and asks for exact scores only where they promise enough; finds exactly
 * the pairs that a look at every row finds.
 */
export function columnScan(
  market: Market,
  columns: ScoreColumns,
  score: ScoreOf,
  makeSearch: ColumnSearchMaker = plainColumnSearch,
): (scale: number, prices: Float64Array) => PricedScan {
  const places = placesOf(market, columns);
  const search = makeSearch(columns);
  return (scale, prices) =>
    new PricedColumns(market, places, search, score, scale, prices);
}

interface Places {
  /** Canonical mentor at each place of the bottom level, −1 for none. */
  readonly mentorOf: Int32Array;
  readonly levels: Int32Array;
  readonly stride: number;
  /** Canonical mentors to look at apart, by canonical mentee. */
  readonly apart: ReadonlyMap<number, readonly number[]>;
}

function placesOf(
  market: Market,
  { mentorAt, levels, stride, apart }: ScoreColumns,
): Places {
  const menteeRank = ranksOf(market.menteeAt);
  const mentorRank = ranksOf(market.mentorAt);
  return {
    mentorOf: mentorAt.map((position) =>
      position < 0 ? -1 : mentorRank[position]!,
    ),
    levels,
    stride,
    apart: new Map(
      [...apart].map(([mentee, mentors]) => [
        menteeRank[mentee]!,
        mentors.map((mentor) => mentorRank[mentor]!),
      ]),
    ),
  };
}

function ranksOf(order: Int32Array): Int32Array {
  const ranks = new Int32Array(order.length);
  order.forEach((position, rank) => (ranks[position] = rank));
  return ranks;
}

class PricedColumns implements PricedScan {
  private readonly prices: Float64Array;
  private readonly query: {
    -readonly [K in keyof ColumnQuery]: ColumnQuery[K];
  };
  private readonly heap = new NodeHeap();
  /** By how much the worst of the best was above the least net asked for, lately. */
  private guess = -Infinity;
  /** The searches announced, and the next of them. */
  private plan: { readonly mentees: Int32Array; readonly cuts: Float64Array } =
    { mentees: new Int32Array(0), cuts: new Float64Array(0) };
  private next = 0;

  constructor(
    private readonly market: Market,
    private readonly places: Places,
    private readonly search: ColumnSearch,
    private readonly score: ScoreOf,
    private readonly scale: number,
    prices: Float64Array,
  ) {
    this.prices = prices.slice();
    this.query = {
      scale,
      evenness: market.problem.evenness ?? 0,
      evenUpTo: EVEN_UP_TO,
      least: 0,
      cut: 0,
      lowest: lowestPrices(places, this.prices),
    };
  }

  announce(
    mentees: Int32Array,
    least: Float64Array,
    above: Float64Array,
    bestOnly: boolean,
  ): void {
    if (!this.search.announce) return;
    const cuts = Float64Array.from(mentees, (mentee) => {
      const bottom = above[mentee]! + 1;
      return bestOnly ? this.firstCut(bottom) : bottom;
    });
    this.plan = { mentees, cuts };
    this.next = 0;
    this.search.announce({
      mentees: mentees.map((mentee) => this.market.menteeAt[mentee]!),
      least: Float64Array.from(mentees, (mentee) => least[mentee]!),
      cuts,
      query: this.query,
    });
  }

  best(mentee: number, query: PairQuery, count: number, into: Hits): void {
    const bottom = query.above + 1; // nets are whole
    let step = GUESS_MARGIN * this.scale;
    let cut = this.plannedCut(mentee) ?? this.firstCut(bottom);
    for (;;) {
      this.collect(mentee, query.least, cut, count, into);
      if (into.count === count || cut === bottom) break;
      step *= 2;
      cut = Math.max(bottom, cut - step);
    }
    const worst = into.count === count ? into.net[count - 1]! - bottom : 0;
    this.guess =
      this.guess === -Infinity ? worst : 0.9 * this.guess + 0.1 * worst;
  }

  private firstCut(bottom: number): number {
    const margin = GUESS_MARGIN * this.scale;
    return Math.max(bottom, bottom + this.guess - margin);
  }

  private plannedCut(mentee: number): number | undefined {
    return this.plan.mentees[this.next] === mentee
      ? this.plan.cuts[this.next++]
      : undefined;
  }

  each(
    mentee: number,
    { least, above }: PairQuery,
    visit: (mentor: number, score: number) => void,
    mayMatter?: (mentor: number, most: number) => boolean,
  ): void {
    const found = this.find(mentee, least, above + 1);
    const { places, nets } = this.search;
    const apart = this.places.apart.get(mentee);
    const look = (mentor: number): void => {
      const score = this.score(mentee, mentor);
      if (score < 0 || score < least) return;
      if (this.scale * score - this.prices[mentor]! > above)
        visit(mentor, score);
    };
    for (let at = 0; at < found; at++) {
      const mentor = this.places.mentorOf[places[at]!]!;
      if (apart?.includes(mentor)) continue;
      const most = (nets[at]! + this.prices[mentor]!) / this.scale;
      if (mayMatter === undefined || mayMatter(mentor, most)) look(mentor);
    }
    apart?.forEach(look);
  }

  private find(mentee: number, least: number, cut: number): number {
    this.query.least = least;
    this.query.cut = cut;
    return this.search.find(this.market.menteeAt[mentee]!, this.query);
  }

  /** The most promising first, until what is left promises too little. */
  private collect(
    mentee: number,
    least: number,
    bottom: number,
    count: number,
    into: Hits,
  ): void {
    const { heap, search } = this;
    const { mentorOf } = this.places;
    const apart = this.places.apart.get(mentee);
    const found = this.find(mentee, least, bottom);
    let cut = bottom;
    into.count = 0;
    const look = (mentor: number): void => {
      const score = this.score(mentee, mentor);
      const net = this.scale * score - this.prices[mentor]!;
      if (score >= 0 && score >= least && net >= cut)
        cut = offer(into, count, bottom, mentee, mentor, score, net);
    };
    apart?.forEach(look);
    const consider = (at: number): void => {
      const mentor = mentorOf[search.places[at]!]!;
      if (apart?.includes(mentor)) return;
      // many equal pairs: most are settled by their order alone
      const net = search.nets[at]!;
      if (into.count === count && !mayEnter(into, count, mentee, mentor, net))
        return;
      look(mentor);
    };
    if (found > MANY) {
      for (let at = 0; at < found; at++) consider(at);
      return;
    }
    heap.clear();
    for (let at = 0; at < found; at++) heap.push(at, -search.nets[at]!);
    while (heap.size > 0 && -heap.nearest >= cut) consider(heap.pop());
  }
}

/** Prices by place of the tree, the lowest of each node; Infinity where nobody is. */
function lowestPrices(
  { mentorOf, levels, stride }: Places,
  prices: Float64Array,
): Float64Array {
  const lowest = new Float64Array(stride).fill(Infinity);
  mentorOf.forEach((mentor, place) => {
    if (mentor >= 0) lowest[place] = prices[mentor]!;
  });
  for (let level = 1; level < levels.length; level++) {
    const [below, own] = [levels[level - 1]!, levels[level]!];
    for (let at = below; at < own; at++) {
      const parent = own + Math.floor((at - below) / FAN_OUT);
      if (lowest[at]! < lowest[parent]!) lowest[parent] = lowest[at]!;
    }
  }
  return lowest;
}
