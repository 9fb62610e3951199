import { scoreOfWorth } from "../evenness";
import type { MatchState } from "./match-state";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** What a set of pairs amounts to, pins included; the switch penalty is no part of it. */
export interface Figures {
  /** Mentees with at least one mentor. */
  readonly people: number;
  readonly secondPlaces: number;
  /** Sum of the scores, basis points. */
  readonly total: number;
}

/** The figures of the pairs as they stand. Cost: one look at every mentee. */
export function figuresOf({ market, graph, pins }: MatchState): Figures {
  const { evenness } = market.problem;
  let [people, secondPlaces, total] = [0, 0, 0];
  for (let i = 0; i < graph.mentees; i++) {
    const places = graph.pinned[i]! + graph.filled[i]!;
    if (places > 0) people++;
    if (places > 1) secondPlaces++;
    for (let at = 2 * i; at < 2 * i + graph.filled[i]!; at++)
      total += scoreOfWorth(graph.score[graph.held[at]!]!, evenness);
  }
  for (const own of pins.values())
    for (const { score } of own) total += scoreOfWorth(score, evenness);
  return { people, secondPlaces, total };
}

/** One pair of a state, by position in the problem. */
export interface KeptPair {
  readonly mentee: number;
  readonly mentor: number;
  readonly score: number;
  readonly pinned: boolean;
}

/** All pairs in the order of mentee ids, then mentor ids. */
export function pairsOfState({ market, graph, pins }: MatchState): KeptPair[] {
  const { evenness } = market.problem;
  const pairs: KeptPair[] = [];
  for (let i = 0; i < market.mentees; i++) {
    const own = (pins.get(i) ?? []).map((pin) => ({ ...pin, pinned: true }));
    for (let at = 2 * i; at < 2 * i + graph.filled[i]!; at++) {
      const edge = graph.held[at]!;
      const [mentor, score] = [graph.mentorOf[edge]!, graph.score[edge]!];
      own.push({ mentor, score, pinned: false });
    }
    for (const { mentor, score, pinned } of own.sort(
      (a, b) => a.mentor - b.mentor,
    ))
      pairs.push({
        mentee: market.menteeAt[i]!,
        mentor: market.mentorAt[mentor]!,
        score: scoreOfWorth(score, evenness),
        pinned,
      });
  }
  return pairs;
}
