import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem } from "~/domain/matching/types";
import type { KeptPair } from "~/domain/matching/repair/figures";
import type { RepairProof } from "~/domain/matching/repair/proof";
import type { MatchEvent } from "~/domain/matching/repair/repair";
import type { RepairWeights } from "~/domain/matching/repair/repair-weights";
import { problemOf, randomFrom } from "./matching-cases";

type Pair = readonly [mentee: number, mentor: number];

/** A crowd with people whom everybody wants; scores leave room for the penalty below 10,000, so that the solver can be asked for the same optimum. */
export function crowd(
  seed: number,
  objective: MatchingProblem["objective"],
  [mentees, mentors]: readonly [number, number],
): MatchingProblem {
  const random = randomFrom(seed * 977 + 5);
  const worth = Array.from({ length: mentors }, () => random(5_000));
  const step = [1, 100, 700][seed % 3]!;
  const scores = Array.from({ length: mentees }, () =>
    worth.map((base) =>
      random(4) === 0 ? -1 : Math.floor((base + random(4_800)) / step) * step,
    ),
  );
  return problemOf({
    scores,
    menteeIds: scores.map((_, i) => `e${(i * 31) % mentees}-${i}`),
    mentorIds: worth.map((_, j) => `m${(j * 17) % mentors}-${j}`),
    objective,
    demand: Uint8Array.from(scores, () => 1 + (random(4) === 0 ? 1 : 0)),
    capacity: Int32Array.from(worth, () => random(4)),
    minimumScore: seed % 2 === 0 ? 0 : 2_500,
  });
}

/** What the people and rules are after some events, written down plainly: the reference of the repairs. */
export class World {
  readonly demand: number[];
  readonly capacity: number[];
  readonly pins = new Map<string, number>();
  readonly scores: number[][];
  base = new Set<string>();

  constructor(private readonly problem: MatchingProblem) {
    this.demand = [...problem.demand];
    this.capacity = [...problem.capacity];
    this.scores = problem.menteeIds.map((_, i) =>
      problem.mentorIds.map((__, j) => problem.score(i, j)),
    );
    problem.pins.forEach(([i, j], at) =>
      this.pins.set(`${i},${j}`, problem.pinScores[at]!),
    );
  }

  take(event: MatchEvent): void {
    if (event.kind === "places") {
      const { side, person, places } = event;
      (side === "mentee" ? this.demand : this.capacity)[person] = places;
      if (places > 0) return;
      for (const key of this.pins.keys())
        if (Number(key.split(",")[side === "mentee" ? 0 : 1]) === person)
          this.loosen(key);
      return;
    }
    const key = `${event.mentee},${event.mentor}`;
    const score = this.problem.score(event.mentee, event.mentor);
    if (event.kind === "forbid") this.scores[event.mentee]![event.mentor] = -1;
    if (event.kind === "allow")
      this.scores[event.mentee]![event.mentor] = event.score ?? score;
    if (event.kind === "pin") this.pins.set(key, event.score ?? score);
    if (event.kind === "unpin") this.loosen(key);
  }

  private loosen(key: string): void {
    const [i, j] = key.split(",").map(Number);
    this.pins.delete(key);
    this.scores[i!]![j!] = this.problem.score(i!, j!);
  }

  pinsOf(side: 0 | 1, person: number): number {
    return [...this.pins.keys()].filter(
      (key) => Number(key.split(",")[side]) === person,
    ).length;
  }

  isOnOffer(mentee: number, mentor: number): boolean {
    const score = this.scores[mentee]![mentor]!;
    return score >= 0 && score >= this.problem.minimumScore;
  }

  /** The same as a new problem, in which a pair of the base is worth `penalty` more. */
  asProblem(penalty: number): MatchingProblem {
    const mentees = [...this.demand.keys()].filter((i) => this.demand[i]! > 0);
    const { pins } = this;
    const pairs: Pair[] = [...pins.keys()].map((key) => {
      const [i, j] = key.split(",").map(Number);
      return [mentees.indexOf(i!), j!];
    });
    const least = this.problem.minimumScore;
    return problemOf({
      scores: mentees.map((i) =>
        this.scores[i]!.map((score, j) =>
          score < 0 || score < least
            ? -1
            : score + (this.base.has(`${i},${j}`) ? penalty : 0),
        ),
      ),
      menteeIds: mentees.map((i) => this.problem.menteeIds[i]!),
      mentorIds: this.problem.mentorIds,
      demand: Uint8Array.from(mentees, (i) => this.demand[i]!),
      capacity: Int32Array.from(this.capacity),
      pins: pairs,
      pinScores: [...pins.values()],
      objective: this.problem.objective,
    });
  }

  /** People, places and penalised total of the best there is, in the order in which the objective looks at them. */
  best(penalty: number): number[] {
    const result = solveMatching(this.asProblem(penalty));
    return this.ranked(result.matched, result.pairs.length, result.total);
  }

  /** The same of pairs at hand. */
  rankOf(pairs: readonly KeptPair[], penalty: number): number[] {
    const people = new Set(pairs.map(({ mentee }) => mentee)).size;
    const total = pairs.reduce(
      (sum, { mentee, mentor, score, pinned }) =>
        sum +
        score +
        (!pinned && this.base.has(`${mentee},${mentor}`) ? penalty : 0),
      0,
    );
    return this.ranked(people, pairs.length, total);
  }

