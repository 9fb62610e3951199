import Papa from "papaparse";

/**
 * Rows as a CSV file that spreadsheets open as it is meant: UTF-8 with a mark, CRLF, and nothing that a
 * cell's text could start as a formula.
 */
export function csvFile(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const cells = rows.map((row) => row.map((cell) => cell ?? ""));
  const text = Papa.unparse([[...header], ...cells], {
    escapeFormulae: true,
    newline: "\r\n",
  });
  return `\uFEFF${text}\r\n`;
}

/** The answer that a browser saves as a file. */
export function csvResponse(fileName: string, text: string): Response {
  const safe = fileName.replaceAll(/[^\w.-]+/g, "-");
  return new Response(text, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${safe}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      "Cache-Control": "no-store",
    },
  });
}
