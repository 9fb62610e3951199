import type { Duals } from "./certify";
import type { Market } from "./market";
import type { PairScan } from "./pair-scan";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/**
 * Fills as many places as possible with pairs of at least a given score: first places before second ones, whatever the
 * scores. Augmenting paths, breadth first; what a failed search saw can never lead to a free place again and is left out.
 *
 * Source: Kuhn 1955, Naval Research Logistics Quarterly 2, 83–97; first places first is right by the greedy rule for
 * matroids (Edmonds 1971, Mathematical Programming 1, 127–136). Cost: one row of scores per mentee reached.
 */
export class PlaceFilling {
  /** Unpinned mentors of each mentee. */
  readonly partners: number[][];
  private readonly holders: number[][];
  /** Mentors no failed search has seen, then those not yet seen in this search. */
  private alive: number[];
  private readonly cameFrom: Int32Array;

  constructor(
    private readonly market: Market,
    private readonly scan: Pick<PairScan, "row" | "score">,
    private readonly least: number,
  ) {
    this.partners = Array.from({ length: market.mentees }, () => []);
    this.holders = Array.from({ length: market.mentors }, () => []);
    this.alive = Array.from({ length: market.mentors }, (_, mentor) => mentor);
    this.cameFrom = new Int32Array(market.mentors).fill(-1);
  }

  /**
   * @param start pairs of an earlier filling: the first of each mentee is taken over where its score still reaches
   * @param needed people and second places that must be reached; the work ends as soon as that is out of reach
   * @returns whether they were
   */
  run(
    start: readonly (readonly number[])[],
    needed: { readonly people: number; readonly secondPlaces: number },
  ): boolean {
    const { wanted, pinned, mentees } = this.market;
    start.forEach(([mentor], mentee) => {
      if (
        mentor !== undefined &&
        pinned[mentee] === 0 &&
        this.scan.score(mentee, mentor) >= this.least
      )
        this.pair(mentee, mentor);
    });
    const firsts: number[] = [];
    const seconds: number[] = [];
    for (let i = 0; i < mentees; i++) {
      if (wanted[i]! > 0 && pinned[i] === 0) firsts.push(i);
      if (wanted[i]! + pinned[i]! === 2 && wanted[i]! > 0) seconds.push(i);
    }
    const people = this.pinnedPeople();
    if (!this.fillAll(firsts, 1, needed.people - people)) return false;
    const candidates = seconds.filter(
      (i) => pinned[i]! + this.partners[i]!.length > 0,
    );
    return this.fillAll(
      candidates,
      2,
      needed.secondPlaces - this.pinnedSeconds(),
    );
  }

  /** People and second places reached, pins included. */
  get reached(): { people: number; secondPlaces: number } {
    const { pinned } = this.market;
    let people = 0;
    let secondPlaces = 0;
    this.partners.forEach((own, i) => {
      const places = own.length + pinned[i]!;
      if (places > 0) people++;
      if (places > 1) secondPlaces++;
    });
    return { people, secondPlaces };
  }

  private pinnedPeople(): number {
    return this.market.pinned.reduce(
      (sum, pins) => sum + (pins > 0 ? 1 : 0),
      0,
    );
  }

  private pinnedSeconds(): number {
    return this.market.pinned.reduce(
      (sum, pins) => sum + (pins > 1 ? 1 : 0),
      0,
    );
  }

  /** Brings each of the mentees to `places` places in all where possible. @returns whether `needed` of them got there */
  private fillAll(
    mentees: readonly number[],
    places: number,
    needed: number,
  ): boolean {
    let spare = mentees.length - needed;
    for (const i of mentees) {
      const has = this.market.pinned[i]! + this.partners[i]!.length;
      if (has < places && !this.augment(i)) spare--;
      if (spare < 0) return false;
    }
    return spare >= 0;
  }

  private augment(source: number): boolean {
    const queue = [source];
    const through = new Map([[source, -1]]);
    let unseen = this.alive;
    for (const mentee of queue) {
      const { found, rest } = this.expand(mentee, unseen);
      unseen = rest;
      for (const mentor of found) {
        this.cameFrom[mentor] = mentee;
        if (this.holders[mentor]!.length < this.market.free[mentor]!) {
          this.flip(mentor, through);
          return true;
        }
        for (const holder of this.holders[mentor]!)
          if (!through.has(holder)) queue.push(holder);
        for (const holder of this.holders[mentor]!)
          if (!through.has(holder)) through.set(holder, mentor);
      }
    }
    this.alive = unseen;
    return false;
  }

  /** Splits the unseen mentors into those the mentee could have and the rest. */
  private expand(
    mentee: number,
    unseen: readonly number[],
  ): { found: number[]; rest: number[] } {
    const row = this.scan.row(mentee);
    const own = this.partners[mentee]!;
    const found: number[] = [];
    const rest: number[] = [];
    for (const mentor of unseen) {
      if (
        row[mentor]! >= this.least &&
        this.market.free[mentor]! > 0 &&
        !own.includes(mentor)
      )
        found.push(mentor);
      else rest.push(mentor);
    }
    return { found, rest };
  }

  /** Exchanges pairs from a mentor with room back to where the search began. @param through mentee → the mentor given up */
  private flip(mentor: number, through: ReadonlyMap<number, number>): void {
    for (let to = mentor; to !== -1;) {
      const mentee = this.cameFrom[to]!;
      const given = through.get(mentee)!;
      if (given !== -1) this.unpair(mentee, given);
      this.pair(mentee, to);
      to = given;
    }
  }

  /**
   * Dual values for the weights of `PLACES_ONLY`, after a complete run: whoever an unserved mentee could reach by
   * exchanges sits in a group whose mentors are all full (Kőnig, Hall), and each place there is worth one that is missing.
   */
  duals(): Duals {
    const { market } = this;
    const value = new Float64Array(market.mentees);
    const price = Float64Array.from(market.free, (places) =>
      places === 0 ? 2 : 0,
    );
    for (const level of [2, 1]) {
      const queue: number[] = [];
      for (let i = 0; i < market.mentees; i++) {
        const places = market.pinned[i]! + this.partners[i]!.length;
        const isOpen =
          this.partners[i]!.length < market.wanted[i]! && places === 2 - level;
        if (isOpen && value[i] === 0) queue.push(i);
      }
      for (const i of queue) value[i] = -level;
      for (const i of queue) this.mark(i, level, { value, price }, queue);
    }
    return { value, price };
  }

  private mark(
    mentee: number,
    level: number,
    { value, price }: Duals,
    queue: number[],
  ): void {
    const row = this.scan.row(mentee);
    for (let j = 0; j < row.length; j++) {
      if (
        row[j]! < this.least ||
        price[j] !== 0 ||
        this.partners[mentee]!.includes(j)
      )
        continue;
      price[j] = level;
      for (const holder of this.holders[j]!) {
        if (value[holder] !== 0) continue;
        value[holder] = -level;
        queue.push(holder);
      }
    }
  }

  private pair(mentee: number, mentor: number): void {
    this.partners[mentee]!.push(mentor);
    this.holders[mentor]!.push(mentee);
  }

  private unpair(mentee: number, mentor: number): void {
    remove(this.partners[mentee]!, mentor);
    remove(this.holders[mentor]!, mentee);
  }
}

function remove(list: number[], item: number): void {
  list.splice(list.indexOf(item), 1);
}
