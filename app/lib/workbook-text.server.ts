import type { CsvLimits } from "./csv.ts";
import {
  decodeXml,
  withoutElements,
  xmlAttribute,
  xmlElements,
  type XmlElement,
} from "./xml-elements.ts";
import { UnreadableZip, zipEntries } from "./zip-entries.server.ts";

/** Of one part of a workbook, unpacked. */
const MOST_BYTES = 64_000_000;
/** How far rows without anything are kept, so that row numbers are those of the spreadsheet. */
const MOST_LINES = 100_000;

/** Whether bytes are those of a zip archive, as a workbook (.xlsx) is. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return [0x50, 0x4b, 3, 4].every((byte, at) => bytes[at] === byte);
}

/**
 * The first sheet of a workbook (.xlsx) as comma-separated text, a line for each row of the sheet, as the import reads it.
 *
 * Formulas count with the value they had when the file was saved. Rows and columns beyond the limits are kept as far as
 * the reader of the text needs them to refuse the file.
 *
 * @returns null if it is no such file
 * Cost: some 400,000 cells a second; the largest file that is taken keeps the thread for about one.
 */
export function workbookText(
  bytes: Uint8Array,
  limits: CsvLimits,
): string | null {
  try {
    const part = zipEntries(bytes, MOST_BYTES);
    const sheet = part(firstSheet(part));
    if (sheet === null) return null;
    const shared = [...xmlElements(part("xl/sharedStrings.xml") ?? "", "si")];
    return asText(
      readRows(
        sheet,
        shared.map(({ inside }) => textOf(inside)),
        limits,
      ),
    );
  } catch (error) {
    if (error instanceof UnreadableZip) return null;
    throw error;
  }
}

type Part = ReturnType<typeof zipEntries>;

/** The sheet that stands first in the workbook, which need not be the first file. */
function firstSheet(part: Part): string {
  const [sheet] = xmlElements(part("xl/workbook.xml") ?? "", "sheet");
  const id = sheet && xmlAttribute(sheet.attributes, "r:id");
  const relations = part("xl/_rels/workbook.xml.rels") ?? "";
  for (const { attributes } of xmlElements(relations, "Relationship"))
    if (xmlAttribute(attributes, "Id") === id) {
      const target = xmlAttribute(attributes, "Target") ?? "";
      return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    }
  return "xl/worksheets/sheet1.xml";
}

function readRows(
  sheet: string,
  shared: readonly string[],
  { rows: mostRows, columns: mostColumns }: CsvLimits,
): string[][] {
  const rows: string[][] = [];
  let filled = 0;
  for (const row of xmlElements(sheet, "row")) {
    const number = Number(xmlAttribute(row.attributes, "r") ?? 0);
    while (rows.length < Math.min(number - 1, MOST_LINES)) rows.push([]);
    const cells = readCells(row.inside, shared, mostColumns);
    rows.push(cells);
    if (cells.some((cell) => cell !== "")) filled += 1;
    if (filled > mostRows + 1) break; // the header, and one too many
  }
  return rows;
}

/** What stands beyond the last column that is allowed is kept in one more. */
function readCells(
  row: string,
  shared: readonly string[],
  mostColumns: number,
): string[] {
  const cells: string[] = [];
  for (const cell of xmlElements(row, "c")) {
    const reference = xmlAttribute(cell.attributes, "r");
    const text = cellText(cell, shared);
    if (text === "") {
      if (reference === null) cells.push("");
      continue;
    }
    const column = reference === null ? cells.length : columnOf(reference);
    const at = Math.min(column, mostColumns);
    while (cells.length < at) cells.push("");
    cells[at] = text;
  }
  return cells;
}

/** 0 for A, 26 for AA. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? "A";
  let column = 0;
  for (const letter of letters)
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function cellText(
  { attributes, inside }: XmlElement,
  shared: readonly string[],
): string {
  const type = xmlAttribute(attributes, "t");
  if (type === "inlineStr") return textOf(inside);
  const [value] = xmlElements(inside, "v");
  if (!value) return "";
  const text = decodeXml(value.inside);
  if (type === "s") return shared[Number(text)] ?? "";
  if (type === "b") return text === "1" ? "yes" : "no";
  return type === "str" ? unescaped(text) : text;
}

/** All runs of a text, without the readings that stand beside some scripts. */
function textOf(xml: string): string {
  const runs = [...xmlElements(withoutElements(xml, "rPh"), "t")];
  return unescaped(runs.map(({ inside }) => decodeXml(inside)).join(""));
}

/** Characters that XML has no place for are written as `_x000D_`. */
function unescaped(text: string): string {
  return text.replace(/_x([\dA-F]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Every cell in quotation marks, so that the separator is known and nothing breaks a line. */
function asText(rows: readonly (readonly string[])[]): string {
  const width = rows.reduce((most, { length }) => Math.max(most, length), 0);
  let hasHeader = false;
  const lines = rows.map((cells) => {
    if (cells.every((cell) => cell.trim() === "")) return "";
    const padded = Array.from({ length: width }, (_, at) => cells[at] ?? "");
    const line = hasHeader ? padded : padded.map(onOneLine);
    hasHeader = true;
    return line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
  });
  return `${lines.join("\n")}\n`;
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
