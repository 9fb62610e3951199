import type { MatchingProblem, MatchingResult } from "~/domain/matching/types";

/** A linear congruential generator (Numerical Recipes): whole numbers from 0 up to `below`, the same for the same seed. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

export type ProblemParts = Partial<Omit<MatchingProblem, "score">> & {
  scores: readonly (readonly number[])[];
};

/** A problem from a table of scores (mentees × mentors); everybody wants and offers one place unless said otherwise. */
export function problemOf({ scores, ...rest }: ProblemParts): MatchingProblem {
  const mentees = rest.menteeIds?.length ?? scores.length;
  const mentors = rest.mentorIds?.length ?? scores[0]?.length ?? 0;
  return {
    menteeIds: Array.from({ length: mentees }, (_, i) => `e${i}`),
    mentorIds: Array.from({ length: mentors }, (_, j) => `m${j}`),
    demand: new Uint8Array(mentees).fill(1),
    capacity: new Int32Array(mentors).fill(1),
    score: (i, j) => scores[i]![j]!,
    pins: [],
    pinScores: [],
    minimumScore: 0,
    objective: "coverage",
    ...rest,
  };
}

/** A small random problem with everything in it: ties, zeros, forbidden pairs, capacities, second places, pins, a minimum. */
export function randomProblem(
  seed: number,
  objective: MatchingProblem["objective"],
  most = 5,
): MatchingProblem {
  const random = randomFrom(seed * 7919 + 13);
  for (let skip = 0; skip < 5; skip++) random(2);
  const mentees = random(most + 1);
  const mentors = random(most + 1);
  const kind = random(5);
  const one = (): number => {
    if (random(10) < kind) return -1;
    if (kind === 0) return 5000;
    return kind === 1
      ? random(3)
      : kind === 2
        ? 1000 * random(4)
        : random(10_001);
  };
  const scores = Array.from({ length: mentees }, () =>
    Array.from({ length: mentors }, one),
  );
  const demand = Uint8Array.from(
    { length: mentees },
    () => 1 + (random(3) === 0 ? 1 : 0),
  );
  const capacity = Int32Array.from({ length: mentors }, () => random(4));
  const pins: [number, number][] = [];
  for (let tries = random(3); tries > 0 && mentees * mentors > 0; tries--) {
    const [i, j] = [random(mentees), random(mentors)];
    const places = pins.filter((pin) => pin[0] === i).length;
    const load = pins.filter((pin) => pin[1] === j).length;
    const twice = pins.some((pin) => pin[0] === i && pin[1] === j);
    if (!twice && places < demand[i]! && load < capacity[j]!) pins.push([i, j]);
  }
  const pinScores = pins.map(([i, j]) => Math.max(scores[i]![j]!, 17));
  for (const [at, [i, j]] of pins.entries())
    if (scores[i]![j]! >= 0) scores[i]![j] = pinScores[at]!;
  const minimumScore = random(3) === 0 ? [1, 2000, 5000, 5001][random(4)]! : 0;
  const ids = Array.from("zyxwvutsrqponmlkjihgfedcba😀\uffee").sort(
    () => random(3) - 1,
  );
  return problemOf({
    scores,
    menteeIds: ids.slice(0, mentees),
    mentorIds: ids.slice(0, mentors),
    demand,
    capacity,
    pins,
    pinScores,
    minimumScore,
    objective,
  });
}

/** A hundred people a side who all want the same mentors: the first candidates are far from enough. */
export function contestedProblem(seed: number): MatchingProblem {
  const random = randomFrom(seed * 101 + 7);
  for (let skip = 0; skip < 4; skip++) random(2);
  const mentees = 20 + random(120);
  const mentors = 25 + random(100);
  const spread = [10, 100, 1000][random(3)]!;
  const step = [1, 10, 100, 500][random(4)]!;
  const forbidden = random(5);
  const most = 1 + random(4);
  const worth = Array.from({ length: mentors }, () => random(9000));
  const score = (base: number): number => {
    if (random(6) < forbidden) return -1;
    return Math.floor((base + random(spread)) / step) * step;
  };
  const scores = Array.from({ length: mentees }, () => worth.map(score));
  return problemOf({
    scores,
    objective: random(2) === 1 ? "coverage" : "total",
    demand: Uint8Array.from(scores, () => 1 + Math.floor(random(4) / 3)),
    capacity: Int32Array.from(worth, () => random(most + 1)),
    minimumScore: random(2) === 1 ? 0 : 3000,
  });
}

/** What an objective looks at, best first compared element by element. `worst` is that of the unpinned pairs. */
export interface Figures {
  people: number;
  seconds: number;
  total: number;
  worst: number;
}

