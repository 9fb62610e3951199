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
import {
  isQuestionTarget,
  readAnswerColumns,
  type ImportQuestion,
  type SaidAnswers,
} from "./import-questions.ts";

/** A person of a file, with what the file said about them and nothing that was filled in. */
export interface ImportRow {
  readonly row: number;
  readonly person: Mentor | Mentee;
  readonly email: string | null;
  /** Columns whose cell is not empty in this row. */
  readonly said: ReadonlySet<string>;
  /** What the row answers to the questions of the cohort. */
  readonly answers: SaidAnswers;
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
  questions: readonly ImportQuestion[] = [],
): ImportFile {
  const { table: written, problems } = parseCsv(content, IMPORT_LIMITS);
  if (problems.length > 0)
    return { rows: [], problems, total: written.rows.length };
  const table = renamed(written, mapping);
  // Columns of addresses and of questions are none of a roster, which would call them unknown.
  const isOther = (name: string) => name === EMAIL || isQuestionTarget(name);
  const known = {
    ...table,
    header: table.header.map((name) => (isOther(name) ? "" : name)),
  };
  const named = { ...table, header: written.header };
  const asked = readAnswerColumns(named, mapping, questions);
  const roster =
    role === "mentor"
      ? parseMentors(known, isTimeZone)
      : parseMentees(known, isTimeZone);
  const cells = new CellReader(table);
  const found = [...roster.problems, ...cells.problems(), ...asked.problems];
  const bad = new Set(found.map(({ row }) => row));
  const rows = roster.people.map((person): ImportRow => {
    const row = roster.rowOf.get(person.id) ?? 0;
    const answers = asked.answers.get(row) ?? new Map<string, never>();
    return { row, person, ...cells.of(row), answers };
  });
  return {
    rows: rows.filter(({ row }) => !bad.has(row)),
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

/** Looks at cells beside what the roster makes of them: addresses, lengths, and which were filled in. */
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
    const said = this.header.filter((name) => this.text(row, name) !== "");
    return { email: this.text(row, EMAIL) || null, said: new Set(said) };
  }

  /** What is wrong in any row, whether the roster could read the others of its cells or not. */
  problems(): RosterProblem[] {
    const twice = this.header.filter((name) => name === EMAIL).length > 1;
    return [
      ...(twice ? [problem(null, EMAIL, "column.repeated")] : []),
      ...[...this.at.keys()].flatMap((row) => [
        ...this.tooLong(row),
        ...this.tooMany(row),
      ]),
      ...this.emails(),
    ];
  }

  private text(row: number, column: string): string {
    const at = column === "" ? -1 : this.header.indexOf(column);
    return (this.at.get(row)?.[at] ?? "").trim();
  }

  private tooLong(row: number): RosterProblem[] {
    return Object.entries(LONGEST).flatMap(([column, most]) =>
      this.text(row, column).length > most
        ? [problem(row, column, "import.too_long", { most: String(most) })]
        : [],
    );
  }

  private tooMany(row: number): RosterProblem[] {
    const most = { most: String(MOST_PLACES) };
    return Number(this.text(row, "capacity")) > MOST_PLACES
      ? [problem(row, "capacity", "import.capacity", most)]
      : [];
  }

  private emails(): RosterProblem[] {
    const first = new Map<string, number>();
    return [...this.at.keys()].flatMap((row) => {
      const email = this.text(row, EMAIL);
      if (email === "") return [];
      if (!emailInput.safeParse(email).success)
        return [problem(row, EMAIL, "import.email")];
      const before = first.get(fold(email));
      if (before === undefined) {
        first.set(fold(email), row);
        return [];
      }
      const args = { first: String(before) };
      return [problem(row, EMAIL, "import.email_repeated", args)];
    });
  }
}

function problem(
  row: number | null,
  column: string,
  key: string,
  args: Readonly<Record<string, string>> = {},
): RosterProblem {
  return { row, column, key, args };
}
