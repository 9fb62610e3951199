import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import { parseMentees, parseMentors } from "~/domain/roster/people.ts";
import type { RosterProblem, Table } from "~/domain/roster/table.ts";
import type { Mentee, Mentor } from "~/domain/scoring/types.ts";
import { fold } from "~/domain/text.ts";
import { emailInput } from "~/features/accounts/inputs.ts";
import { cleanText } from "~/lib/clean-text.ts";
import { IMPORT_LIMITS, parseCsv } from "~/lib/csv.ts";
import { isTimeZone } from "~/lib/time-zone-names.ts";
import { EMAIL, type Mapping } from "./import-columns.ts";

/** A person of a file, with what the file said about them and nothing that was filled in. */
export interface ImportRow {
  readonly row: number;
  readonly person: Mentor | Mentee;
  readonly email: string | null;
  /** Columns whose cell is not empty in this row. */
  readonly said: ReadonlySet<string>;
}

export interface ImportFile {
  readonly rows: readonly ImportRow[];
  readonly problems: readonly RosterProblem[];
  /** Rows with text under the header, readable or not. */
  readonly total: number;
}

const MOST_PLACES = 50;
const LONGEST = { id: 100, name: 120, organisation: 200 } as const;

/** Reads the text of a file as people. Every problem is reported; rows that have one are left out. */
export function readImportFile(
  content: string,
  mapping: Mapping,
  role: EnrolmentRole,
): ImportFile {
  const { table: written, problems } = parseCsv(content, IMPORT_LIMITS);
  if (problems.length > 0)
    return { rows: [], problems, total: written.rows.length };
  const table = renamed(written, mapping);
  // The column of addresses is not one of a roster, which would call it unknown.
  const known = {
    ...table,
    header: table.header.map((name) => (name === EMAIL ? "" : name)),
  };
  const roster =
    role === "mentor"
      ? parseMentors(known, isTimeZone)
      : parseMentees(known, isTimeZone);
  const cells = new CellReader(table);
  const read = roster.people.map((person): ImportRow => {
    const row = roster.rowOf.get(person.id) ?? 0;
    return { row, person, ...cells.of(row) };
  });
  const found = [...roster.problems, ...read.flatMap(ownProblems)];
  if (table.header.filter((name) => name === EMAIL).length > 1)
    found.push({ row: null, column: EMAIL, key: "column.repeated", args: {} });
  found.push(...repeatedEmails(read));
  const bad = new Set(found.map(({ row }) => row));
  return {
    rows: read.filter(({ row }) => !bad.has(row)),
    problems: found.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)),
    total: table.rows.length,
  };
}

/** The table under the names that we know; columns that are left out have none, and cells hold no hidden characters. */
function renamed(table: Table, mapping: Mapping): Table {
  const header = table.header.map((text) => {
    const written = text.trim();
    return Object.hasOwn(mapping, written) ? (mapping[written] ?? "") : "";
  });
  const rows = table.rows.map((cells) => cells.map(cleanText));
  return { ...table, header, rows };
}

/** Looks at the cells of a row beside what the roster made of them. */
class CellReader {
  private readonly at: ReadonlyMap<number, readonly string[]>;
  private readonly header: readonly string[];

  constructor({ header, rows, rowNumbers }: Table) {
    this.header = header;
    this.at = new Map(
      rows.map((cells, index) => [rowNumbers[index] ?? index + 2, cells]),
    );
  }

  of(row: number): Pick<ImportRow, "email" | "said"> {
    const cells = this.at.get(row) ?? [];
    const said = this.header.filter(
      (name, index) => name !== "" && (cells[index] ?? "").trim() !== "",
    );
    const email = (cells[this.header.indexOf(EMAIL)] ?? "").trim();
    return { email: email === "" ? null : email, said: new Set(said) };
  }
}

function ownProblems({ row, person, email }: ImportRow): RosterProblem[] {
  const problems: RosterProblem[] = [];
  const report = (column: string, key: string, args = {}) =>
    problems.push({ row, column, key: `import.${key}`, args });
  for (const column of ["id", "name", "organisation"] as const)
    if ((person[column] ?? "").length > LONGEST[column])
      report(column, "too_long", { most: String(LONGEST[column]) });
  if ("capacity" in person && person.capacity > MOST_PLACES)
    report("capacity", "capacity", { most: String(MOST_PLACES) });
  if (email !== null && !emailInput.safeParse(email).success)
    report(EMAIL, "email");
  return problems;
}

function repeatedEmails(rows: readonly ImportRow[]): RosterProblem[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, email }) => {
    if (email === null) return [];
    const before = first.get(fold(email));
    if (before === undefined) {
      first.set(fold(email), row);
      return [];
    }
    return [
      {
        row,
        column: EMAIL,
        key: "import.email_repeated",
        args: { first: String(before) },
      },
    ];
  });
}
