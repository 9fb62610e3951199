import { buildCohort } from "db/builders.ts";
import { enrolments, imports } from "db/schema/index.ts";
import { asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { deflateRawSync } from "node:zlib";
import { applyImport } from "~/features/enrolments/import-apply.server.ts";
import { importPage } from "~/features/enrolments/import-page.server.ts";
import { uploadImport } from "~/features/enrolments/import-upload.server.ts";
import { IMPORT_LIMITS, parseCsv } from "~/lib/csv.ts";
import { workbookBytes } from "~/lib/workbook-bytes.ts";
import { isWorkbook, workbookText } from "~/lib/workbook-text.server.ts";
import { asCoordinator } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

/** A zip archive of these files, as other programs write them. */
function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(Buffer.byteLength(text), 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, Buffer.from(name));
    parts.push(local, Buffer.from(name), packed);
    at += 30 + name.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, central, end]));
}

const sheet = (rows: string) =>
  `<worksheet><cols><col min="1"/></cols><sheetData>${rows}</sheetData></worksheet>`;

const tableOf = (bytes: Uint8Array) =>
  parseCsv(workbookText(bytes, IMPORT_LIMITS) ?? "", IMPORT_LIMITS);

describe("a workbook", () => {
  test("is read as it was written: texts, numbers, gaps, and every script", async () => {
    const bytes = await workbookBytes(
      [
        {
          name: "People",
          header: ["id", "name", "note"],
          rows: [
            ["M1", 'Claire "C" <Martin>', "a, b; c\nd & é"],
            ["M2", null, 3.5],
            ["M3", "سامي حداد", null],
          ],
        },
        { name: "Other", header: ["x"], rows: [["y"]] },
      ],
      true,
    );
    expect(isWorkbook(bytes)).toBe(true);
    const { table, problems } = tableOf(bytes);
    expect(problems).toEqual([]);
    expect(table).toEqual({
      header: ["id", "name", "note"],
      rows: [
        ["M1", 'Claire "C" <Martin>', "a, b; c\nd & é"],
        ["M2", "", "3.5"],
        ["M3", "سامي حداد", ""],
      ],
      rowNumbers: [2, 3, 4],
    });
  });

  test("of another program keeps its row numbers, its first sheet, and the values of its formulas", () => {
    const bytes = zip({
      "xl/workbook.xml":
        '<workbook><sheets><sheet name="B" sheetId="2" r:id="rId2"/><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
      "xl/_rels/workbook.xml.rels":
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
      "xl/sharedStrings.xml":
        '<sst><si><t>id</t></si><si><r><t>na</t></r><r><rPr/><t xml:space="preserve">me </t></r><rPh sb="0"><t>reading</t></rPh></si></sst>',
      "xl/worksheets/sheet1.xml": sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
      ),
      "xl/worksheets/sheet2.xml": sheet(
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>' +
          '<row r="3"/><row r="5"><c r="A5" s="1"><v>7</v></c><c r="B5" s="2"/>' +
          '<c r="C5" t="str"><f>A1&amp;B1</f><v>x&#233;_x000A_y</v></c><c r="D5" t="b"><v>1</v></c></row>' +
          '<row r="6"><c t="inlineStr"><is><t>in</t></is></c><c t="e"><v>#N/A</v></c></row>',
      ),
    });
    expect(tableOf(bytes)).toEqual({
      table: {
        header: ["id", "", "name ", ""],
        rows: [],
        rowNumbers: [],
      },
      problems: [
        { row: 5, column: null, key: "csv.unnamedColumn", args: {} },
        { row: 6, column: null, key: "csv.unnamedColumn", args: {} },
      ],
    });
    expect(workbookText(bytes, IMPORT_LIMITS)).toBe(
      '\n"id","","name ",""\n\n\n"7","","xé\ny","yes"\n"in","#N/A","",""\n',
    );
  });

  test("that is none, is cut off, sealed, or far larger than it looks is not read", async () => {
    const good = await workbookBytes(
      [{ name: "A", header: ["id"], rows: [["1"]] }],
      false,
    );
    expect(workbookText(good, IMPORT_LIMITS)).not.toBeNull();
    const bad: Uint8Array[] = [
      good.slice(0, good.length - 30),
      good.slice(good.length / 2),
      new TextEncoder().encode("PK\u0003\u0004 and then nothing"),
      zip({ "readme.txt": "no sheet" }),
      zip({ "xl/worksheets/sheet1.xml": " ".repeat(70_000_000) }),
    ];
    for (const bytes of bad)
      expect(workbookText(bytes, IMPORT_LIMITS)).toBeNull();
  });

  test("with a cell far away or too many rows is refused for that", () => {
    const far = zip({
      "xl/worksheets/sheet1.xml": sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>' +
          '<row r="2"><c r="A2"><v>1</v></c><c r="XFD2"><v>2</v></c></row>',
      ),
    });
    expect(tableOf(far).problems).toMatchObject([
      { key: "csv.tooManyColumns" },
    ]);
    const rows = Array.from(
      { length: 12 },
      (_, at) => `<row r="${at + 1}"><c><v>${at}</v></c></row>`,
    );
    const limits = { ...IMPORT_LIMITS, rows: 10 };
    const many = zip({ "xl/worksheets/sheet1.xml": sheet(rows.join("")) });
    expect(
      parseCsv(workbookText(many, limits) ?? "", limits).problems,
    ).toMatchObject([{ key: "csv.tooManyRows" }]);
    const lowest = zip({
      "xl/worksheets/sheet1.xml": sheet(
        '<row r="1048576"><c><v>1</v></c></row>',
      ),
    });
    expect(workbookText(lowest, IMPORT_LIMITS)?.length).toBeLessThan(200_000);
  });

  test("full of tags that are never closed is read in one go", () => {
    const hostile = zip({
      "xl/sharedStrings.xml": "<si><rPh><t".repeat(500_000),
      "xl/worksheets/sheet1.xml": "<row><c r=".repeat(500_000),
    });
    expect(workbookText(hostile, IMPORT_LIMITS)).toBe("\n");
  });
});

