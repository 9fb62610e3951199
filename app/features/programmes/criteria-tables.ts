import { z } from "zod";
import { findCountry } from "~/domain/reference/countries.ts";
import { sectorEntry } from "~/domain/reference/sectors.ts";
import type { CriteriaSet } from "~/domain/scoring/types.ts";
import { type CsvLimits, delimiterOf, parseCsv } from "~/lib/csv.ts";

/** Tables that somebody pastes: far more than anybody keeps by hand. */
const LIMITS: CsvLimits = {
  bytes: 200_000,
  rows: 2_000,
  columns: 3,
  cellCharacters: 200,
};
/** So that a page of mistakes stays a page. */
const PROBLEMS_SHOWN = 20;

/** What the page of the two tables sends. */
export const CriteriaTablesInput = z.strictObject({
  basedOn: z.int().min(0),
  links: z.string().max(LIMITS.bytes).optional(),
  matrix: z.string().max(LIMITS.bytes).optional(),
});

type Links = CriteriaSet["sectorLinks"];
type Matrix = CriteriaSet["countryMatrix"];

/** A table that was read, or what is wrong with which of its rows: keys of catalogues, as forms show them. */
export type ReadTable<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads lines of mentee's sector, mentor's sector and how near they are, 0 to 100. */
export function readLinks(text: string): ReadTable<Links> {
  return readTriples(text, {
    entry: sectorEntry,
    unknown: "criteria:tables.bad_sector",
    value: (share) =>
      share >= 0 && share <= 100 ? Math.round(share * 100) : null,
    badValue: "criteria:tables.bad_link",
  });
}

/** Reads lines of mentee's country, mentor's country and how well they fit, −1 to 1. */
export function readMatrix(text: string): ReadTable<Matrix> {
  const read = readTriples(text, {
    entry: findCountry,
    unknown: "criteria:tables.bad_country",
    value: (fit) => (fit >= -1 && fit <= 1 ? fit : null),
    badValue: "criteria:tables.bad_fit",
  });
  if (!read.ok) return read;
  const value: Record<string, Record<string, number>> = {};
  for (const [mentee, mentor, fit] of read.value)
    (value[mentee] ??= {})[mentor] = fit;
  return { ok: true, value };
}

/** The links as lines to edit. */
export function linkLines(links: Links): string {
  return links
    .map(([mentee, mentor, share]) => `${mentee}, ${mentor}, ${share / 100}`)
    .join("\n");
}

/** The table of countries as lines to edit. */
export function matrixLines(matrix: Matrix): string {
  return Object.entries(matrix)
    .flatMap(([mentee, row]) =>
      Object.entries(row).map(
        ([mentor, fit]) => `${mentee}, ${mentor}, ${fit}`,
      ),
    )
    .join("\n");
}

interface Triple {
  /** the canonical entry, or null */
  readonly entry: (text: string) => string | null;
  readonly unknown: string;
  readonly value: (given: number) => number | null;
  readonly badValue: string;
}

/** Lines of two entries and a number; a first line whose third cell is no number is a header. */
function readTriples(
  text: string,
  kind: Triple,
): ReadTable<[string, string, number][]> {
  if (text.trim() === "") return { ok: true, value: [] };
  // a header of ours, so that one of theirs is a row like the others
  const head = ["mentee", "mentor", "value"].join(delimiterOf(text));
  const { table, problems } = parseCsv(`${head}\n${text}`, LIMITS);
  const found = problems.map(({ row }) =>
    row === null ? "criteria:tables.too_long" : at("bad_row", row),
  );
  const rows = table.rows
    .map((cells, index) => readRow(cells, table.rowNumbers[index] ?? 0, kind))
    .filter((row) => row.at > 2 || !row.isHeader);
  const seen = new Set<string>();
  for (const row of rows) {
    found.push(...row.problems);
    if (row.value === null) continue;
    const pair = row.value.slice(0, 2).join(" ");
    if (seen.has(pair)) found.push(at("repeated", row.at));
    seen.add(pair);
  }
  return found.length > 0
    ? { ok: false, problems: found.slice(0, PROBLEMS_SHOWN) }
    : { ok: true, value: rows.flatMap(({ value }) => (value ? [value] : [])) };
}

interface Row {
  readonly at: number;
  /** The third cell is no number. */
  readonly isHeader: boolean;
  readonly problems: readonly string[];
  readonly value: [string, string, number] | null;
}

function readRow(cells: readonly string[], row: number, kind: Triple): Row {
  const [mentee = "", mentor = "", given = ""] = cells;
  const number = numberOf(given);
  const from = kind.entry(mentee);
  const to = kind.entry(mentor);
  const share = kind.value(number);
  const isKnown = from !== null && to !== null;
  return {
    at: row,
    isHeader: Number.isNaN(number),
    problems: [
      ...(isKnown ? [] : [at(kind.unknown, row)]),
      ...(share === null ? [at(kind.badValue, row)] : []),
    ],
    value: isKnown && share !== null ? [from, to, share] : null,
  };
}

/** Row numbers as the person counts them: without the header that we put before. */
function at(key: string, row: number): string {
  const path = key.includes(":") ? key : `criteria:tables.${key}`;
  return `${path}?row=${row - 1}`;
}

/** A comma may be the decimal sign where semicolons or tabs part the cells; NaN for no number. */
function numberOf(cell: string): number {
  const text = cell
    .trim()
    .replace(",", ".")
    .replace("−", "-")
    .replace(/ ?%$/u, "");
  return text === "" ? Number.NaN : Number(text);
}
