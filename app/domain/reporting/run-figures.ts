import type { BasisPoints } from "../scoring/types.ts";

/** A pair of a run, by enrolment ids. */
export interface RunPair {
  readonly mentee: string;
  readonly mentor: string;
  readonly score: BasisPoints;
}

/** What a finished run is summed up from. */
export interface RunSummary {
  readonly mentees: number;
  readonly mentors: readonly {
    readonly id: string;
    readonly capacity: number;
  }[];
  readonly pairs: readonly RunPair[];
  readonly matched: number;
  readonly total: number;
  readonly worst: BasisPoints | null;
  readonly blockingPairs: number;
}

/** The figures that two runs are compared by; scores and total in basis points. */
export interface RunFigures {
  readonly mentees: number;
  readonly mentors: number;
  readonly matched: number;
  readonly mean: BasisPoints | null;
  readonly median: BasisPoints | null;
  readonly worst: BasisPoints | null;
  readonly total: number;
  readonly blocking: number;
  /** Places of mentors: offered, given to somebody. */
  readonly places: number;
  readonly taken: number;
  /** Mentors without a mentee. */
  readonly unused: number;
}

/** Sums up a run; means and medians are rounded to whole basis points, null without a pair. */
export function runFigures(run: RunSummary): RunFigures {
  const { mentees, mentors, pairs } = run;
  const busy = new Set(pairs.map(({ mentor }) => mentor));
  return {
    mentees,
    mentors: mentors.length,
    matched: run.matched,
    mean: pairs.length > 0 ? Math.round(run.total / pairs.length) : null,
    median: median(pairs.map(({ score }) => score)),
    worst: run.worst,
    total: run.total,
    blocking: run.blockingPairs,
    places: mentors.reduce((sum, { capacity }) => sum + capacity, 0),
    taken: pairs.length,
    unused: mentors.filter(({ id }) => !busy.has(id)).length,
  };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  const lower = sorted.length % 2 === 1 ? upper : (sorted[middle - 1] ?? upper);
  return Math.round((upper + lower) / 2);
}
