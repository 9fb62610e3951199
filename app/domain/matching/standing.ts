import type { ScoredPair } from "./pair-changes";
import type { MatchingProblem, PairQuota } from "./types";
import { quotaCounts } from "./quotas";

/** Proposals as they stand: nobody has decided on them, unless they are among the pins of the problem. */
export interface Standing {
  /** The people with places that no decision holds; pins are out of reach of any exchange. */
  readonly problem: MatchingProblem;
  /** Without the pins. */
  readonly pairs: readonly ScoredPair[];
  /** Whether these are all: somebody may have a proposal besides with a person who has left. */
  readonly isWhole: boolean;
  /** What places cost in the proof of the run they come from: a quicker start, never another answer. */
  readonly mentorPrice: readonly number[] | null;
}

/**
 * Proposals of now as a problem of their own. A proposal that would not be made any more (somebody changed their answers)
 * stays where it is, like a pin; one that there is no place for any more is left out.
 *
 * @param pairs  by position in the problem, with the score of the two whatever rules say
 * @param known.isWhole  false if there are proposals besides
 */
export function standingOf(
  problem: MatchingProblem,
  pairs: readonly ScoredPair[],
  known: Partial<Pick<Standing, "isWhole" | "mentorPrice">> = {},
): Standing {
  const { isWhole = true, mentorPrice = null } = known;
  const fitting = fittingOf(problem, pairs);
  const isOffered = ({ mentee, mentor }: ScoredPair) =>
    problem.score(mentee, mentor) >= Math.max(0, problem.minimumScore);
  const fixed = fitting.filter((pair) => !isOffered(pair));
  return {
    problem: {
      ...problem,
      pins: [
        ...problem.pins,
        ...fixed.map(({ mentee, mentor }) => [mentee, mentor] as const),
      ],
      pinScores: [...problem.pinScores, ...fixed.map(({ score }) => score)],
    },
    pairs: fitting.filter(isOffered),
    isWhole: isWhole && fitting.length === pairs.length,
    mentorPrice,
  };
}

/** The pairs there is a place for on both sides, in the order given. */
function fittingOf(
  { demand, capacity, pins }: MatchingProblem,
  pairs: readonly ScoredPair[],
): ScoredPair[] {
  const wanted = Uint8Array.from(demand);
  const free = Int32Array.from(capacity);
  const take = (mentee: number, mentor: number): boolean => {
    const isFree = (wanted[mentee] ?? 0) > 0 && (free[mentor] ?? 0) > 0;
    if (isFree) {
      wanted[mentee] = (wanted[mentee] ?? 0) - 1;
      free[mentor] = (free[mentor] ?? 0) - 1;
    }
    return isFree;
  };
  for (const [mentee, mentor] of pins) take(mentee, mentor);
  return pairs.filter(({ mentee, mentor }) => take(mentee, mentor));
}

/** All pairs, pins included. */
export function allPairs({ problem, pairs }: Standing): ScoredPair[] {
  const pins = problem.pins.map(([mentee, mentor], at) => ({
    mentee,
    mentor,
    score: problem.pinScores[at] ?? 0,
  }));
  return [...pins, ...pairs];
}

/**
 * The same without anything that could be made better without the pair in question: everybody wants the places that they
 * have, whoever has none waits, and a quota that does not hold already asks for no more than there is.
 */
export function withoutTheWaiting(standing: Standing): Standing {
  const { problem } = standing;
  const all = allPairs(standing);
  const held = new Uint8Array(problem.menteeIds.length);
  for (const { mentee } of all) held[mentee] = (held[mentee] ?? 0) + 1;
  return {
    ...standing,
    problem: {
      ...problem,
      demand: held.map((places) => Math.max(1, places)),
      score: (mentee, mentor) =>
        held[mentee] === 0 ? -1 : problem.score(mentee, mentor),
      columns: undefined,
      quotas: heldQuotas(problem.quotas ?? [], all),
    },
  };
}

function heldQuotas(
  quotas: readonly PairQuota[],
  pairs: readonly ScoredPair[],
): PairQuota[] {
  const counts = quotaCounts(quotas, pairs);
  return quotas.map((quota, at) => {
    const count = counts[at] ?? 0;
    return {
      ...quota,
      atLeast: Math.min(quota.atLeast, count),
      atMost: quota.atMost === null ? null : Math.max(quota.atMost, count),
    };
  });
}

/** Whether two sets of pairs are the same. */
export function arePairsSame(
  some: readonly ScoredPair[],
  others: readonly ScoredPair[],
): boolean {
  const key = ({ mentee, mentor }: ScoredPair) => `${mentee} ${mentor}`;
  const keys = new Set(others.map(key));
  return some.length === keys.size && some.every((one) => keys.has(key(one)));
}
