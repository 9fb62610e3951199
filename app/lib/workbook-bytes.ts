import writeXlsxFile, { type SheetData } from "write-excel-file/node";

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
 * The bytes of a workbook (.xlsx). Text is written as text, whatever it begins with, so nothing in it is ever a formula;
 * numbers are numbers.
 *
 * @param rightToLeft  columns run from right to left, as in Arabic
 * Cost: some 100,000 cells a second; keep it off the thread that serves pages.
 */
export async function workbookBytes(
  sheets: readonly WorkbookSheet[],
  rightToLeft: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = await writeXlsxFile(
    sheets.map((sheet) => ({
      sheet: sheet.name,
      data: sheetData(sheet),
      columns: widthsOf(sheet).map((width) => ({ width })),
      stickyRowsCount: 1,
      rightToLeft,
    })),
  ).toBuffer();
  return new Uint8Array(file);
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
