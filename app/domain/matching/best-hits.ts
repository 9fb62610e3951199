import type { Hits } from "./priced-scan";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/**
 * Keeps the best `count` pairs by (net, hash, mentor) of those offered to it, whatever the order in which they come.
 *
 * @returns the net that a pair must now reach to matter: `floor` until there are `count` pairs
 */
export function offer(
  hits: Hits,
  count: number,
  floor: number,
  mentee: number,
  mentor: number,
  score: number,
  net: number,
): number {
  if (hits.count < count || mayEnter(hits, count, mentee, mentor, net))
    insert(hits, count, mentee, mentor, score, net);
  return hits.count === count ? hits.net[count - 1]! : floor;
}

/** Whether a pair of this net, or of any up to it, would be among the best `count`; the list must be full. */
export function mayEnter(
  hits: Hits,
  count: number,
  mentee: number,
  mentor: number,
  net: number,
): boolean {
  const worst = hits.net[count - 1]!;
  return (
    net > worst ||
    (net === worst && comesFirst(mentee, mentor, hits.mentor[count - 1]!))
  );
}

function insert(
  hits: Hits,
  count: number,
  mentee: number,
  mentor: number,
  score: number,
  net: number,
): void {
  let at = hits.count < count ? hits.count++ : count - 1;
  while (at > 0 && isBehind(hits, at - 1, mentee, mentor, net)) {
    hits.mentor[at] = hits.mentor[at - 1]!;
    hits.score[at] = hits.score[at - 1]!;
    hits.net[at] = hits.net[at - 1]!;
    at--;
  }
  hits.mentor[at] = mentor;
  hits.score[at] = score;
  hits.net[at] = net;
}

function isBehind(
  hits: Hits,
  at: number,
  mentee: number,
  mentor: number,
  net: number,
): boolean {
  return (
    hits.net[at]! < net ||
    (hits.net[at] === net && comesFirst(mentee, mentor, hits.mentor[at]!))
  );
}

/** Equal offers are told apart by a hash of the pair, or equal mentees would all be given the same few mentors. */
function comesFirst(mentee: number, mentor: number, other: number): boolean {
  const difference = pairHash(mentee, mentor) - pairHash(mentee, other);
  return difference < 0 || (difference === 0 && mentor < other);
}

function pairHash(mentee: number, mentor: number): number {
  let hash =
    Math.imul(mentee + 1, 0x9e3779b1) ^ Math.imul(mentor + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}
