import type { ColumnSearchMaker } from "../scoring/column-search";
import { openMarket } from "./market";
import { scanPairs } from "./pair-scan";
import { forAll, menteesWhere, sweepEach } from "./sweep";
import type { DualValues, MatchingProblem } from "./types";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/**
 * Visits every pair of a problem, by position, that may be proposed, has at least the score `least`, and is worth more than
 * its dual values: scale·score > value + price. `score` is what the problem gives; pins may or may not be visited.
 */
export type PairPass = (
  scale: number,
  least: number,
  duals: DualValues,
  visit: (mentee: number, mentor: number, score: number) => void,
) => void;

/** Makes the pass over the pairs of a problem. */
export type PairPassMaker = (problem: MatchingProblem) => PairPass;

/** Looks at every pair, by the problem's own scores and nothing else. Cost: one score per pair. */
export const everyPair: PairPassMaker =
  (problem) => (scale, least, duals, visit) => {
    for (let i = 0; i < problem.menteeIds.length; i++)
      everyMentor(problem, i, scale, least, duals, visit);
  };

function everyMentor(
  problem: MatchingProblem,
  mentee: number,
  scale: number,
  least: number,
  { menteeValue, mentorPrice }: DualValues,
  visit: (mentee: number, mentor: number, score: number) => void,
): void {
  for (let j = 0; j < problem.mentorIds.length; j++) {
    const score = problem.score(mentee, j);
    if (score < 0 || score < least) continue;
    if (scale * score > menteeValue[mentee]! + mentorPrice[j]!)
      visit(mentee, j, score);
  }
}

/** Up to so many pairs each is looked at in any case. */
const FEW_PAIRS = 4_000_000;

/** Looks at every pair of a problem of up to four million, and passes by columns over a greater one. */
export function passFor(
  { menteeIds, mentorIds }: Pick<MatchingProblem, "menteeIds" | "mentorIds">,
  makeSearch?: ColumnSearchMaker,
): PairPassMaker {
  return menteeIds.length * mentorIds.length <= FEW_PAIRS
    ? everyPair
    : scannedPairs(makeSearch);
}

/** Mentees whose mentors are all looked at besides. */
const WITNESSES = 64;

/** The columns of a problem hide a pair that its scores show: a fault of ours, never of the input. */
export class ColumnsDisagree extends Error {
  override readonly name = "ColumnsDisagree";
}

/**
 * Passes by the columns of a problem, which rule out most pairs without a look; 64 mentees spread over the problem are
 * looked at pair by pair as well, and must come to the same.
 *
 * The pass throws {@link ColumnsDisagree} if they do not. Cost: 5·10⁹ pairs in some seconds, see docs/benchmarks.md.
 */
export function scannedPairs(makeSearch?: ColumnSearchMaker): PairPassMaker {
  return (problem) => {
    const market = openMarket(problem);
    const scan = scanPairs(market, makeSearch);
    const { menteeAt, mentorAt } = market;
    return (scale, least, duals, visit) => {
      const price = Float64Array.from(mentorAt, (at) => duals.mentorPrice[at]!);
      const priced = scan.priced(scale, price);
      const step = Math.ceil(market.mentees / WITNESSES);
      const found = new Set<number>();
      const lookAround = (i: number): void => {
        const mentee = menteeAt[i]!;
        if (i % step === 0)
          everyMentor(problem, mentee, scale, least, duals, (_, mentor) => {
            if (!found.has(mentor) && !isPin(problem, mentee, mentor))
              throw new ColumnsDisagree(`mentee ${mentee}, mentor ${mentor}`);
          });
        found.clear();
      };
      sweepEach(
        {
          priced,
          mentees: menteesWhere(market.mentees, () => true),
          least: forAll(market.mentees, least),
          above: Float64Array.from(menteeAt, (at) => duals.menteeValue[at]!),
        },
        (i, j, score) => {
          found.add(mentorAt[j]!);
          visit(menteeAt[i]!, mentorAt[j]!, score);
        },
        { afterwards: lookAround },
      );
    };
  };
}

function isPin(
  { pins }: MatchingProblem,
  mentee: number,
  mentor: number,
): boolean {
  return pins.some((pin) => pin[0] === mentee && pin[1] === mentor);
}
