import type { MatchingProblem } from "~/domain/matching/types";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

export const PEER_NAME =
  "dense Hungarian (Jonker–Volgenant style), scores given";

/** What the peer is given for free: the whole matrix, one column per place of a mentor. */
export interface DenseInput {
  readonly rows: number;
  readonly columns: number;
  readonly weight: Float64Array;
  /** What a pair is worth beyond its score, so that pairs count before scores. */
  readonly unit: number;
}

/** A dense problem of one place per mentee; columns of weight 0 stand for staying without a mentor. */
export function denseInput(problem: MatchingProblem): DenseInput {
  const mentorOf = [...problem.capacity].flatMap((places, mentor) =>
    Array.from({ length: places }, () => mentor),
  );
  const rows = problem.menteeIds.length;
  const columns = Math.max(mentorOf.length, rows);
  const unit = 10_000 * (rows + 1);
  const weight = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    mentorOf.forEach((mentor, column) => {
      const score = problem.score(i, mentor);
      if (score >= problem.minimumScore && score >= 0)
        weight[i * columns + column] = unit + score;
    });
  return { rows, columns, weight, unit };
}

/**
 * Solves it the textbook way: one shortest augmenting path per mentee over the whole matrix.
 *
 * Cost: up to rows²·columns. Source: Jonker & Volgenant 1987, Computing 38, 325–340 (the augmentation phase).
 */
export function solveDense(input: DenseInput): {
  matched: number;
  total: number;
} {
  const { rows, columns, unit } = input;
  const rowOf = new Int32Array(columns + 1).fill(-1);
  const search = new DenseSearch(input, rowOf);
  for (let row = 0; row < rows; row++) search.augment(row);
  let value = 0;
  for (let column = 0; column < columns; column++)
    if (rowOf[column]! >= 0)
      value += input.weight[rowOf[column]! * columns + column]!;
  const matched = Math.floor(value / unit);
  return { matched, total: value - matched * unit };
}

class DenseSearch {
  private readonly rowDual: Float64Array;
  private readonly columnDual: Float64Array;
  private readonly least: Float64Array;
  private readonly from: Int32Array;
  private readonly used: Uint8Array;

  constructor(
    private readonly input: DenseInput,
    private readonly rowOf: Int32Array,
  ) {
    this.rowDual = new Float64Array(input.rows);
    this.columnDual = new Float64Array(input.columns + 1);
    this.least = new Float64Array(input.columns);
    this.from = new Int32Array(input.columns);
    this.used = new Uint8Array(input.columns + 1);
  }

  augment(row: number): void {
    const { rowOf, used, least, from } = this;
    const start = this.input.columns;
    least.fill(Infinity);
    used.fill(0);
    rowOf[start] = row;
    let at = start;
    do {
      used[at] = 1;
      at = this.step(at);
    } while (rowOf[at]! >= 0);
    while (at !== start) {
      const before = from[at]!;
      rowOf[at] = rowOf[before]!;
      at = before;
    }
    rowOf[start] = -1;
  }

  /** Looks along the row of one column, moves the duals by the least slack. @returns the column where it is */
  private step(at: number): number {
    const { rowDual, columnDual, rowOf, used, least, from } = this;
    const { columns, weight } = this.input;
    const row = rowOf[at]!;
    const base = row * columns;
    let [delta, next] = [Infinity, -1];
    for (let column = 0; column < columns; column++) {
      if (used[column] === 1) continue;
      const slack =
        -weight[base + column]! - rowDual[row]! - columnDual[column]!;
      if (slack < least[column]!) {
        least[column] = slack;
        from[column] = at;
      }
      if (least[column]! < delta) [delta, next] = [least[column]!, column];
    }
    for (let column = 0; column <= columns; column++) {
      if (used[column] === 1) {
        rowDual[rowOf[column]!]! += delta;
        columnDual[column]! -= delta;
      } else if (column < columns) least[column]! -= delta;
    }
    return next;
  }
}
