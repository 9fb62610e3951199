import { problemOf } from "~/domain/matching/problem";
import { solveMatching } from "~/domain/matching/solve";
import {
  openTrials,
  type Trial,
  type TrialResult,
} from "~/domain/matching/what-if";
import { compileScorer } from "~/domain/scoring/compile";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";
import { CRITERIA, type MatchingFacts } from "~/domain/scoring/types";
import { hundredths, quantile, timed } from "./measure";
import { population } from "./population";

interface WhatIfCase {
  readonly name: string;
  readonly mentees: number;
  readonly mentors: number;
  readonly trials: number;
}

export const WHAT_IF_CASES: readonly WhatIfCase[] = [
  { name: "what-if-200", mentees: 200, mentors: 200, trials: 60 },
];

/** One line of output; times in milliseconds. The peer does the same from the start: saved way, tried way, comparison. */
interface WhatIfLine {
  readonly case: string;
  readonly n: number;
  readonly m: number;
  readonly trials: number;
  /** One weight has moved: from there to the figures of the new pairs. Half of the trials take no longer. */
  readonly ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** Processor time of all threads a trial. */
  readonly cpuMs: number;
  /** The very first trial, before anything has run twice. */
  readonly firstMs: number;
  readonly matched: number;
  /** Every trial found as many people and the same total as a run of its own. */
  readonly proved: boolean;
  readonly peer: string;
  readonly peerMs: number;
  readonly ratio: number;
}

/** What the page "What if" asks of the module that runs in the browser's worker, one moved weight after the other. */
export function runWhatIfCase(bench: WhatIfCase, seed: number): WhatIfLine {
  const facts = population(bench.mentees, bench.mentors, seed);
  const saved: Trial = { criteria: DEFAULT_CRITERIA, objective: "coverage" };
  const answer = openTrials(facts, saved, null);
  const [first, ...warm] = Array.from({ length: bench.trials + 1 }, (_, at) =>
    movedWeight(at),
  ).map((trial) => {
    const cpu = process.cpuUsage();
    const ours = timed(() => answer(trial));
    const { user, system } = process.cpuUsage(cpu);
    const peer = timed(() => openTrials(facts, saved, null)(trial));
    const isSame = isAsSolved(facts, trial, ours.value);
    return { ms: ours.ms, cpu: (user + system) / 1000, peer, isSame, ours };
  });
  const times = warm.map(({ ms }) => ms);
  const ms = quantile(times, 0.5);
  const peerMs = quantile(
    warm.map(({ peer }) => peer.ms),
    0.5,
  );
  return {
    case: bench.name,
    n: bench.mentees,
    m: bench.mentors,
    trials: warm.length,
    ms,
    p95Ms: quantile(times, 0.95),
    maxMs: quantile(times, 1),
    cpuMs: quantile(
      warm.map(({ cpu }) => cpu),
      0.5,
    ),
    firstMs: hundredths(first?.ms ?? NaN),
    matched: warm.at(-1)?.ours.value?.tried.matched ?? 0,
    proved: warm.every(({ isSame }) => isSame),
    peer: "everything from the start",
    peerMs,
    ratio: hundredths(peerMs / ms),
  };
}

/** The default weights with one of them moved a little further each time. */
function movedWeight(at: number): Trial {
  // not the wishes, which this cohort was not asked about
  const moving = CRITERIA.filter((name) => name !== "wishes");
  const name = moving[at % moving.length] ?? "sector";
  const weight = (DEFAULT_CRITERIA.weights[name] + 7 * at + 3) % 50;
  const weights = { ...DEFAULT_CRITERIA.weights, [name]: weight };
  return {
    criteria: { ...DEFAULT_CRITERIA, weights },
    objective: "coverage",
  };
}

function isAsSolved(
  facts: MatchingFacts,
  { criteria, objective }: Trial,
  found: TrialResult | null,
): boolean {
  const scorer = compileScorer(criteria, facts);
  const problem = problemOf(criteria, facts, scorer, objective);
  const { pairs, matched, total } = solveMatching(problem);
  const mean = Math.round(total / pairs.length);
  return found?.tried.matched === matched && found.tried.meanTried === mean;
}
