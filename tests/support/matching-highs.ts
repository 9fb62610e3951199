import highsLoader from "highs";
import { worthOf } from "~/domain/matching/evenness";
import type { MatchingProblem } from "~/domain/matching/types";
import { randomFrom, randomProblem } from "./matching-cases";

const highs = await highsLoader();

/** More mentors per mentee than the solver looks at to begin with, so that pricing has to find the others. */
export function middleProblem(
  seed: number,
  objective: MatchingProblem["objective"],
): MatchingProblem {
  const small = randomProblem(seed, objective, 3);
  const random = randomFrom(seed);
  const mentees = 30 + random(20);
  const mentors = 25 + random(25);
  const worth = Array.from({ length: mentors }, () => random(6000));
  const step = [1, 1, 100, 2500][random(4)]!;
  const scores = Array.from({ length: mentees }, () =>
    worth.map((base) =>
      random(6) === 0 ? -1 : Math.floor((base + random(4000)) / step) * step,
    ),
  );
  const pins: [number, number][] =
    random(2) === 0
      ? []
      : [
          [3, 4],
          [9, 4],
          [3, 11],
        ];
  const ample = random(3);
  return {
    ...small,
    menteeIds: scores.map((_, i) => `e${(i * 31) % mentees}-${i}`),
    mentorIds: worth.map((_, j) => `m${(j * 17) % mentors}-${j}`),
    demand: Uint8Array.from(scores, (_, i) =>
      i === 3 || random(4) === 0 ? 2 : 1,
    ),
    capacity: Int32Array.from(worth, (_, j) =>
      j === 4 || j === 11 ? 2 : random(2 + ample),
    ),
    score: (i, j) => scores[i]![j]!,
    pins,
    pinScores: pins.map(() => 1234),
    minimumScore: random(2) === 0 ? 0 : 4000 + random(3000),
  };
}

export interface LinearWeights {
  first: number;
  second: number;
  scale: number;
}

/**
 * The greatest weighted sum over the pairs with at least this score that keep to the quotas; null if there are none. Scores
 * count by their worth. Whole numbers only where quotas overlap: otherwise linear programming gives whole numbers anyway.
 */
export function bestByHighs(
  problem: MatchingProblem,
  least: number,
  { first, second, scale }: LinearWeights,
  whole = false,
): number | null {
  const terms: string[] = [];
  const rows: string[] = [];
  const bounds: string[] = [];
  const columns = problem.mentorIds.map(() => [] as string[]);
  const isPin = (i: number, j: number): boolean =>
    problem.pins.some((pin) => pin[0] === i && pin[1] === j);
  problem.menteeIds.forEach((_, i) => {
    const own: string[] = [];
    problem.mentorIds.forEach((__, j) => {
      const at = problem.pins.findIndex((pin) => pin[0] === i && pin[1] === j);
      const score = at >= 0 ? problem.pinScores[at]! : problem.score(i, j);
      if (!isPin(i, j) && (score < 0 || score < least)) return;
      own.push(`x${i}_${j}`);
      columns[j]!.push(`x${i}_${j}`);
      terms.push(`${scale * worthOf(score, problem.evenness)} x${i}_${j}`);
      bounds.push(`${isPin(i, j) ? 1 : 0} <= x${i}_${j} <= 1`);
    });
    terms.push(`${first} f${i}`, `${second} g${i}`);
    bounds.push(`0 <= f${i} <= 1`, `0 <= g${i} <= ${problem.demand[i]! - 1}`);
    rows.push(
      `${[...own, `0 f${i}`].join(" + ")} - f${i} - g${i} = 0`.replace(
        ` + 0 f${i}`,
        "",
      ),
    );
    if (own.length === 0) rows[rows.length - 1] = `f${i} + g${i} = 0`;
  });
  columns.forEach((column, j) => {
    if (column.length > 0)
      rows.push(`${column.join(" + ")} <= ${problem.capacity[j]}`);
  });
  for (const { side, members, atLeast, atMost } of problem.quotas ?? []) {
    const counted = columns.flat().filter((name) => {
      const [i, j] = name.slice(1).split("_").map(Number);
      return members.includes(side === "mentees" ? i! : j!);
    });
    if (counted.length === 0 && atLeast > 0) return null;
    if (counted.length === 0) continue;
    rows.push(`${counted.join(" + ")} >= ${atLeast}`);
    if (atMost !== null) rows.push(`${counted.join(" + ")} <= ${atMost}`);
  }
  const text = [
    "Maximize",
    terms.join(" + "),
    "Subject To",
    ...rows,
    "Bounds",
    ...bounds,
    ...(whole ? ["General", columns.flat().join(" ")] : []),
    "End",
  ].join("\n");
  const solution = highs.solve(text);
  if (solution.Status === "Infeasible") return null;
  if (solution.Status === "Empty") return 0;
  if (solution.Status !== "Optimal") throw new Error(solution.Status);
  return Math.round(solution.ObjectiveValue);
}
