import Papa from "papaparse";
import type { RosterProblem, Table } from "~/domain/roster/table";

/** How much of a file is read; more is a problem with the file, never a crash. */
export interface CsvLimits {
  readonly bytes: number;
  /** Data rows, the header not counted. */
  readonly rows: number;
  readonly columns: number;
  readonly cellCharacters: number;
}

/** For files that come over the network. */
export const IMPORT_LIMITS: CsvLimits = {
  bytes: 5_000_000,
  rows: 20_000,
  columns: 200,
  cellCharacters: 10_000,
};

export const TEXT_ENCODINGS = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "windows-1256",
] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

export type DecodedText =
  | {
      readonly ok: true;
      readonly text: string;
      readonly encoding: TextEncoding;
    }
  | { readonly ok: false; readonly problem: RosterProblem };

/** Reads the bytes of a text file that must be UTF-8, with or without a byte order mark. */
export function decodeUtf8(bytes: Uint8Array, limits: CsvLimits): DecodedText {
  if (bytes.length > limits.bytes) return tooLarge(limits);
  const text = decodeStrictly(bytes, "utf-8");
  if (text === null) return { ok: false, problem: fileProblem("csv.notUtf8") };
  return text.includes("\0")
    ? { ok: false, problem: fileProblem("csv.notText") }
    : { ok: true, text, encoding: "utf-8" };
}

/**
 * Reads the bytes of a text file whose encoding nobody stated: UTF-8 if it is valid, UTF-16 by its byte order mark
 * or its zero bytes, else Windows-1256 (Arabic) or 1252 (western), whichever makes words.
 */
export function decodeGuessing(
  bytes: Uint8Array,
  limits: CsvLimits,
): DecodedText {
  if (bytes.length > limits.bytes) return tooLarge(limits);
  const encoding = guessEncoding(bytes);
  const text = decodeStrictly(bytes, encoding);
  return text === null || text.includes("\0")
    ? { ok: false, problem: fileProblem("csv.notText") }
    : { ok: true, text, encoding };
}

/** Reads the bytes of a text file in the encoding that somebody says it has. */
export function decodeAs(
  bytes: Uint8Array,
  encoding: TextEncoding,
  limits: CsvLimits,
): DecodedText {
  if (bytes.length > limits.bytes) return tooLarge(limits);
  const text = decodeStrictly(bytes, encoding);
  return text === null || text.includes("\0")
    ? { ok: false, problem: fileProblem("csv.notText") }
    : { ok: true, text, encoding };
}

/** Takes the rows of a file one by one. */
export interface CsvSink {
  /** Gets the first row that is not blank. False stops the reading. */
  header(header: readonly string[]): boolean;
  /** Gets the other rows that are not blank, each with as many cells as the header. */
  row(cells: readonly string[], rowNumber: number): void;
}

/**
 * Reads comma-, semicolon- or tab-separated text row by row; the header line decides which.
 *
 * Line ends are LF or CRLF. A row is blank if all its cells are, as spreadsheets write below a table. Row numbers are
 * those of a spreadsheet: the header is row 1 if nothing stands above it, and blank rows count.
 *
 * @returns what is wrong with the form of the file; rows with a problem do not reach the sink
 */
export function readCsv(
  text: string,
  limits: CsvLimits,
  sink: CsvSink,
): RosterProblem[] {
  const lines = text.replaceAll("\r\n", "\n");
  const reader = new RowFeeder(limits, sink);
  Papa.parse<string[]>(lines, {
    delimiter: delimiterOf(lines),
    newline: "\n",
    step({ data, errors }, parser) {
      if (!reader.take(data, errors)) parser.abort();
    },
  });
  return reader.finish();
}

/** Reads a whole file into a table; see `readCsv`. A file that is too large for the limits is not read. */
export function parseCsv(
  text: string,
  limits: CsvLimits,
): { table: Table; problems: RosterProblem[] } {
  let header: readonly string[] = [];
  const rows: (readonly string[])[] = [];
  const rowNumbers: number[] = [];
  const problems = readCsv(text, limits, {
    header(cells) {
      header = cells;
      return true;
    },
    row(cells, rowNumber) {
      rows.push(cells);
      rowNumbers.push(rowNumber);
    },
  });
  return { table: { header, rows, rowNumbers }, problems };
}

/** Checks the form of rows and hands the good ones on. */
class RowFeeder {
  private readonly problems: RosterProblem[] = [];
  private header: readonly string[] | null = null;
  private rowNumber = 0;
  private dataRows = 0;

  constructor(
    private readonly limits: CsvLimits,
    private readonly sink: CsvSink,
  ) {}

