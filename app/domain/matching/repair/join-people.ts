import { inWorth } from "../evenness";
import type { Market } from "../market";
import { canonicalOrder } from "../order";
import { rowScan, scanPairs } from "../pair-scan";
import type { MatchingProblem } from "../types";
import { KeptGraph } from "./kept-graph";
import { type KeptPin, MatchState } from "./match-state";
import type { StateOptions } from "./open-state";
import type { GuardScan, Moves } from "./price-guard";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/**
 * The same state among more people. Whoever is new has no places yet: an event of `repair` (`places`) lets them in, and
 * only their own row or column is then read.
 *
 * @param state it is not changed
 * @param problem everybody of the state's problem by the same ids, and others; pairs known before have the same scores.
 *   Its places and pins are not looked at: those of the state stay
 * @throws {RangeError} if somebody of the state's problem is missing, or an id stands twice
 * Cost: a copy of the state and a sort of the ids, 25 ms at 10,000 × 10,000; none of the pairs is scored.
 */
export function joinPeople(
  state: MatchState,
  problem: MatchingProblem,
  options: Pick<StateOptions, "scanOf"> = {},
): MatchState {
  const old = state.market;
  const { menteeIds, mentorIds } = problem;
  const menteeAt = canonicalOrder(menteeIds);
  const mentorAt = canonicalOrder(mentorIds);
  const to: Moves = {
    mentees: movesOf(idsIn(old.problem.menteeIds, old.menteeAt), {
      ids: menteeIds,
      at: menteeAt,
    }),
    mentors: movesOf(idsIn(old.problem.mentorIds, old.mentorAt), {
      ids: mentorIds,
      at: mentorAt,
    }),
  };
  const graph = movedGraph(state.graph, to, menteeAt.length, mentorAt.length);
  const pins = new Map(
    [...state.pins].map(([mentee, own]) => [
      to.mentees[mentee]!,
      own.map((pin): KeptPin => ({ ...pin, mentor: to.mentors[pin.mentor]! })),
    ]),
  );
  const market: Market = {
    problem: inWorth(problem),
    top: old.top,
    mentees: graph.mentees,
    mentors: graph.mentors,
    menteeAt,
    mentorAt,
    wanted: graph.wanted.slice(),
    pinned: graph.pinned.slice(),
    free: graph.free.slice(),
    // pairs that are or were pinned have edges, which say more
    pinsOf: new Map(),
  };
  const scan = scanWhenNeeded(market, options.scanOf ?? scanPairs);
  const guard = state.guard.movedTo(graph, scan, to);
  return new MatchState(market, scan, graph, guard, pins, state.least);
}

/** Rows that are read pair by pair before columns are laid out. */
const FEW_ROWS = 8;

/** Laying out columns takes longer than a handful of rows: left until more is asked. */
function scanWhenNeeded(
  market: Market,
  scanOf: (market: Market) => GuardScan,
): GuardScan {
  const rows = rowScan(market);
  let whole: GuardScan | null = null;
  let read = 0;
  return {
    score: rows.score,
    row: rows.row,
    best: (mentee, query, into) => {
      if (read++ >= FEW_ROWS) whole ??= scanOf(market);
      (whole ?? rows).best(mentee, query, into);
    },
    priced: (scale, prices) => (whole ??= scanOf(market)).priced(scale, prices),
  };
}

function idsIn(ids: readonly string[], at: Int32Array): string[] {
  return Array.from(at, (position) => ids[position]!);
}

/** Both lists are in canonical order. */
function movesOf(
  before: readonly string[],
  now: { readonly ids: readonly string[]; readonly at: Int32Array },
): Int32Array {
  const moves = new Int32Array(before.length);
  let to = -1;
  before.forEach((id, from) => {
    do to++;
    while (to < now.at.length && now.ids[now.at[to]!] !== id);
    if (to >= now.at.length)
      throw new RangeError("somebody is not among the people any more");
    moves[from] = to;
  });
  return moves;
}

/** Edges keep their numbers, so whatever is linked by them stays linked. */
function movedGraph(
  from: KeptGraph,
  to: Moves,
  mentees: number,
  mentors: number,
): KeptGraph {
  const graph = new KeptGraph(mentees, mentors, from.weights);
  graph.edges = from.edges;
  for (const name of EDGE_NAMES)
    Object.assign(graph, { [name]: from[name].slice() });
  for (let edge = 0; edge < from.edges; edge++) {
    graph.menteeOf[edge] = to.mentees[from.menteeOf[edge]!]!;
    graph.mentorOf[edge] = to.mentors[from.mentorOf[edge]!]!;
  }
  for (const name of MENTEE_NAMES)
    to.mentees.forEach((now, i) => (graph[name][now] = from[name][i]!));
  to.mentees.forEach((now, i) => {
    graph.held[2 * now] = from.held[2 * i]!;
    graph.held[2 * now + 1] = from.held[2 * i + 1]!;
  });
  for (const name of MENTOR_NAMES)
    to.mentors.forEach((now, j) => (graph[name][now] = from[name][j]!));
  return graph;
}

const EDGE_NAMES = [
  "menteeOf",
  "mentorOf",
  "score",
  "weight",
  "assigned",
  "kept",
  "nextOfMentee",
  "nextOfMentor",
  "nextHeld",
  "previousHeld",
] as const;

const MENTEE_NAMES = [
  "firstOfMentee",
  "filled",
  "wanted",
  "pinned",
  "value",
] as const;

const MENTOR_NAMES = [
  "firstOfMentor",
  "firstHeld",
  "used",
  "free",
  "price",
] as const;
