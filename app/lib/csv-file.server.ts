import Papa from "papaparse";
import { setImmediate as turn } from "node:timers/promises";
import { attachment } from "./attachment.server.ts";

type Cell = string | number | null;

/** Rows that are written before others get their turn. */
const AT_ONCE = 200;

/**
 * Rows as a file to download that spreadsheets open as text: with a byte order mark, and with a
 * quote mark before everything that a spreadsheet would take for a formula. It is written while it is read.
 *
 * @param fileName  without the ending; any language
 * @param rows  may be made one by one (`eachRow`), so that a long file keeps nobody waiting
 */
export function csvFile(
  fileName: string,
  header: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Response {
  const parts = csvParts(header, rows);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await turn();
      const { value, done } = parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      ...attachment(`${fileName}.csv`),
    },
  });
}

/** Makes the cells of a row when it is their turn, and not before. */
export function* eachRow<Row>(
  rows: Iterable<Row>,
  cells: (row: Row) => readonly Cell[],
): Generator<readonly Cell[]> {
  for (const row of rows) yield cells(row);
}

function* csvParts(
  header: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Generator<string, undefined> {
  yield `\uFEFF${lines([header])}`;
  let waiting: (readonly Cell[])[] = [];
  for (const row of rows) {
    waiting.push(row);
    if (waiting.length < AT_ONCE) continue;
    yield lines(waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield lines(waiting);
}

function lines(rows: readonly (readonly Cell[])[]): string {
  const text = Papa.unparse(
    rows.map((row) => [...row]),
    { escapeFormulae: true, newline: "\r\n" },
  );
  return `${text}\r\n`;
}
