import { FAN_OUT, type ScoreColumns } from "./score-columns";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** What a search looks for: net = scale·worth − price, where worth is score + evenness·min(score, evenUpTo). */
export interface ColumnQuery {
  readonly scale: number;
  readonly evenness: number;
  readonly evenUpTo: number;
  /** Least worth. */
  readonly least: number;
  /** Least net. */
  readonly cut: number;
  /** The lowest price below each place of the tree, as long as a column; Infinity where nobody is. */
  readonly lowest: Float64Array;
}

/** A search through the bounds of one matching run. */
export interface ColumnSearch {
  /** Places of the bottom level that the last search found, and the most that their nets can be. */
  readonly places: Int32Array;
  readonly nets: Float64Array;
  /**
   * Finds every mentor whose bounds reach what the query asks; a few may be found whose exact score does not.
   *
   * @returns how many
   */
  find(mentee: number, query: ColumnQuery): number;
  /** Says what will be asked next, in this order, so that other threads can look ahead; changes no answer. */
  announce?(searches: AnnouncedSearches): void;
}

/** Searches at the same prices, one a mentee; `least` and `cut` of the query do not count. */
export interface AnnouncedSearches {
  readonly mentees: Int32Array;
  readonly least: Float64Array;
  readonly cuts: Float64Array;
  readonly query: ColumnQuery;
}

/** Makes a search for some columns; a faster one can stand in for the one below. */
export type ColumnSearchMaker = (columns: ScoreColumns) => ColumnSearch;

/** The search in plain TypeScript: leaves a node as soon as the factors that are left cannot lift it over the bar. */
export const plainColumnSearch: ColumnSearchMaker = (columns) =>
  new PlainSearch(columns);

class PlainSearch implements ColumnSearch {
  readonly places: Int32Array;
  readonly nets: Float64Array;
  private readonly nodes: Int32Array;
  /** The most that this factor and those after it can add. */
  private readonly rest: Float64Array;
  private row = 0;

  constructor(private readonly columns: ScoreColumns) {
    const { mentorAt, factors } = columns;
    this.places = new Int32Array(mentorAt.length + FAN_OUT);
    this.nets = new Float64Array(mentorAt.length + FAN_OUT);
    this.nodes = new Int32Array(mentorAt.length + FAN_OUT);
    this.rest = new Float64Array(factors + 1);
  }

  find(mentee: number, query: ColumnQuery): number {
    const { levels } = this.columns;
    this.begin(mentee);
    let level = levels.length - 1;
    let count = this.look(mentee, levels[level]!, 0, query);
    for (; level > 0; level--) {
      const nodes = this.nodes.subarray(0, count);
      nodes.set(this.places.subarray(0, count));
      count = 0;
      for (const node of nodes) {
        const from = levels[level - 1]! + FAN_OUT * (node - levels[level]!);
        count = this.look(mentee, from, count, query);
      }
    }
    return count;
  }

  private begin(mentee: number): void {
    const { columns, rest } = this;
    const { factors, levels } = columns;
    const top = levels[levels.length - 1]!;
    this.row = mentee * factors;
    rest[factors] = 0;
    for (let f = factors - 1; f >= 0; f--) {
      let most = 0;
      for (let k = 0; k < FAN_OUT; k++)
        most = Math.max(most, this.part(f, top + k));
      rest[f] = rest[f + 1]! + Math.max(0, most);
    }
  }

  /** Appends the children that reach the bar. */
  private look(
    mentee: number,
    from: number,
    start: number,
    { scale, evenness, evenUpTo, least, cut, lowest }: ColumnQuery,
  ): number {
    const base = this.columns.base[mentee]!;
    let count = start;
    for (let at = from; at < from + FAN_OUT; at++) {
      const price = lowest[at]!;
      if (price === Infinity) continue;
      const bar = Math.max(least, scale === 0 ? least : (cut + price) / scale);
      // a worth is at most (1 + evenness) times its score
      const bound = this.boundOf(at, base, bar / (1 + evenness) - 1e-6);
      if (bound < 0) continue;
      const score = Math.floor(bound);
      const worth = score + evenness * Math.min(score, evenUpTo);
      const net = scale * worth - price;
      if (worth < least || net < cut) continue;
      this.places[count] = at;
      this.nets[count++] = net;
    }
    return count;
  }

  /** −1 as soon as it is sure to stay below the bar. */
  private boundOf(at: number, base: number, bar: number): number {
    const { rest } = this;
    let bound = base;
    for (let f = 0; f < this.columns.factors; f++) {
      if (bound + rest[f]! < bar) return -1;
      bound += this.part(f, at);
    }
    return bound < bar ? -1 : bound;
  }

  private part(factor: number, at: number): number {
    const { columns } = this;
    const row = this.row + factor;
    const from = columns.termFrom[row]!;
    const to = columns.termFrom[row + 1]!;
    const { bytes, termColumn, termTimes } = columns;
    let combined = 0;
    if (columns.isMax[factor] === 1)
      for (let term = from; term < to; term++) {
        const value = bytes[termColumn[term]! + at]!;
        if (value > combined) combined = value;
      }
    else
      for (let term = from; term < to; term++)
        combined += termTimes[term]! * bytes[termColumn[term]! + at]!;
    if (combined === 0 && columns.isRequired[factor] === 1) return -Infinity;
    const cap = columns.cap[factor]!;
    return columns.perUnit[row]! * (combined < cap ? combined : cap);
  }
}