export function rankOf(
  objective: MatchingProblem["objective"],
  f: Figures,
): number[] {
  if (objective === "total") return [f.total, f.people, f.people + f.seconds];
  if (objective === "fairest") return [f.people, f.seconds, f.worst, f.total];
  return [f.people, f.seconds, f.total];
}

export function figuresOf(result: MatchingResult): Figures {
  const open = result.pairs
    .filter((pair) => !pair.pinned)
    .map((pair) => pair.score);
  const people = new Set(result.pairs.map((pair) => pair.mentee)).size;
  const total = result.pairs.reduce((sum, pair) => sum + pair.score, 0);
  return {
    people,
    seconds: result.pairs.length - people,
    total,
    worst: Math.min(10_001, ...open),
  };
}

/** The best figures there are, by trying everything. Only for a handful of people. */
export function bestByTrying(problem: MatchingProblem): number[] {
  const load = problem.mentorIds.map(
    (_, j) => problem.pins.filter((pin) => pin[1] === j).length,
  );
  const pinsOf = problem.menteeIds.map((_, i) =>
    problem.pins.filter((pin) => pin[0] === i).map((pin) => pin[1]),
  );
  let best: number[] | null = null;
  const total = problem.pinScores.reduce((a, b) => a + b, 0);
  const visit = (i: number, f: Figures): void => {
    if (i === problem.menteeIds.length) {
      const rank = rankOf(problem.objective, f);
      if (best === null || isGreater(rank, best)) best = rank;
      return;
    }
    for (const choice of choicesOf(problem, i, pinsOf[i]!, load)) {
      const places = choice.length + pinsOf[i]!.length;
      for (const j of choice) load[j]!++;
      visit(i + 1, {
        people: f.people + (places > 0 ? 1 : 0),
        seconds: f.seconds + (places > 1 ? 1 : 0),
        total: choice.reduce((sum, j) => sum + problem.score(i, j), f.total),
        worst: choice.reduce(
          (low, j) => Math.min(low, problem.score(i, j)),
          f.worst,
        ),
      });
      for (const j of choice) load[j]!--;
    }
  };
  visit(0, { people: 0, seconds: 0, total, worst: 10_001 });
  return best!;
}

function choicesOf(
  problem: MatchingProblem,
  i: number,
  pins: readonly number[],
  load: readonly number[],
): number[][] {
  const open = problem.mentorIds.flatMap((_, j) => {
    const score = problem.score(i, j);
    const allowed =
      score >= 0 && score >= problem.minimumScore && !pins.includes(j);
    return allowed && load[j]! < problem.capacity[j]! ? [j] : [];
  });
  const left = problem.demand[i]! - pins.length;
  const choices: number[][] = [[]];
  if (left >= 1) for (const j of open) choices.push([j]);
  if (left >= 2)
    for (const j of open) for (const k of open) if (j < k) choices.push([j, k]);
  return choices;
}

function isGreater(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((x, index) => x !== b[index]);
  return at >= 0 && a[at]! > b[at]!;
}

/** The same problem with its rows in another order, and the way back. */
export function shuffled(
  problem: MatchingProblem,
  seed: number,
): MatchingProblem {
  const random = randomFrom(seed);
  const order = (size: number): number[] => {
    const list = Array.from({ length: size }, (_, at) => at);
    for (let at = size - 1; at > 0; at--) {
      const other = random(at + 1);
      [list[at], list[other]] = [list[other]!, list[at]!];
    }
    return list;
  };
  const mentees = order(problem.menteeIds.length);
  const mentors = order(problem.mentorIds.length);
  const pins = order(problem.pins.length);
  return {
    ...problem,
    menteeIds: mentees.map((i) => problem.menteeIds[i]!),
    mentorIds: mentors.map((j) => problem.mentorIds[j]!),
    demand: Uint8Array.from(mentees, (i) => problem.demand[i]!),
    capacity: Int32Array.from(mentors, (j) => problem.capacity[j]!),
    score: (i, j) => problem.score(mentees[i]!, mentors[j]!),
    pins: pins.map((at) => [
      mentees.indexOf(problem.pins[at]![0]),
      mentors.indexOf(problem.pins[at]![1]),
    ]),
    pinScores: pins.map((at) => problem.pinScores[at]!),
  };
}

/** The pairs by id, as people read them. */
export function pairsById(
  problem: MatchingProblem,
  result: MatchingResult,
): string[] {
  return result.pairs.map(
    (p) =>
      `${problem.menteeIds[p.mentee]}–${problem.mentorIds[p.mentor]} ${p.score}${p.pinned ? " pin" : ""}`,
  );
}
