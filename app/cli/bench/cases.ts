import { passFor } from "~/domain/matching/pair-pass";
import { problemOf } from "~/domain/matching/problem";
import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem, MatchingResult } from "~/domain/matching/types";
import { verifyMatching } from "~/domain/matching/verify";
import type { ColumnSearchMaker } from "~/domain/scoring/column-search";
import { compileScorer } from "~/domain/scoring/compile";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";
import type { MatchingFacts } from "~/domain/scoring/types";
import { wasmColumnSearch } from "~/lib/column-search/wasm-column-search.server";
import { timed } from "./measure";
import { denseInput, MUNKRES_NAME, solveDense } from "./munkres-peer";
import { alike, population } from "./population";
import { prepareScipy, SCIPY_NAME } from "./scipy-peer";

/** How the same optimum is found otherwise, or why it is not measured. */
type PeerChoice = "munkres" | "scipy" | { readonly none: string };

export interface BenchCase {
  readonly name: string;
  readonly mentees: number;
  readonly mentors: number;
  /** Measured so often in turn with the peer, after one run that does not count unless it is the only one. */
  readonly runs: number;
  readonly peer: PeerChoice;
  /** Everybody says the same, so that all scores are equal. */
  readonly alike?: boolean;
  /** Whether a run without `--only` measures it. */
  readonly byDefault: boolean;
}

const TOO_LARGE: PeerChoice = {
  none: "a dense matrix of places would take more than 16 GB",
};

const small = { peer: "munkres", byDefault: true } as const;
const dense = { runs: 1, peer: "scipy" } as const;
const alone = { runs: 1, peer: TOO_LARGE, byDefault: false } as const;

export const BENCH_CASES: readonly BenchCase[] = [
  { name: "20x20", mentees: 20, mentors: 20, runs: 51, ...small },
  { name: "100x60", mentees: 100, mentors: 60, runs: 31, ...small },
  { name: "1kx600", mentees: 1_000, mentors: 600, runs: 9, ...small },
  { name: "5kx3k", mentees: 5_000, mentors: 3_000, ...dense, byDefault: true },
  {
    name: "5kx3k-munkres",
    mentees: 5_000,
    mentors: 3_000,
    runs: 1,
    peer: "munkres",
    byDefault: false,
  },
  {
    name: "10kx10k",
    mentees: 10_000,
    mentors: 10_000,
    ...dense,
    byDefault: false,
  },
  {
    name: "20kx10k",
    mentees: 20_000,
    mentors: 10_000,
    ...dense,
    byDefault: false,
  },
  { name: "50kx25k", mentees: 50_000, mentors: 25_000, ...alone },
  { name: "100kx50k", mentees: 100_000, mentors: 50_000, ...alone },
  {
    name: "ties-20kx10k",
    mentees: 20_000,
    mentors: 10_000,
    runs: 1,
    peer: { none: "every full set of pairs is best" },
    alike: true,
    byDefault: false,
  },
];

/** With what it is measured. */
export interface BenchEngine {
  /** Threads beside the first one. */
  readonly workers: number;
  /** The search in TypeScript, not in WebAssembly. */
  readonly plain?: boolean;
}

