import writeXlsxFile, { type SheetData } from "write-excel-file/node";
import { attachment } from "./attachment.server.ts";

export type WorkbookCell = string | number | null;

/** One sheet of a workbook: the first row is its head and stays in sight. */
export interface WorkbookSheet {
  /** At most 31 characters, without any of `\ / ? * [ ] :`. */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly WorkbookCell[])[];
}

/** Longer texts are cut off: no spreadsheet takes a cell of more. */
const MOST_CHARACTERS = 32_767;
const [NARROWEST, WIDEST] = [8, 60];

/**
 * Sheets as a workbook (.xlsx) to download. Text is written as text, whatever it begins with, so nothing in it is ever
 * a formula; numbers are numbers.
 *
 * @param fileName  without the ending; any language
 * @param rightToLeft  columns run from right to left, as in Arabic
 * Cost: some 100,000 cells a second, on the thread that serves pages: the caller sets a limit.
 */
export async function workbookFile(
  fileName: string,
  sheets: readonly WorkbookSheet[],
  { rightToLeft }: { readonly rightToLeft: boolean },
): Promise<Response> {
  const file = await writeXlsxFile(
    sheets.map((sheet) => ({
      sheet: sheet.name,
      data: sheetData(sheet),
      columns: widthsOf(sheet).map((width) => ({ width })),
      stickyRowsCount: 1,
      rightToLeft,
    })),
  ).toBuffer();
  return new Response(new Uint8Array(file), {
    headers: {
      "Content-Type":
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      ...attachment(`${fileName}.xlsx`),
    },
  });
}

function sheetData({ header, rows }: WorkbookSheet): SheetData {
  return [
    header.map((value) => ({ value, type: String, fontWeight: "bold" })),
    ...rows.map((row) =>
      row.map((value) => {
        if (value === null || value === "") return null;
        return typeof value === "number"
          ? { value, type: Number }
          : { value: value.slice(0, MOST_CHARACTERS), type: String };
      }),
    ),
  ];
}

/** In characters; a sample of the rows is enough to see how wide a column is. */
function widthsOf({ header, rows }: WorkbookSheet): number[] {
  const sample = rows.slice(0, 100);
  return header.map((head, at) => {
    const lengths = sample.map((row) => String(row[at] ?? "").length);
    return Math.min(WIDEST, Math.max(NARROWEST, head.length, ...lengths) + 2);
  });
}
