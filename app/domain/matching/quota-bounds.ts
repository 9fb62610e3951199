import type { Market } from "./market";
import type { Group } from "./quota-flow";
import { nestedQuotas, quotaCounts } from "./quotas";
import type { MatchingProblem, PairQuota } from "./types";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Quotas that no pairs can keep. `quota` is its place in the problem's list, null if only several together fail. */
export class QuotaUnattainable extends Error {
  override readonly name = "QuotaUnattainable";

  /**
   * @param reason `pins`: the pins alone are too many; `few`: no more than `possible` pairs can be had;
   *   `together`: each could be kept, all at once cannot; `not_found`: quotas overlap, and the search gave up;
   *   `conflict`: the objective does not go with these quotas (settingsFault in quotas.ts)
   */
  constructor(
    readonly reason: "pins" | "few" | "together" | "not_found" | "conflict",
    readonly quota: number | null,
    readonly possible: number,
  ) {
    super(`quota ${quota ?? ""} cannot be kept: ${reason}, ${possible}`);
  }
}

/** A quota as the solver sees it: canonical positions, and what the pins leave of its bounds. */
export interface QuotaBounds extends Group {
  /** Whether it fits into a tree with those before it (quotas.ts). */
  readonly isNested: boolean;
  /** Whether the quota has an upper bound. */
  readonly isCapped: boolean;
}

/**
 * The quotas of a market's problem, with the pins taken out.
 *
 * @throws {RangeError} if a quota is not well formed
 * @throws {QuotaUnattainable} if the pins alone are more than an upper bound allows
 */
export function quotaBounds(market: Market): QuotaBounds[] {
  const { problem } = market;
  const quotas = problem.quotas ?? [];
  for (const [at, quota] of quotas.entries()) checkQuota(problem, quota, at);
  const rank = {
    mentees: inverse(market.menteeAt),
    mentors: inverse(market.mentorAt),
  };
  const pins = problem.pins.map(([mentee, mentor]) => ({ mentee, mentor }));
  const pinned = quotaCounts(quotas, pins);
  const nested = nestedQuotas(quotas);
  return quotas.map(({ side, members, atLeast, atMost }, at) => {
    if (atMost !== null && pinned[at]! > atMost)
      throw new QuotaUnattainable("pins", at, pinned[at]!);
    return {
      side,
      members: members.map((position) => rank[side][position]!),
      least: Math.max(0, atLeast - pinned[at]!),
      most: atMost === null ? 2 * market.mentees + 1 : atMost - pinned[at]!,
      isNested: nested[at]!,
      isCapped: atMost !== null,
    };
  });
}

function checkQuota(
  problem: MatchingProblem,
  { side, members, atLeast, atMost }: PairQuota,
  at: number,
): void {
  const people = side === "mentees" ? problem.menteeIds : problem.mentorIds;
  const isCount = (n: number) => Number.isSafeInteger(n) && n >= 0;
  if (!isCount(atLeast) || (atMost !== null && !isCount(atMost)))
    throw new RangeError(`bounds of quota ${at} must be whole, 0 or more`);
  if (atMost !== null && atMost < atLeast)
    throw new RangeError(`quota ${at} asks for more than it allows`);
  if (new Set(members).size < members.length)
    throw new RangeError(`quota ${at} counts somebody twice`);
  if (members.some((position) => people[position] === undefined))
    throw new RangeError(`quota ${at} names nobody`);
}

function inverse(order: Int32Array): Int32Array {
  const ranks = new Int32Array(order.length);
  order.forEach((position, rank) => (ranks[position] = rank));
  return ranks;
}