/** One line of output; times in milliseconds, `ratio` how many times longer the peer took. */
export interface BenchLine {
  readonly case: string;
  readonly n: number;
  readonly m: number;
  /** From the people to the certified pairs: scoring, solving and the proof. */
  readonly ms: number;
  /** The most memory of the process up to the end of our first run, the people included. */
  readonly rssMiB: number;
  readonly matched: number;
  readonly total: number;
  /** Whether the verifier accepts the result: up to 2,000 × 2,000 by every pair, above by columns (pair-pass.ts). */
  readonly proved: boolean;
  readonly verifyMs: number;
  readonly workers: number;
  readonly plain?: true;
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
export function runCase(
  bench: BenchCase,
  seed: number,
  engine: BenchEngine,
): BenchLine {
  const { mentees, mentors } = bench;
  const facts = (bench.alike ? alike : population)(mentees, mentors, seed);
  const columnSearch =
    engine.plain === true
      ? undefined
      : (wasmColumnSearch(engine.workers) ?? undefined);
  const match = () => matchAll(facts, columnSearch);
  const first = timed(match);
  const rssMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  const { problem, result } = first.value;
  const pass = passFor(problem, columnSearch);
  const verdict = timed(() => verifyMatching(problem, result, pass));
  const peer = peerOf(bench.peer, problem, result);
  try {
    return {
      case: bench.name,
      n: mentees,
      m: mentors,
      rssMiB,
      matched: result.matched,
      total: result.total,
      proved: verdict.value.ok,
      verifyMs: tenths(verdict.ms),
      workers: engine.plain === true ? 0 : engine.workers,
      ...(engine.plain === true && { plain: true }),
      ...inTurn(bench.runs, match, first.ms, peer),
    };
  } finally {
    if (peer.kind === "peer") peer.close();
  }
}

/** The whole way from people to certified pairs, with the default criteria. */
function matchAll(
  facts: MatchingFacts,
  columnSearch: ColumnSearchMaker | undefined,
): {
  problem: MatchingProblem;
  result: MatchingResult;
} {
  const scorer = compileScorer(DEFAULT_CRITERIA, facts);
  const problem = problemOf(DEFAULT_CRITERIA, facts, scorer, "coverage");
  return { problem, result: solveMatching(problem, { columnSearch }) };
}

type Peer =
  | {
      readonly kind: "peer";
      readonly name: string;
      /** @returns milliseconds of one run */
      run(): number;
      close(): void;
    }
  | { readonly kind: "none"; readonly reason: string };

/** Makes the peer ready for the same problem; every run compares the optimum. */
function peerOf(
  choice: PeerChoice,
  problem: MatchingProblem,
  result: MatchingResult,
): Peer {
  if (choice === "munkres") {
    const input = denseInput(problem);
    const run = () => {
      const { ms, value } = timed(() => solveDense(input));
      return sameOptimum(result, value, ms);
    };
    return { kind: "peer", name: MUNKRES_NAME, run, close: () => {} };
  }
  if (choice !== "scipy") return { kind: "none", reason: choice.none };
  const scipy = prepareScipy(problem);
  if ("missing" in scipy) return { kind: "none", reason: scipy.missing };
  return {
    kind: "peer",
    name: SCIPY_NAME,
    run: () => {
      const { ms, ...found } = scipy.run();
      return sameOptimum(result, found, ms);
    },
    close: scipy.close,
  };
}

function sameOptimum(
  ours: MatchingResult,
  theirs: { readonly matched: number; readonly total: number },
  ms: number,
): number {
  if (theirs.matched !== ours.matched || theirs.total !== ours.total)
    throw new Error(
      `the peer finds ${theirs.matched} pairs and ${theirs.total}, not ${ours.matched} and ${ours.total}`,
    );
  return ms;
}

type Times = Pick<BenchLine, "ms" | "peer" | "peerMs" | "ratio" | "reason">;

/** Runs ours and the peer alternately, so that a busy machine slows both; medians count. */
function inTurn(
  runs: number,
  match: () => unknown,
  firstMs: number,
  peer: Peer,
): Times {
  const ours = runs === 1 ? [firstMs] : [];
  const theirs: number[] = [];
  for (let run = 0; run < runs; run++) {
    if (peer.kind === "peer") theirs.push(peer.run());
    // a large case is run once more where there is a peer, so that ours stands on both sides of it
    if (runs > 1 || peer.kind === "peer") ours.push(timed(match).ms);
  }
  const ms = median(ours);
  if (peer.kind === "none")
    return {
      ms: tenths(ms),
      peer: null,
      peerMs: null,
      ratio: null,
      reason: peer.reason,
    };
  const peerMs = median(theirs);
  return {
    ms: tenths(ms),
    peer: peer.name,
    peerMs: tenths(peerMs),
    ratio: Number((peerMs / ms).toPrecision(3)),
  };
}

/** Of an even number the mean of the two in the middle. */
function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1];
  return ((sorted[low] ?? NaN) + (sorted[high] ?? NaN)) / 2;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
