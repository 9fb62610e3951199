import { problemOf } from "~/domain/matching/problem";
import { openState } from "~/domain/matching/repair/open-state";
import type { MatchState } from "~/domain/matching/repair/match-state";
import { pairsOfState } from "~/domain/matching/repair/figures";
import { type MatchEvent, repair } from "~/domain/matching/repair/repair";
import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem } from "~/domain/matching/types";
import { compileScorer } from "~/domain/scoring/compile";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";
import { population } from "./population";
import { type Random, randomFrom } from "./random";

export interface RepairCase {
  readonly name: string;
  readonly mentees: number;
  readonly mentors: number;
  readonly events: number;
}

export const REPAIR_CASES: readonly RepairCase[] = [
  { name: "repair-1k", mentees: 1_000, mentors: 600, events: 500 },
  { name: "repair-10k", mentees: 10_000, mentors: 10_000, events: 500 },
];

/** One line of output; times in milliseconds. The peer is our own solver, from the start. */
export interface RepairLine {
  readonly case: string;
  readonly n: number;
  readonly m: number;
  readonly events: number;
  /** Half of the events take no longer. */
  readonly ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** Making the state ready from the pairs and prices of a run. */
  readonly openMs: number;
  /** Pairs of others that change after one decline, from the run's own pairs: 95 of 100 declines change no more. */
  readonly othersP95: number;
  readonly rssMiB: number;
  readonly matched: number;
  readonly total: number;
  /** The state started again from its pairs and prices keeps them all: nothing among all pairs is better. */
  readonly proved: boolean;
  readonly peer: string;
  readonly peerMs: number;
  readonly ratio: number;
}

/** Declines, withdrawals and returns of people of a large cohort, one after the other, beside solving it again. */
export function runRepairCase(bench: RepairCase, seed: number): RepairLine {
  const facts = population(bench.mentees, bench.mentors, seed);
  const scorer = compileScorer(DEFAULT_CRITERIA, facts);
  const problem = problemOf(DEFAULT_CRITERIA, facts, scorer, "coverage");
  const peer = timed(() => solveMatching(problem));
  const { pairs, certificate } = peer.value;
  const mentorPrice = certificate?.mentorPrice ?? null;
  const open = timed(() => openState(problem, { pairs, mentorPrice }));
  const others = oneDeclineEach(open.value, randomFrom(seed));
  const walked = walk(open.value, problem, bench.events, randomFrom(seed));
  const { times, figures } = walked;
  return {
    case: bench.name,
    n: bench.mentees,
    m: bench.mentors,
    events: times.length,
    ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    maxMs: quantile(times, 1),
    openMs: hundredths(open.ms),
    othersP95: quantile(others, 0.95),
    rssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    matched: figures.people,
    total: figures.total,
    proved: isStillBest(open.value),
    peer: "a full solution",
    peerMs: hundredths(peer.ms),
    ratio: Math.round(peer.ms / quantile(times, 0.5)),
  };
}

function walk(
  state: MatchState,
  problem: MatchingProblem,
  count: number,
  random: Random,
) {
  const times: number[] = [];
  let figures = { people: 0, secondPlaces: 0, total: 0 };
  const gone: MatchEvent[] = [];
  for (let at = 0; at < count; at++) {
    const event = nextEvent(state, problem, gone, random);
    const { ms, value } = timed(() => repair(state, event));
    times.push(ms);
    figures = value.after;
  }
  return { times, figures };
}

/** How many pairs of others change after each of 200 declines that come alone. */
function oneDeclineEach(state: MatchState, random: Random): number[] {
  const pairs = pairsOfState(state);
  return Array.from({ length: 200 }, () => {
    // a matched cohort has pairs
    const { mentee, mentor } = pairs[random(pairs.length)]!;
    const event: MatchEvent = { kind: "forbid", mentee, mentor };
    const { changes } = repair(state.clone(), event);
    return changes.filter((change) => change.mentee !== mentee).length;
  });
}

/** Half of the events are declines; the others leave, offer a place less, or come back. */
function nextEvent(
  state: MatchState,
  problem: MatchingProblem,
  gone: MatchEvent[],
  random: Random,
): MatchEvent {
  const pairs = pairsOfState(state);
  // a matched cohort has pairs
  const { mentee, mentor } = pairs[random(pairs.length)]!;
  const kind = random(8);
  if (kind < 4) return { kind: "forbid", mentee, mentor };
  const back = kind < 6 ? gone.pop() : undefined;
  if (back) return back;
  const side = kind === 7 ? "mentor" : "mentee";
  const person = side === "mentor" ? mentor : mentee;
  const places =
    (side === "mentor" ? problem.capacity : problem.demand)[person] ?? 1;
  const event = { kind: "places", side, person, places } as const;
  gone.push(event);
  return { ...event, places: side === "mentor" ? places - 1 : 0 };
}

/** Starts again from the kept pairs and prices with nothing but a full reading of all rows. */
function isStillBest(state: MatchState): boolean {
  const before = JSON.stringify(pairsOfState(state));
  const again = state.clone();
  again.readAgain();
  return before === JSON.stringify(pairsOfState(again));
}

function timed<T>(work: () => T): { ms: number; value: T } {
  const start = performance.now();
  const value = work();
  return { ms: performance.now() - start, value };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor(share * sorted.length));
  return hundredths(sorted[at] ?? NaN);
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