  /** Takes the next row of the file, blank or not. False if reading on makes no sense. */
  take(cells: readonly string[], errors: readonly Papa.ParseError[]): boolean {
    this.rowNumber += 1;
    const [quote] = errors.filter(({ type }) => type === "Quotes");
    if (quote !== undefined) {
      // Everything after a stray quote is in the wrong cell.
      const open = errors.some(({ code }) => code === "MissingQuotes");
      return this.report(
        open ? "csv.quoteOpen" : "csv.quoteStray",
        this.rowNumber,
      );
    }
    if (cells.every((cell) => cell.trim() === "")) return true;
    return this.header === null
      ? this.takeHeader(cells)
      : this.takeRow(cells, this.header);
  }

  finish(): RosterProblem[] {
    if (this.header === null && this.problems.length === 0)
      this.report("csv.noHeader", null);
    return this.problems;
  }

  private takeHeader(cells: readonly string[]): boolean {
    const { columns } = this.limits;
    if (cells.length > columns) {
      return this.report("csv.tooManyColumns", this.rowNumber, {
        most: String(columns),
      });
    }
    this.header = cells;
    return this.sink.header(cells);
  }

  private takeRow(
    cells: readonly string[],
    header: readonly string[],
  ): boolean {
    const { rows, cellCharacters } = this.limits;
    this.dataRows += 1;
    if (this.dataRows > rows)
      return this.report("csv.tooManyRows", null, { most: String(rows) });
    const width = header.length;
    const counts = { cells: String(cells.length), columns: String(width) };
    if (cells.length < width)
      this.report("csv.tooFewCells", this.rowNumber, counts);
    else if (hasText(cells.slice(width)))
      this.report("csv.tooManyCells", this.rowNumber, counts);
    else if (cells.some((cell) => cell.length > cellCharacters)) {
      this.report("csv.cellTooLong", this.rowNumber, {
        most: String(cellCharacters),
      });
    } else if (
      header.some(
        (name, at) => name.trim() === "" && hasText([cells[at] ?? ""]),
      )
    ) {
      this.report("csv.unnamedColumn", this.rowNumber);
    } else {
      this.sink.row(
        cells.length === width ? cells : cells.slice(0, width),
        this.rowNumber,
      );
    }
    return true;
  }

  private report(
    key: string,
    row: number | null,
    args: Record<string, string> = {},
  ): false {
    this.problems.push({ row, column: null, key, args });
    return false;
  }
}

/** A file of more bytes than are read. */
export function tooLarge({ bytes }: CsvLimits) {
  const args = { most: String(Math.floor(bytes / 1_000_000)) };
  return {
    ok: false as const,
    problem: { row: null, column: null, key: "csv.tooLarge", args },
  };
}

function hasText(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.trim() !== "");
}

/** What is wrong with a file as a whole. */
export function fileProblem(
  key: "csv.notUtf8" | "csv.notText" | "csv.badWorkbook",
): RosterProblem {
  return { row: null, column: null, key, args: {} };
}

const DELIMITERS = [",", ";", "\t"] as const;

/** The separator that the first line with text has most of, outside quotes; a comma if it has none. */
export function delimiterOf(text: string): string {
  const line = /^.*\S.*$/mu.exec(text)?.[0] ?? "";
  const unquoted = line.replace(/"[^"]*"/gu, "");
  const count = (delimiter: string) => unquoted.split(delimiter).length;
  return DELIMITERS.reduce((best, next) =>
    count(next) > count(best) ? next : best,
  );
}

function decodeStrictly(
  bytes: Uint8Array,
  encoding: TextEncoding,
): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null; // not this encoding
  }
}

function guessEncoding(bytes: Uint8Array): TextEncoding {
  const utf16 = guessUtf16(bytes);
  if (utf16 !== null) return utf16;
  if (decodeStrictly(bytes, "utf-8") !== null) return "utf-8";
  return looksArabic(bytes) ? "windows-1256" : "windows-1252";
}

/** By the byte order mark; without one, the header of our files is ASCII, so that every other byte of it is zero. */
function guessUtf16([first, second]: Uint8Array): TextEncoding | null {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (second === undefined || (first === 0) === (second === 0)) return null;
  return first === 0 ? "utf-16be" : "utf-16le";
}

/** Arabic words are runs of high bytes; accented letters of western text stand alone among plain ones. */
function looksArabic(bytes: Uint8Array): boolean {
  let inRuns = 0;
  let alone = 0;
  let run = 0;
  for (let at = 0; at <= bytes.length; at++) {
    if ((bytes[at] ?? 0) >= 0x80) {
      run += 1;
      continue;
    }
    if (run >= 3) inRuns += run;
    else alone += run;
    run = 0;
  }
  return inRuns > alone;
}
