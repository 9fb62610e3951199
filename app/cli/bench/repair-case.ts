import type { Market } from "~/domain/matching/market";
import { scanPairs } from "~/domain/matching/pair-scan";
import { problemOf } from "~/domain/matching/problem";
import { joinPeople } from "~/domain/matching/repair/join-people";
import { openState } from "~/domain/matching/repair/open-state";
import type { MatchState } from "~/domain/matching/repair/match-state";
import { pairsOfState } from "~/domain/matching/repair/figures";
import { type MatchEvent, repair } from "~/domain/matching/repair/repair";
import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem } from "~/domain/matching/types";
import { compileScorer } from "~/domain/scoring/compile";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults";
import type { MatchingFacts } from "~/domain/scoring/types";
import { wasmColumnSearch } from "~/lib/column-search/wasm-column-search.server";
import { hundredths, quantile, timed } from "./measure";
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
  { name: "repair-100k", mentees: 100_000, mentors: 50_000, events: 500 },
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
  /** The same in processor time, which a busy machine hardly changes. */
  readonly cpuMs: number;
  readonly cpuP95Ms: number;
  /** Making the state ready from the pairs and prices of a run. */
  readonly openMs: number;
  /** A mentee or a mentor whom nobody knew joins: scores of everybody compiled anew, and the repair; median. */
  readonly joinMs: number;
  /** Of that, taking them among the people of the state and letting them in. */
  readonly joinRepairMs: number;
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

const columnSearch = wasmColumnSearch() ?? undefined;
const scanOf = (market: Market) => scanPairs(market, columnSearch);

/** Declines, withdrawals and returns of people of a large cohort, one after the other, beside solving it again. */
export function runRepairCase(bench: RepairCase, seed: number): RepairLine {
  const facts = population(bench.mentees, bench.mentors, seed);
  const scorer = compileScorer(DEFAULT_CRITERIA, facts);
  const problem = problemOf(DEFAULT_CRITERIA, facts, scorer, "coverage");
  const peer = timed(() => solveMatching(problem, { columnSearch }));
  const { pairs, certificate } = peer.value;
  const mentorPrice = certificate?.mentorPrice ?? null;
  const open = timed(() =>
    openState(problem, { pairs, mentorPrice }, { scanOf }),
  );
  const others = oneDeclineEach(open.value, randomFrom(seed));
  const walked = walk(open.value, problem, bench.events, randomFrom(seed));
  const { times, cpuTimes, figures } = walked;
  const joins = joinsOf(open.value, facts);
  return {
    case: bench.name,
    n: bench.mentees,
    m: bench.mentors,
    events: times.length,
    ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    maxMs: quantile(times, 1),
    cpuMs: quantile(cpuTimes, 0.5),
    cpuP95Ms: quantile(cpuTimes, 0.95),
    openMs: hundredths(open.ms),
    joinMs: quantile(
      joins.map(({ ms }) => ms),
      0.5,
    ),
    joinRepairMs: quantile(
      joins.map(({ repairMs }) => repairMs),
      0.5,
    ),
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
  const cpuTimes: number[] = [];
  let figures = { people: 0, secondPlaces: 0, total: 0 };
  const gone: MatchEvent[] = [];
  for (let at = 0; at < count; at++) {
    const event = nextEvent(state, problem, gone, random);
    const cpu = process.cpuUsage();
    const { ms, value } = timed(() => repair(state, event));
    const { user, system } = process.cpuUsage(cpu);
    times.push(ms);
    cpuTimes.push((user + system) / 1000);
    figures = value.after;
  }
  return { times, cpuTimes, figures };
}

/** Six people join one by one, a mentee and a mentor in turn, who say what somebody among the others says. */
function joinsOf(start: MatchState, first: MatchingFacts) {
  let [state, facts] = [start, first];
  return Array.from({ length: 6 }, (_, at) => {
    const side = at % 2 === 0 ? "mentees" : "mentors";
    facts = withOneMore(facts, side, at);
    const person = facts[side].length - 1;
    const compiled = timed(() => {
      const scorer = compileScorer(DEFAULT_CRITERIA, facts);
      return problemOf(DEFAULT_CRITERIA, facts, scorer, "coverage");
    });
    const repaired = timed(() => {
      state = joinPeople(state, compiled.value, { scanOf });
      return repair(state, {
        kind: "places",
        side: side === "mentees" ? "mentee" : "mentor",
        person,
        places: 1,
      });
    });
    return { ms: compiled.ms + repaired.ms, repairMs: repaired.ms };
  });
}

function withOneMore(
  facts: MatchingFacts,
  side: "mentees" | "mentors",
  at: number,
): MatchingFacts {
  const id = `late-${at}`;
  const { mentees, mentors } = facts;
  // even the smallest case has that many people
  return side === "mentees"
    ? { ...facts, mentees: [...mentees, { ...mentees[100 * at]!, id }] }
    : { ...facts, mentors: [...mentors, { ...mentors[100 * at]!, id }] };
}

/** How many pairs of others change after each of 200 declines that come alone, of fewer in a very large cohort. */
function oneDeclineEach(state: MatchState, random: Random): number[] {
  const pairs = pairsOfState(state);
  return Array.from({ length: pairs.length > 20_000 ? 40 : 200 }, () => {
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
