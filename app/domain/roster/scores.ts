import { parseCapacity, parseText } from "./cells";
import { readColumns } from "./columns";
import {
  excerpt,
  parsed,
  refused,
  RowReader,
  type Parsed,
  type RosterProblem,
} from "./table";

const SCORE_COLUMNS = [
  { name: "mentee", required: true },
  { name: "mentor", required: true },
  { name: "score", required: true },
];

const CAPACITY_COLUMNS = [
  { name: "mentor", required: true },
  { name: "capacity", required: true },
];

const HIGHEST_SCORE = 10_000;

/** Mentee id → mentor id → whole basis points. A pair without an entry is forbidden. */
export type ScoreTable = Map<string, Map<string, number>>;

/** Takes the rows of a file one by one; a file of scores can be far longer than one of people. */
export interface RowSink {
  /** Reads the header. False if no row can be read under it. */
  header(header: readonly string[]): boolean;
  row(cells: readonly string[], rowNumber: number): void;
}

/**
 * Reads `mentee,mentor,score` rows into a table.
 *
 * @param scores    filled row by row; of a repeated pair the first score is kept, and a problem noted
 * @param problems  filled with what is wrong
 */
export function scoreSink(
  scores: ScoreTable,
  problems: RosterProblem[],
): RowSink {
  return sink(SCORE_COLUMNS, problems, (row) => {
    const mentee = row.required("mentee", parseText);
    const mentor = row.required("mentor", parseText);
    const score = row.required("score", parseScore);
    if (mentee === undefined || mentor === undefined || score === undefined)
      return;
    let ofMentee = scores.get(mentee);
    if (ofMentee === undefined) scores.set(mentee, (ofMentee = new Map()));
    if (ofMentee.has(mentor))
      row.report("mentor", "score.repeated", { mentee, mentor });
    else ofMentee.set(mentor, score);
  });
}

/**
 * Reads `mentor,capacity` rows into a map of places.
 *
 * @param capacities  filled row by row; of a repeated mentor the first is kept, and a problem noted
 * @param problems    filled with what is wrong
 */
export function capacitySink(
  capacities: Map<string, number>,
  problems: RosterProblem[],
): RowSink {
  return sink(CAPACITY_COLUMNS, problems, (row) => {
    const mentor = row.required("mentor", parseText);
    const capacity = row.required("capacity", parseCapacity);
    if (mentor === undefined || capacity === undefined) return;
    if (capacities.has(mentor))
      row.report("mentor", "capacity.repeated", { id: mentor });
    else capacities.set(mentor, capacity);
  });
}

function sink(
  specs: typeof SCORE_COLUMNS,
  problems: RosterProblem[],
  readRow: (row: RowReader) => void,
): RowSink {
  let columns: ReadonlyMap<string, number> = new Map();
  return {
    header(header) {
      const read = readColumns(header, specs);
      columns = read.columns;
      problems.push(...read.problems);
      return read.problems.every(({ key }) => key !== "column.missing");
    },
    row(cells, rowNumber) {
      readRow(new RowReader(cells, rowNumber, columns, problems));
    },
  };
}

function parseScore(text: string): Parsed<number> {
  const score = /^\d{1,9}$/u.test(text) ? Number(text) : Infinity;
  return score <= HIGHEST_SCORE
    ? parsed(score)
    : refused("score.format", { value: excerpt(text) });
}
