import type { Outcome } from "./certify";
import type { Market } from "./market";
import { hasFloor, type Solved, witnessOf } from "./objectives";
import { outcomeOf } from "./outcome";
import type { PairScan } from "./pair-scan";
import type { SolveOptions } from "./progress";
import { quotaBounds, QuotaUnattainable } from "./quota-bounds";
import { solveOverlapping } from "./quota-overlap";
import {
  areNested,
  type QuotaSolution,
  type QuotaTask,
  solveNested,
  tryNested,
} from "./quota-solve";
import type { Certificate } from "./types";
import {
  type ObjectiveWeights,
  PLAIN_TOTAL,
  peopleFirst,
  placesOnly,
  totalThenPlaces,
  valueOf,
} from "./weights";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/**
 * Solves coverage, total or fairest under quotas: exactly where they are nested, else well and with a bound (see
 * quota-overlap.ts).
 *
 * @throws {RangeError} if a quota is not well formed
 * @throws {QuotaUnattainable} if no pairs keep to the quotas, or they overlap and there is a floor
 */
export function solveWithQuotas(
  market: Market,
  scan: PairScan,
  options: SolveOptions,
): Solved {
  const { problem } = market;
  const task: QuotaTask = {
    market,
    scan,
    bounds: quotaBounds(market),
    weights: peopleFirst(problem),
    least: problem.minimumScore,
    candidates: new Set(),
    options,
  };
  if (!areNested(task.bounds)) return solveBounded(task);
  const floor = hasFloor(problem) ? findFloor(task) : null;
  const least = floor?.least ?? problem.minimumScore;
  const sums = problem.objective === "total" ? total : coverage;
  const { outcome, certificate } = sums({ ...task, least });
  if (floor === null) return { outcome, certificate, least: null };
  const sideProofs = [...certificate.sideProofs, ...floor.sideProofs];
  const floorWitness = witnessOf(market, floor.filling);
  return {
    outcome,
    certificate: {
      ...certificate,
      sideProofs,
      ...(problem.objective === "total" && { floorWitness }),
    },
    least,
  };
}

function coverage(task: QuotaTask) {
  const solution = solveNested(task);
  const outcome = figuresOf(task, solution);
  return { outcome, certificate: proofOf(task, solution, outcome) };
}

/** The total twice: with the ranks below it, and alone, which has a proof of its own. */
function total(task: QuotaTask) {
  const fine = { ...task, weights: totalThenPlaces(task.market.problem) };
  const solution = solveNested(fine);
  const outcome = figuresOf(task, solution);
  const plain = { ...task, weights: PLAIN_TOTAL };
  const certificate = proofOf(plain, solveNested(plain), outcome);
  const ties = { claim: "ties", ...solution.duals } as const;
  return { outcome, certificate: { ...certificate, sideProofs: [ties] } };
}

function solveBounded(task: QuotaTask): Solved {
  const { problem } = task.market;
  if (hasFloor(problem)) throw new QuotaUnattainable("conflict", null, 0);
  const weights =
    problem.objective === "total" ? PLAIN_TOTAL : peopleFirst(problem);
  const weighted = { ...task, weights };
  const solution = solveOverlapping(weighted);
  const outcome = figuresOf(task, solution);
  const certificate = proofOf(weighted, solution, outcome);
  return { outcome, certificate, least: null };
}

function figuresOf({ market, scan }: QuotaTask, solution: QuotaSolution) {
  return outcomeOf(market, scan, solution.partners);
}

function proofOf(
  { market, weights, bounds }: QuotaTask,
  { duals, bound }: QuotaSolution,
  outcome: Outcome,
): Certificate {
  const primal = worthIn(weights, outcome);
  if (bound < primal || (areNested(bounds) && bound !== primal))
    throw new Error(`no proof: primal ${primal}, dual ${bound}`);
  return {
    primal,
    dual: bound,
    pairsChecked: market.mentees * market.mentors,
    violations: 0,
    sideProofs: [],
    ...duals,
  };
}

function worthIn(weights: ObjectiveWeights, outcome: Outcome): number {
  const { people, secondPlaces, total: sum } = outcome;
  return valueOf(weights, people, secondPlaces, sum);
}

/** The best worst score with which as many places can be filled under the quotas, by binary search over the scores. */
function findFloor(task: QuotaTask) {
  const places = { ...task, weights: placesOnly(task.market.problem) };
  const all = solveNested(places);
  const needed = worthIn(places.weights, figuresOf(task, all));
  const proof = { claim: "places", ...all.duals } as const;
  const scores = scoresOnOffer(task);
  if (all.partners.every((mentor) => mentor < 0) || scores.length === 0)
    return { least: task.least, filling: [], sideProofs: [proof] };
  const fill = (least: number) => tryNested({ ...places, least });
  const reaches = (solution: QuotaSolution) =>
    worthIn(places.weights, figuresOf(task, solution)) === needed;
  let [low, high, best] = [0, scores.length - 1, all];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const tried = fill(scores[middle]!);
    if (tried.isKept && reaches(tried)) [low, best] = [middle, tried];
    else high = middle - 1;
  }
  const least = scores[low]!;
  const above = { claim: "floor", ...fill(least + 1).duals } as const;
  return { least, filling: fillingOf(best), sideProofs: [proof, above] };
}

function fillingOf({ partners }: QuotaSolution): number[][] {
  return Array.from({ length: partners.length / 2 }, (_, i) =>
    [...partners.subarray(2 * i, 2 * i + 2)].filter((mentor) => mentor >= 0),
  );
}

function scoresOnOffer({ market, scan, least }: QuotaTask): number[] {
  const occurs = new Uint8Array(market.top + 1);
  for (let i = 0; i < market.mentees; i++)
    for (const score of scan.row(i)) if (score >= least) occurs[score] = 1;
  return [...occurs.keys()].filter((score) => occurs[score] === 1);
}
