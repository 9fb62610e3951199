import type { Market } from "./market";
import type { PairScan } from "./pair-scan";
import { type SolveOptions, tick } from "./progress";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Choices a mentee looks up at a time. */
const CHOICES = 64;

/**
 * Pairs mentees with mentors so that no mentee and mentor would both rather have each other.
 *
 * Mentee-proposing deferred acceptance: among all stable matchings, each mentee gets the best mentors they can have in any
 * of them. Both sides rank by score, then by id (canonical position); pins have already used up their places, and pairs
 * below the minimum score are not proposed. The result does not depend on the order of proposals.
 *
 * @returns canonical mentors of each mentee at 2·i and 2·i + 1, −1 for none
 * @throws {MatchingStopped} if the caller asks to stop
 * Cost: at most m·n proposals, and a scan of a mentee's row for every 64 of them.
 * Source: Gale & Shapley 1962, Amer. Math. Monthly 69(1), 9–15.
 */
export function matchStably(
  market: Market,
  scan: PairScan,
  options: SolveOptions,
): Int32Array {
  const held = Array.from({ length: market.mentors }, () => [] as Proposal[]);
  const places = market.wanted.slice();
  const proposers = Array.from(
    { length: market.mentees },
    (_, mentee) => new Proposer(market, scan, mentee),
  );
  for (let first = 0; first < market.mentees; first++) {
    tick(options, "solve", first + 1, market.mentees);
    const waiting = [first];
    for (
      let mentee = waiting.pop();
      mentee !== undefined;
      mentee = waiting.pop()
    ) {
      while (places[mentee]! > 0) {
        const proposal = proposers[mentee]!.next();
        if (proposal === null) break;
        places[mentee]!--;
        const refused = consider(
          held[proposal.mentor]!,
          proposal,
          market.free[proposal.mentor]!,
        );
        if (refused === null) continue;
        places[refused.mentee]!++;
        if (refused.mentee !== mentee) waiting.push(refused.mentee);
      }
    }
  }
  return partnersOf(held, market.mentees);
}

interface Proposal {
  readonly mentee: number;
  readonly mentor: number;
  readonly score: number;
}

/** A mentor keeps the best proposals there is room for. @returns the one that is refused, if any */
function consider(
  held: Proposal[],
  proposal: Proposal,
  room: number,
): Proposal | null {
  held.push(proposal);
  if (held.length <= room) return null;
  let worst = 0;
  for (let at = 1; at < held.length; at++)
    if (isWorse(held[at]!, held[worst]!)) worst = at;
  return held.splice(worst, 1)[0]!;
}

function isWorse(a: Proposal, b: Proposal): boolean {
  return a.score < b.score || (a.score === b.score && a.mentee > b.mentee);
}

function partnersOf(
  held: readonly (readonly Proposal[])[],
  mentees: number,
): Int32Array {
  const partners = new Int32Array(2 * mentees).fill(-1);
  for (const proposals of held)
    for (const { mentee, mentor } of proposals)
      partners[2 * mentee + (partners[2 * mentee] === -1 ? 0 : 1)] = mentor;
  return partners;
}

/** Goes down the ranking of one mentee, some choices at a time, so that whole rankings are never stored. */
class Proposer {
  private readonly keys: number[] = [];
  private at = 0;
  private last = -1;

  constructor(
    private readonly market: Market,
    private readonly scan: PairScan,
    private readonly mentee: number,
  ) {}

  next(): Proposal | null {
    if (this.at === this.keys.length) this.refill();
    const key = this.keys[this.at++];
    if (key === undefined) return null;
    this.last = key;
    const mentor = key % this.market.mentors;
    return {
      mentee: this.mentee,
      mentor,
      score: 10_000 - (key - mentor) / this.market.mentors,
    };
  }

  /** The next choices after the last: a smaller key is a better score, then an earlier id. */
  private refill(): void {
    const { keys, market } = this;
    const row = this.scan.row(this.mentee);
    keys.length = 0;
    this.at = 0;
    for (let mentor = 0; mentor < row.length; mentor++) {
      const score = row[mentor]!;
      const key = (10_000 - score) * market.mentors + mentor;
      if (score < market.problem.minimumScore || score < 0 || key <= this.last)
        continue;
      if (keys.length === CHOICES && key > keys[CHOICES - 1]!) continue;
      let place = keys.length < CHOICES ? keys.length : CHOICES - 1;
      for (; place > 0 && keys[place - 1]! > key; place--)
        keys[place] = keys[place - 1]!;
      keys[place] = key;
    }
  }
}
