import type { Market } from "./market";
import type { PairScan } from "./pair-scan";
import { type SolveOptions, tick } from "./progress";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Choices somebody looks up at a time. */
const CHOICES = 64;

/**
 * Pairs mentees with mentors so that no mentee and mentor would both rather have each other.
 *
 * Deferred acceptance: among all stable matchings, everybody on the proposing side (`problem.proposing`) gets the best
 * partners they can have in any of them. Both sides rank by score, then by id (canonical position); pins have already used
 * up their places, and pairs below the minimum score are not proposed. The result does not depend on the order of proposals.
 *
 * @returns canonical mentors of each mentee at 2·i and 2·i + 1, −1 for none
 * @throws {MatchingStopped} if the caller asks to stop
 * Cost: at most m·n proposals, and a scan of somebody's scores for every 64 of them; rankings are looked up as far as they
 * are needed, so nobody is lost at the end of a short list.
 * Source: Gale & Shapley 1962, Amer. Math. Monthly 69(1), 9–15.
 */
export function matchStably(
  market: Market,
  scan: PairScan,
  options: SolveOptions,
): Int32Array {
  const byMentors = market.problem.proposing === "mentors";
  const held = byMentors
    ? propose(
        {
          places: Array.from(market.free),
          rankOf: mentorsRanking(market, scan),
        },
        Array.from(market.wanted),
        options,
      )
    : propose(
        {
          places: Array.from(market.wanted),
          rankOf: menteesRanking(market, scan),
        },
        Array.from(market.free),
        options,
      );
  const partners = new Int32Array(2 * market.mentees).fill(-1);
  held.forEach((offers, receiver) => {
    for (const { proposer } of offers) {
      const [mentee, mentor] = byMentors
        ? [receiver, proposer]
        : [proposer, receiver];
      partners[2 * mentee + (partners[2 * mentee] === -1 ? 0 : 1)] = mentor;
    }
  });
  return partners;
}

interface Proposers {
  /** Places each has to fill. */
  readonly places: number[];
  readonly rankOf: (proposer: number) => Ranking;
}

interface Offer {
  readonly proposer: number;
  readonly score: number;
}

/** @param room places of each receiver; @returns the offers each of them holds in the end */
function propose(
  { places, rankOf }: Proposers,
  room: readonly number[],
  options: SolveOptions,
): Offer[][] {
  const held = room.map((): Offer[] => []);
  const rankings = places.map((_, proposer) => rankOf(proposer));
  for (let first = 0; first < places.length; first++) {
    tick(options, "solve", first + 1, places.length);
    const waiting = [first];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop())
      while (places[one]! > 0) {
        const choice = rankings[one]!.next();
        if (choice === null) break;
        places[one]!--;
        const { other, score } = choice;
        const refused = consider(
          held[other]!,
          { proposer: one, score },
          room[other]!,
        );
        if (refused === null) continue;
        places[refused.proposer]!++;
        if (refused.proposer !== one) waiting.push(refused.proposer);
      }
  }
  return held;
}

/** A receiver keeps the best offers there is room for. @returns the one that is refused, if any */
function consider(held: Offer[], offer: Offer, room: number): Offer | null {
  held.push(offer);
  if (held.length <= room) return null;
  let worst = 0;
  for (let at = 1; at < held.length; at++)
    if (isWorse(held[at]!, held[worst]!)) worst = at;
  return held.splice(worst, 1)[0]!;
}

function isWorse(a: Offer, b: Offer): boolean {
  return a.score < b.score || (a.score === b.score && a.proposer > b.proposer);
}

function menteesRanking(market: Market, scan: PairScan) {
  const { mentors, problem } = market;
  return (mentee: number) =>
    new Ranking(problem.minimumScore, mentors, () => {
      const row = scan.row(mentee);
      return (mentor) => row[mentor]!;
    });
}

function mentorsRanking(market: Market, scan: PairScan) {
  const { mentees, problem } = market;
  return (mentor: number) =>
    new Ranking(
      problem.minimumScore,
      mentees,
      () => (mentee) => scan.score(mentee, mentor),
    );
}

/** Goes down somebody's ranking, some choices at a time, so that whole rankings are never stored. */
class Ranking {
  private readonly keys: number[] = [];
  private at = 0;
  private last = -1;

  constructor(
    private readonly least: number,
    private readonly others: number,
    private readonly look: () => (other: number) => number,
  ) {}

  next(): { readonly other: number; readonly score: number } | null {
    if (this.at === this.keys.length) this.refill();
    const key = this.keys[this.at++];
    if (key === undefined) return null;
    this.last = key;
    const other = key % this.others;
    return { other, score: 10_000 - (key - other) / this.others };
  }

  /** The next choices after the last: a smaller key is a better score, then an earlier id. */
  private refill(): void {
    const { keys, others, least } = this;
    const scoreOf = this.look();
    keys.length = 0;
    this.at = 0;
    for (let other = 0; other < others; other++) {
      const score = scoreOf(other);
      const key = (10_000 - score) * others + other;
      if (score < least || score < 0 || key <= this.last) continue;
      if (keys.length === CHOICES && key > keys[CHOICES - 1]!) continue;
      let place = keys.length < CHOICES ? keys.length : CHOICES - 1;
      for (; place > 0 && keys[place - 1]! > key; place--)
        keys[place] = keys[place - 1]!;
      keys[place] = key;
    }
  }
}
