import Papa from "papaparse";
import { attachment } from "./attachment.server.ts";

/**
 * Rows as a file to download that spreadsheets open as text: with a byte order mark, and with a
 * quote mark before everything that a spreadsheet would take for a formula.
 *
 * @param fileName  without the ending; any language
 */
export function csvFile(
  fileName: string,
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Response {
  const text = Papa.unparse(
    { fields: [...header], data: rows.map((row) => [...row]) },
    { escapeFormulae: true, newline: "\r\n" },
  );
  return new Response(`\uFEFF${text}\r\n`, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      ...attachment(`${fileName}.csv`),
    },
  });
}