describe("importing a workbook", () => {
  test("does what the same rows in CSV do", () =>
    withDatabase(async (db) => {
      const cohort = await buildCohort(db, { state: "recruiting" });
      const ctx = await asCoordinator(db, cohort.programmeId);
      const bytes = await workbookBytes(
        [
          {
            name: "Mentors",
            header: [
              "id",
              "name",
              "country",
              "sectors",
              "languages",
              "capacity",
            ],
            rows: [
              [
                "M1",
                "Claire Martin",
                "France",
                "35.11; digital",
                "fr:native; en:C1",
                2,
              ],
              [7, "سامي حداد", "MA", "62", "ar:native", null],
            ],
          },
        ],
        false,
      );
      const upload = {
        role: "mentor",
        fileName: "m.xlsx",
        encoding: null,
      } as const;
      const kept = await uploadImport(ctx, cohort.id, { ...upload, bytes });
      if (!kept.ok) throw new Error(JSON.stringify(kept.problems));
      const page = await importPage(ctx, kept.importId);
      expect(page).toMatchObject({
        encoding: "xlsx",
        plan: { created: 2, problemCount: 0 },
      });
      expect(await applyImport(ctx, kept.importId)).toEqual([]);
      const rows = await db
        .select()
        .from(enrolments)
        .where(eq(enrolments.cohortId, cohort.id))
        .orderBy(asc(enrolments.importKey));
      expect(rows).toMatchObject([
        { importKey: "7", country: "MA", capacity: 1 },
        {
          importKey: "M1",
          country: "FR",
          sectors: ["35.11", "digital"],
          capacity: 2,
        },
      ]);
      const [stored] = await db.select().from(imports);
      expect(stored?.encoding).toBe("xlsx");
    }));

  test("that cannot be read keeps nothing and says what to do", () =>
    withDatabase(async (db) => {
      const cohort = await buildCohort(db, { state: "recruiting" });
      const ctx = await asCoordinator(db, cohort.programmeId);
      const answer = await uploadImport(ctx, cohort.id, {
        role: "mentor",
        fileName: "m.xlsx",
        encoding: null,
        bytes: new TextEncoder().encode("PK\u0003\u0004"),
      });
      expect(answer).toMatchObject({
        ok: false,
        problems: [{ row: null, key: "csv.badWorkbook" }],
      });
      expect(await db.select().from(imports)).toEqual([]);
    }));
});