  private ranked(people: number, places: number, total: number): number[] {
    return this.problem.objective === "total"
      ? [total, people, places]
      : [people, places, total];
  }

  /** What is wrong with the pairs as such. */
  faultOf(pairs: readonly KeptPair[]): string | null {
    const seen = new Set<string>();
    const places = this.demand.map(() => 0);
    const load = this.capacity.map(() => 0);
    let pinned = 0;
    for (const pair of pairs) {
      const key = `${pair.mentee},${pair.mentor}`;
      if (seen.has(key)) return `${key} stands twice`;
      seen.add(key);
      if (++places[pair.mentee]! > this.demand[pair.mentee]!)
        return `${key} is beyond the mentee's places`;
      if (++load[pair.mentor]! > this.capacity[pair.mentor]!)
        return `${key} is beyond the mentor's places`;
      const own = this.pins.get(key) ?? this.scores[pair.mentee]![pair.mentor]!;
      if (own !== pair.score) return `${key} has not its own score`;
      if (pair.pinned !== this.pins.has(key)) return `${key} is no such pin`;
      if (pair.pinned) pinned++;
      else if (own < Math.max(0, this.problem.minimumScore))
        return `${key} is not allowed`;
    }
    return pinned === this.pins.size ? null : "a pin is missing";
  }

  /** What is wrong with a proof that these pairs, all of them kept, are the best: every pair is looked at. */
  faultOfProof(
    pairs: readonly KeptPair[],
    proof: RepairProof,
    weights: RepairWeights,
  ): string | null {
    const { menteeValue: u, mentorPrice: v } = proof;
    const open = pairs.filter(({ pinned }) => !pinned);
    const has = new Set(
      open.map(({ mentee, mentor }) => `${mentee},${mentor}`),
    );
    for (const [i, row] of this.scores.entries())
      for (const [j, score] of row.entries()) {
        const key = `${i},${j}`;
        const isIn =
          this.demand[i]! > this.pinsOf(0, i) &&
          this.capacity[j]! > this.pinsOf(1, j);
        if (!isIn || this.pins.has(key)) continue;
        if (score < Math.max(0, this.problem.minimumScore)) continue;
        const worth =
          weights.perPoint * score + (has.has(key) ? weights.keeping : 0);
        if (has.has(key) ? worth < u[i]! + v[j]! : worth > u[i]! + v[j]!)
          return `${key} breaks the proof`;
      }
    const bonus = [weights.first, weights.second, -Infinity];
    for (const [i, wanted] of this.demand.entries()) {
      const places = pairs.filter(({ mentee }) => mentee === i).length;
      const pins = this.pinsOf(0, i);
      if (wanted === pins) continue;
      if (places < wanted && u[i]! > -bonus[places]!)
        return `mentee ${i} should have another place`;
      if (places > pins && u[i]! < -bonus[places - 1]!)
        return `mentee ${i} should have a place less`;
    }
    for (const [j, capacity] of this.capacity.entries()) {
      const load = pairs.filter(({ mentor }) => mentor === j).length;
      if (v[j]! < 0 || (v[j]! > 0 && load < capacity))
        return `mentor ${j} has a price and room`;
    }
    return null;
  }
}

/** An event that could happen to the world as it is. */
export function randomEvent(
  world: World,
  pairs: readonly KeptPair[],
  random: (below: number) => number,
): MatchEvent | null {
  const [n, m] = [world.demand.length, world.capacity.length];
  const [mentee, mentor] = [random(n), random(m)];
  const some = pairs[random(Math.max(1, pairs.length))];
  switch (random(9)) {
    case 0:
    case 1:
      return some && !some.pinned
        ? { kind: "forbid", mentee: some.mentee, mentor: some.mentor }
        : null;
    case 2:
      return world.pins.has(`${mentee},${mentor}`)
        ? null
        : { kind: "forbid", mentee, mentor };
    case 3:
      return world.pins.has(`${mentee},${mentor}`) ||
        world.isOnOffer(mentee, mentor)
        ? null
        : { kind: "allow", mentee, mentor, score: 2_500 + random(7_300) };
    case 4: {
      const places = random(4) === 0 ? 0 : 1 + random(2);
      return places > 0 && places < world.pinsOf(0, mentee)
        ? null
        : { kind: "places", side: "mentee", person: mentee, places };
    }
    case 5:
    case 6: {
      const places = random(4);
      return places > 0 && places < world.pinsOf(1, mentor)
        ? null
        : { kind: "places", side: "mentor", person: mentor, places };
    }
    case 7:
      return pinEvent(world, mentee, mentor, random(9_800));
    default: {
      const key = [...world.pins.keys()][random(Math.max(1, world.pins.size))];
      if (key === undefined) return null;
      const [i, j] = key.split(",").map(Number);
      return { kind: "unpin", mentee: i!, mentor: j! };
    }
  }
}

function pinEvent(
  world: World,
  mentee: number,
  mentor: number,
  score: number,
): MatchEvent | null {
  const fits =
    !world.pins.has(`${mentee},${mentor}`) &&
    world.demand[mentee]! > world.pinsOf(0, mentee) &&
    world.capacity[mentor]! > world.pinsOf(1, mentor);
  const own = world.scores[mentee]![mentor]!;
  return fits
    ? { kind: "pin", mentee, mentor, score: own >= 0 ? own : score }
    : null;
}
