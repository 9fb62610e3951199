import type { Mentee, Mentor, PairOfIds, Wish } from "../scoring/types";
import { parseText } from "./cells";
import { readColumns } from "./columns";
import {
  excerpt,
  parsed,
  refused,
  RowReader,
  type Parsed,
  type RosterProblem,
  type Table,
} from "./table";

const PAIR_COLUMNS = [
  { name: "mentee", required: true },
  { name: "mentor", required: true },
];

const WISH_COLUMNS = [
  { name: "person", required: true },
  { name: "other", required: true },
  { name: "rank", required: true },
];

/** The ids that rows of other files may name. */
export interface KnownIds {
  readonly mentees: ReadonlySet<string>;
  readonly mentors: ReadonlySet<string>;
}

/** A pair and the row that named it. */
export interface PairRow extends PairOfIds {
  readonly row: number;
}

/** Reads a file of pinned or excluded pairs: known people, no pair twice. */
export function parsePairs(
  table: Table,
  known: KnownIds,
): { pairs: readonly PairRow[]; problems: readonly RosterProblem[] } {
  const pairs: PairRow[] = [];
  const problems = readRows(table, PAIR_COLUMNS, (row, rowNumber, firstRow) => {
    const mentee = row.required("mentee", idIn(known.mentees, "mentee"));
    const mentor = row.required("mentor", idIn(known.mentors, "mentor"));
    if (mentee === undefined || mentor === undefined) return;
    const first = firstRow(mentee, mentor);
    if (first === null) pairs.push({ mentee, mentor, row: rowNumber });
    else row.report("mentor", "pair.repeated", { mentee, mentor, first });
  });
  return { pairs, problems };
}

/**
 * Says which pins cannot all be kept: more of them than a mentor has places or a mentee wants mentors.
 *
 * A pin stands above every hard rule, an exclusion included, but no pin makes a place.
 */
export function checkPins(
  pins: readonly PairRow[],
  mentors: readonly Mentor[],
  mentees: readonly Mentee[],
): RosterProblem[] {
  const places = new Map(mentors.map(({ id, capacity }) => [id, capacity]));
  const wanted = new Map<string, number>(
    mentees.map(({ id, mentorsWanted }) => [id, mentorsWanted]),
  );
  return [
    ...overbooked(pins, "mentor", places, "pin.capacity"),
    ...overbooked(pins, "mentee", wanted, "pin.wanted"),
  ];
}

/** Reads a file of wishes: a person ranks somebody of the other role, once, with a whole number from 1 or `never`. */
export function parseWishes(
  table: Table,
  known: KnownIds,
): { wishes: readonly Wish[]; problems: readonly RosterProblem[] } {
  const wishes: Wish[] = [];
  const everyone = new Set([...known.mentees, ...known.mentors]);
  const problems = readRows(
    table,
    WISH_COLUMNS,
    (row, _rowNumber, firstRow) => {
      const person = row.required("person", idIn(everyone, "person"));
      const other = row.required("other", idIn(everyone, "person"));
      const rank = row.required("rank", parseRank);
      if (person === undefined || other === undefined || rank === undefined)
        return;
      const first = firstRow(person, other);
      if (first !== null)
        row.report("other", "wish.repeated", { person, other, first });
      else if (!areAcross(person, other, known))
        row.report("other", "wish.sameRole", { person, other });
      else wishes.push({ person, other, rank });
    },
  );
  return { wishes, problems };
}

/** Whether one of the two is a mentor and the other a mentee. */
function areAcross(
  person: string,
  other: string,
  { mentees, mentors }: KnownIds,
): boolean {
  return (
    (mentees.has(person) && mentors.has(other)) ||
    (mentors.has(person) && mentees.has(other))
  );
}

function parseRank(text: string): Parsed<number | "never"> {
  if (text.toLowerCase() === "never") return parsed("never" as const);
  return /^0*[1-9]\d{0,8}$/u.test(text)
    ? parsed(Number(text))
    : refused("wish.rank", { value: excerpt(text) });
}

function idIn(ids: ReadonlySet<string>, role: "mentee" | "mentor" | "person") {
  return (text: string): Parsed<string> =>
    ids.has(text)
      ? parseText(text)
      : refused(`${role}.unknown`, { id: excerpt(text) });
}

type ReadRow = (
  row: RowReader,
  rowNumber: number,
  /** Notes that this row names the two; the row that did so before, or null. */
  firstRow: (a: string, b: string) => string | null,
) => void;

function readRows(
  table: Table,
  specs: typeof PAIR_COLUMNS,
  readRow: ReadRow,
): RosterProblem[] {
  const { columns, problems } = readColumns(table.header, specs);
  if (problems.some(({ key }) => key === "column.missing")) return problems;
  const seen = new Map<string, number>();
  table.rows.forEach((cells, index) => {
    const rowNumber = table.rowNumbers[index] ?? index + 2;
    readRow(
      new RowReader(cells, rowNumber, columns, problems),
      rowNumber,
      (a, b) => {
        const key = JSON.stringify([a, b]);
        const first = seen.get(key);
        if (first === undefined) seen.set(key, rowNumber);
        return first === undefined ? null : String(first);
      },
    );
  });
  return problems;
}

function overbooked(
  pins: readonly PairRow[],
  side: "mentee" | "mentor",
  limits: ReadonlyMap<string, number>,
  key: string,
): RosterProblem[] {
  const taken = new Map<string, number>();
  return pins.flatMap((pin) => {
    const id = pin[side];
    const limit = limits.get(id) ?? 0;
    const count = (taken.get(id) ?? 0) + 1;
    taken.set(id, count);
    const args = { id, limit: String(limit) };
    return count > limit ? [{ row: pin.row, column: side, key, args }] : [];
  });
}
