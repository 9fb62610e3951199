import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem, MatchingResult } from "~/domain/matching/types";
import { verifyMatching } from "~/domain/matching/verify";
import { compileScorer } from "~/domain/scoring/compile";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";
import type { MatchingFacts } from "~/domain/scoring/types";
import { denseInput, PEER_NAME, solveDense } from "./peer";
import { population } from "./population";

export interface BenchCase {
  readonly name: string;
  readonly mentees: number;
  readonly mentors: number;
  /** Measured so often in turn with the peer; the median counts. */
  readonly runs: number;
  /** Why there is no peer; null if there is one. */
  readonly withoutPeer: string | null;
}

export const BENCH_CASES: readonly BenchCase[] = [
  { name: "200x200", mentees: 200, mentors: 200, runs: 9, withoutPeer: null },
  { name: "1kx600", mentees: 1000, mentors: 600, runs: 5, withoutPeer: null },
  { name: "2kx2k", mentees: 2000, mentors: 2000, runs: 1, withoutPeer: null },
  {
    name: "5kx3k",
    mentees: 5000,
    mentors: 3000,
    runs: 1,
    withoutPeer: "a dense matrix of places takes 200 MB and minutes",
  },
];

/** One line of output; times in milliseconds, `ratio` how many times longer the peer took. */
export interface BenchLine {
  readonly case: string;
  readonly n: number;
  readonly m: number;
  /** From the people to the certified pairs: scoring, solving and the proof. */
  readonly ms: number;
  /** The most memory of the process up to the end of our own runs. */
  readonly rssMiB: number;
  readonly matched: number;
  readonly total: number;
  /** Whether the independent verifier accepts the result. */
  readonly proved: boolean;
  readonly verifyMs: number;
  readonly peer: string | null;
  readonly peerMs: number | null;
  readonly ratio: number | null;
  readonly reason?: string;
}

/**
 * Measures one case, ours and the peer in turn.
 *
 * @throws {Error} if the peer finds another optimum
 */
export function runCase(bench: BenchCase, seed: number): BenchLine {
  const facts = population(bench.mentees, bench.mentors, seed);
  const first = timed(() => matchAll(facts));
  const rssMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  const { problem, result } = first.value;
  const verdict = timed(() => verifyMatching(problem, result));
  return {
    case: bench.name,
    n: bench.mentees,
    m: bench.mentors,
    rssMiB,
    matched: result.matched,
    total: result.total,
    proved: verdict.value.ok,
    verifyMs: tenths(verdict.ms),
    ...inTurn(
      bench,
      facts,
      first.ms,
      bench.withoutPeer === null ? peerOf(problem, result) : null,
    ),
  };
}

/** The whole way from people to certified pairs, with the default criteria. */
function matchAll(facts: MatchingFacts): {
  problem: MatchingProblem;
  result: MatchingResult;
} {
  const scorer = compileScorer(DEFAULT_CRITERIA, facts);
  const problem: MatchingProblem = {
    menteeIds: facts.mentees.map(({ id }) => id),
    mentorIds: facts.mentors.map(({ id }) => id),
    demand: Uint8Array.from(
      facts.mentees,
      ({ mentorsWanted }) => mentorsWanted,
    ),
    capacity: Int32Array.from(facts.mentors, ({ capacity }) => capacity),
    score: (mentee, mentor) => scorer.score(mentee, mentor),
    pins: [],
    pinScores: [],
    minimumScore: DEFAULT_CRITERIA.minimumScore,
    objective: "coverage",
  };
  return { problem, result: solveMatching(problem) };
}

type Times = Pick<BenchLine, "ms" | "peer" | "peerMs" | "ratio" | "reason">;

/** Runs ours and the peer alternately, so that a busy machine slows both. The first run counts only if it is the only one. */
function inTurn(
  bench: BenchCase,
  facts: MatchingFacts,
  firstMs: number,
  peer: (() => number) | null,
): Times {
  const ours = bench.runs === 1 ? [firstMs] : [];
  const theirs = peer !== null && bench.runs === 1 ? [peer()] : [];
  for (let run = 1; run < bench.runs; run++) {
    ours.push(timed(() => matchAll(facts)).ms);
    if (peer !== null) theirs.push(peer());
  }
  const ms = median(ours);
  if (peer === null)
    return {
      ms: tenths(ms),
      peer: null,
      peerMs: null,
      ratio: null,
      reason: bench.withoutPeer ?? "",
    };
  const peerMs = median(theirs);
  return {
    ms: tenths(ms),
    peer: PEER_NAME,
    peerMs: tenths(peerMs),
    ratio: Math.round((peerMs / ms) * 100) / 100,
  };
}

/** Runs the peer on the same problem and compares the optimum. @returns milliseconds of one run */
function peerOf(
  problem: MatchingProblem,
  result: MatchingResult,
): () => number {
  const input = denseInput(problem);
  return () => {
    const { ms, value } = timed(() => solveDense(input));
    if (value.matched !== result.matched || value.total !== result.total)
      throw new Error(
        `the peer finds ${value.matched} pairs and ${value.total}, not ${result.matched} and ${result.total}`,
      );
    return ms;
  };
}

function timed<T>(work: () => T): { ms: number; value: T } {
  const start = performance.now();
  const value = work();
  return { ms: performance.now() - start, value };
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
