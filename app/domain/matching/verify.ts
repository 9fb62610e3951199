import type {
  DualValues,
  MatchingProblem,
  MatchingResult,
  SideClaim,
} from "./types";
import {
  type ObjectiveWeights,
  PLACES_ONLY,
  PLAIN_TOTAL,
  peopleFirst,
  TOTAL_THEN_PLACES,
  valueOf,
} from "./weights";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

export type Verdict =
  | {
      readonly ok: true;
      readonly primal: number | null;
      readonly dual: number | null;
      readonly pairsChecked: number;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Checks a result against its problem, sharing nothing with the solver but the definition of the weights.
 *
 * 1. The pairs stand: no pair twice, demand and capacity kept, every pin there, every other pair allowed and at least the
 *    minimum score; scores and figures are right.
 * 2. Nothing is better. With the weights of the objective (weights.ts; `fairest` is `coverage` among the pairs that reach
 *    its worst unpinned score) and any value uᵢ and price vⱼ ≥ 0, no result can be worth more than
 *      dual = Σᵢ max over k of (bonus of k more places + k·uᵢ) + Σⱼ capacityⱼ·vⱼ + Σ over all pairs max(0, scoreᵢⱼ − uᵢ − vⱼ)
 *    after the pins (weak duality). dual = primal therefore proves the optimum. All numbers are whole and below 2^53, so
 *    the sums are exact and nothing is compared with a tolerance.
 * 3. The side claims (types.ts) hold by the same bound with their own weights.
 *
 * `stable` has no certificate: only part 1 is checked here; count blocking pairs for the rest.
 *
 * @returns the first fault found, for developers (English)
 * Cost: one pass over all pairs.
 */
export function verifyMatching(
  problem: MatchingProblem,
  result: MatchingResult,
): Verdict {
  const fault =
    faultOfPairs(problem, result) ?? faultOfFigures(problem, result);
  if (fault !== null) return { ok: false, reason: fault };
  const { certificate } = result;
  if (problem.objective === "stable") {
    if (certificate !== null)
      return { ok: false, reason: "a stable result claims no optimum" };
    return { ok: true, primal: null, dual: null, pairsChecked: 0 };
  }
  if (certificate === null)
    return { ok: false, reason: "the certificate is missing" };
  const claims = claimsOf(problem, result);
  if (
    certificate.sideProofs.map((proof) => proof.claim).join() !==
    claims.map(({ claim }) => claim).join()
  )
    return {
      ok: false,
      reason: "the side proofs are not those of the objective",
    };
  const main = mainClaim(problem, result);
  const pairsChecked = problem.menteeIds.length * problem.mentorIds.length;
  const printed = [
    certificate.primal,
    certificate.dual,
    certificate.pairsChecked,
    certificate.violations,
  ];
  if (printed.join() !== [main.target, main.target, pairsChecked, 0].join())
    return {
      ok: false,
      reason: "the figures of the certificate are not those of the pairs",
    };
  const proofs = [
    { ...main, ...certificate },
    ...claims.map((c, at) => ({ ...c, ...certificate.sideProofs[at]! })),
  ];
  for (const proof of proofs) {
    const bound = dualBound(problem, proof.weights, proof.least, proof);
    const holds =
      proof.claim === "floor" ? bound < proof.target : bound === proof.target;
    if (!holds)
      return {
        ok: false,
        reason: `no proof of ${proof.claim}: primal ${proof.target}, dual ${bound}`,
      };
  }
  return { ok: true, primal: main.target, dual: main.target, pairsChecked };
}

interface Claim<Name> {
  readonly claim: Name;
  readonly weights: ObjectiveWeights;
  /** Among the pairs with at least this score. */
  readonly least: number;
  readonly target: number;
}

function mainClaim(
  problem: MatchingProblem,
  result: MatchingResult,
): Claim<"sum"> {
  const weights =
    problem.objective === "total" ? PLAIN_TOTAL : peopleFirst(problem);
  const least =
    problem.objective === "fairest"
      ? (worstUnpinned(result) ?? problem.minimumScore)
      : problem.minimumScore;
  return { claim: "sum", weights, least, target: primalOf(weights, result) };
}

function claimsOf(
  problem: MatchingProblem,
  result: MatchingResult,
): Claim<SideClaim>[] {
  const least = problem.minimumScore;
  if (problem.objective === "total") {
    const weights = TOTAL_THEN_PLACES;
    return [
      { claim: "ties", weights, least, target: primalOf(weights, result) },
    ];
  }
  if (problem.objective !== "fairest") return [];
  const target = primalOf(PLACES_ONLY, result);
  const places: Claim<SideClaim> = {
    claim: "places",
    weights: PLACES_ONLY,
    least,
    target,
  };
  const worst = worstUnpinned(result);
  return worst === null
    ? [places]
    : [places, { ...places, claim: "floor", least: worst + 1 }];
}

function worstUnpinned(result: MatchingResult): number | null {
  const scores = result.pairs
    .filter((pair) => !pair.pinned)
    .map((pair) => pair.score);
  return scores.length === 0 ? null : scores.reduce((a, b) => Math.min(a, b));
}

function primalOf(weights: ObjectiveWeights, result: MatchingResult): number {
  return valueOf(
    weights,
    result.matched,
    result.pairs.length - result.matched,
    result.total,
  );
}

function faultOfPairs(
  problem: MatchingProblem,
  result: MatchingResult,
): string | null {
  const pins = pinScores(problem);
  const places = problem.menteeIds.map(() => 0);
  const load = problem.mentorIds.map(() => 0);
  const seen = new Set<string>();
  let pinned = 0;
  for (const pair of result.pairs) {
    const key = `${pair.mentee},${pair.mentor}`;
    if (seen.has(key)) return `pair ${key} stands twice`;
    seen.add(key);
    const pin = pins.get(key);
    if (pair.pinned !== (pin !== undefined))
      return `pair ${key} is wrong about its pin`;
    if (pair.pinned) pinned++;
    const fault = faultOfPair(
      problem,
      pair.mentee,
      pair.mentor,
      pair.score,
      pin,
    );
    if (fault !== null) return `pair ${key} ${fault}`;
    if (++places[pair.mentee]! > problem.demand[pair.mentee]!)
      return `pair ${key} is one place too many for the mentee`;
    if (++load[pair.mentor]! > problem.capacity[pair.mentor]!)
      return `pair ${key} is beyond the mentor's capacity`;
  }
  return pinned === pins.size ? null : "a pin is not there";
}

function faultOfPair(
  problem: MatchingProblem,
  mentee: number,
  mentor: number,
  score: number,
  pin: number | undefined,
): string | null {
  if (
    problem.menteeIds[mentee] === undefined ||
    problem.mentorIds[mentor] === undefined
  )
    return "names nobody";
  if (pin !== undefined)
    return score === pin ? null : "has not its pin's score";
  if (score !== problem.score(mentee, mentor)) return "has not its own score";
  return score >= problem.minimumScore && score >= 0 ? null : "is not allowed";
}

function faultOfFigures(
  problem: MatchingProblem,
  result: MatchingResult,
): string | null {
  if (result.objective !== problem.objective) return "the objective is another";
  const people = new Set(result.pairs.map((pair) => pair.mentee));
  if (result.matched !== people.size)
    return "the number of matched mentees is wrong";
  if (result.total !== result.pairs.reduce((sum, pair) => sum + pair.score, 0))
    return "the total is wrong";
  const worst = result.pairs.reduce<number | null>(
    (low, { score }) => (low === null ? score : Math.min(low, score)),
    null,
  );
  if (result.worst !== worst) return "the worst score is wrong";
  const rest = new Set(result.unmatched.map((entry) => entry.mentee));
  const complete =
    rest.size === result.unmatched.length &&
    rest.size + people.size === problem.menteeIds.length;
  return complete && [...rest].every((mentee) => !people.has(mentee))
    ? null
    : "the unmatched mentees are wrong";
}

function pinScores(problem: MatchingProblem): Map<string, number> {
  return new Map(
    problem.pins.map(([mentee, mentor], at) => [
      `${mentee},${mentor}`,
      problem.pinScores[at]!,
    ]),
  );
}

/** The sum of part 2 above; NaN if a dual value is not whole or a price is negative. */
function dualBound(
  problem: MatchingProblem,
  weights: ObjectiveWeights,
  least: number,
  duals: DualValues,
): number {
  const { menteeValue: u, mentorPrice: v } = duals;
  const pins = pinScores(problem);
  const pinsOfMentee = problem.menteeIds.map(() => 0);
  const room = Array.from(problem.capacity);
  let bound = 0;
  problem.pins.forEach(([mentee, mentor], at) => {
    pinsOfMentee[mentee]!++;
    room[mentor]!--;
    bound += weights.scale * problem.pinScores[at]!;
  });
  for (let j = 0; j < problem.mentorIds.length; j++)
    bound += v[j]! >= 0 ? room[j]! * v[j]! : NaN;
  for (let i = 0; i < problem.menteeIds.length; i++) {
    bound += bestUse(weights, pinsOfMentee[i]!, problem.demand[i]!, u[i]!);
    for (let j = 0; j < problem.mentorIds.length; j++) {
      const score = problem.score(i, j);
      if (score < 0 || score < least) continue;
      const over = weights.scale * score - u[i]! - v[j]!;
      if (over > 0 && !(pinsOfMentee[i]! > 0 && pins.has(`${i},${j}`)))
        bound += over;
    }
  }
  return [...u, ...v].every(Number.isSafeInteger) ? bound : NaN;
}

/** Between `from` (pins) and `to` places, the most that bonuses and value bring. */
function bestUse(
  weights: ObjectiveWeights,
  from: number,
  to: number,
  value: number,
): number {
  const bonus = [0, weights.first, weights.first + weights.second];
  let best = -Infinity;
  for (let places = from; places <= to; places++)
    best = Math.max(best, bonus[places]! + (places - from) * value);
  return best;
}
