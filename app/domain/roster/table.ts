/** A table as a file or a form gave it, its columns, and what can be wrong with it. */

/** A problem with somebody's file: a key of the `roster` catalogue, its arguments, and where it is. */
export interface RosterProblem {
  /** The row as a spreadsheet counts it, the header being row 1; null if the whole file is meant. */
  readonly row: number | null;
  /** The column's name in the product's spelling, or as it was written if it is unknown. */
  readonly column: string | null;
  readonly key: string;
  readonly args: Readonly<Record<string, string>>;
}

/** Header and rows of a file; every row has as many cells as the header. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The row number of each of `rows`, as in `RosterProblem`. */
  readonly rowNumbers: readonly number[];
}

export interface ColumnSpec {
  readonly name: string;
  readonly required: boolean;
}

/** Where each column of a specification stands; a column that is absent has no entry. */
export type ColumnPositions = ReadonlyMap<string, number>;

/** The answer of a cell parser: the value, or why there is none. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly key: string;
      readonly args: Readonly<Record<string, string>>;
    };

/** A parser's "yes". */
export function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/** A parser's "no": a key of the `roster` catalogue and its arguments. */
export function refused(
  key: string,
  args: Readonly<Record<string, string>> = {},
): Parsed<never> {
  return { ok: false, key, args };
}

const EXCERPT_LENGTH = 60;

/** What to quote of somebody's cell in a message: one line, at most 60 characters. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  const characters = Array.from(line.slice(0, 4 * EXCERPT_LENGTH));
  return characters.length <= EXCERPT_LENGTH
    ? line
    : `${characters.slice(0, EXCERPT_LENGTH - 1).join("")}…`;
}

/** Reads the cells of one row by column name and collects what is wrong with them. */
export class RowReader {
  /** Whether a cell of this row was refused. */
  failed = false;

  constructor(
    private readonly cells: readonly string[],
    private readonly row: number,
    private readonly columns: ColumnPositions,
    private readonly problems: RosterProblem[],
  ) {}

  /** The value of a cell that must not be empty; undefined after a problem. */
  required<T>(
    column: string,
    parse: (text: string) => Parsed<T>,
  ): T | undefined {
    const text = this.text(column);
    if (text !== "") return this.value(column, parse(text));
    this.report(column, "cell.empty");
    return undefined;
  }

  /** The value of a cell, null if it is empty or its column is absent; undefined after a problem. */
  optional<T>(
    column: string,
    parse: (text: string) => Parsed<T>,
  ): T | null | undefined {
    const text = this.text(column);
    return text === "" ? null : this.value(column, parse(text));
  }

  /** Records a problem with a cell of this row. */
  report(
    column: string,
    key: string,
    args: Readonly<Record<string, string>> = {},
  ): void {
    this.failed = true;
    this.problems.push({ row: this.row, column, key, args });
  }

  /** The trimmed text of a cell. A list of nothing but separators says nothing, so it counts as empty. */
  private text(column: string): string {
    const position = this.columns.get(column);
    const text =
      position === undefined ? "" : (this.cells[position] ?? "").trim();
    return /^[;\s]*$/u.test(text) ? "" : text;
  }

  private value<T>(column: string, result: Parsed<T>): T | undefined {
    if (result.ok) return result.value;
    this.report(column, result.key, result.args);
    return undefined;
  }
}
