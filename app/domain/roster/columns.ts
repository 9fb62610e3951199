import { nearest } from "./nearest";
import {
  excerpt,
  type ColumnPositions,
  type ColumnSpec,
  type RosterProblem,
} from "./table";

/** Columns of `match` files that exist for mentors only, mentees only, or both. */
const SHARED_COLUMNS: readonly ColumnSpec[] = [
  { name: "id", required: true },
  { name: "name", required: false },
  { name: "organisation", required: false },
  { name: "country", required: true },
  { name: "sectors", required: true },
  { name: "languages", required: true },
  { name: "markets", required: false },
  { name: "time_zone", required: false },
  { name: "availability", required: false },
];

export const MENTOR_COLUMNS: readonly ColumnSpec[] = [
  ...SHARED_COLUMNS,
  { name: "offers", required: false },
  { name: "capacity", required: false },
];

export const MENTEE_COLUMNS: readonly ColumnSpec[] = [
  ...SHARED_COLUMNS,
  { name: "needs", required: false },
  { name: "mentors_wanted", required: false },
];

/**
 * Finds the columns of a file by name, in any order and any case.
 *
 * A column without a name is passed over: a spreadsheet writes one for every trailing separator.
 * The caller checks that it holds nothing.
 *
 * @returns where each known column stands, and a problem for each unknown, repeated or missing one
 */
export function readColumns(
  header: readonly string[],
  specs: readonly ColumnSpec[],
): { columns: ColumnPositions; problems: RosterProblem[] } {
  const columns = new Map<string, number>();
  const problems: RosterProblem[] = [];
  const known = [...new Set(specs.map((spec) => spec.name))];
  header.forEach((written, position) => {
    const name = written.trim().toLowerCase();
    if (name === "") return;
    if (columns.has(name))
      problems.push(columnProblem(name, "column.repeated"));
    else if (known.includes(name)) columns.set(name, position);
    else problems.push(unknownColumn(written, known));
  });
  for (const spec of specs) {
    if (spec.required && !columns.has(spec.name)) {
      problems.push(columnProblem(spec.name, "column.missing"));
    }
  }
  return { columns, problems };
}

function columnProblem(
  column: string,
  key: string,
  args: Record<string, string> = {},
) {
  return { row: null, column, key, args };
}

function unknownColumn(
  written: string,
  known: readonly string[],
): RosterProblem {
  const shown = excerpt(written);
  const suggestion = nearest(written.trim().toLowerCase(), known);
  const columns = known.join(", ");
  return suggestion === null
    ? columnProblem(shown, "column.unknown", { columns })
    : columnProblem(shown, "column.misspelt", { suggestion, columns });
}
