import { describe, expect, test } from "vitest";
import { decodeGuessing, decodeUtf8, IMPORT_LIMITS, parseCsv } from "~/lib/csv";

const parse = (text: string, limits = {}) =>
  parseCsv(text, { ...IMPORT_LIMITS, ...limits });
const keys = (text: string, limits = {}) =>
  parse(text, limits).problems.map(({ key }) => key);

describe("rows", () => {
  test.each([",", ";", "\t"])(
    "are split at %j when the header is",
    (delimiter) => {
      const text =
        ["id", "sectors"].join(delimiter) +
        "\n" +
        ["1", '"62; 63, 64\t65"'].join(delimiter);
      expect(parse(text).table).toEqual({
        header: ["id", "sectors"],
        rows: [["1", "62; 63, 64\t65"]],
        rowNumbers: [2],
      });
    },
  );

  test("end in LF or CRLF, blank ones are ignored and counted", () => {
    const { table, problems } = parse("\r\nid,a\r\n\r\n1,x\n , \n2,y\r\n\r\n");
    expect(problems).toEqual([]);
    expect(table).toEqual({
      header: ["id", "a"],
      rows: [
        ["1", "x"],
        ["2", "y"],
      ],
      rowNumbers: [4, 6],
    });
  });

  test("may hold separators, line ends and doubled quotation marks in quoted cells", () => {
    const { table } = parse('id,a\n1,"x, ""y""\nz"\n2,b');
    expect(table.rows).toEqual([
      ["1", 'x, "y"\nz'],
      ["2", "b"],
    ]);
    expect(table.rowNumbers).toEqual([2, 3]);
  });

  test("need as many cells as the header; trailing empty ones do no harm", () => {
    expect(parse("a,b\n1\n1,2,3\n1,2,,").problems).toEqual([
      {
        row: 2,
        column: null,
        key: "csv.tooFewCells",
        args: { cells: "1", columns: "2" },
      },
      {
        row: 3,
        column: null,
        key: "csv.tooManyCells",
        args: { cells: "3", columns: "2" },
      },
    ]);
    expect(parse("a,b\n1,2,,").table.rows).toEqual([["1", "2"]]);
  });

  test("have nothing under a header without a name", () => {
    expect(keys("a,\n1,")).toEqual([]);
    expect(keys("a,\n1,x")).toEqual(["csv.unnamedColumn"]);
  });
});

describe("quotation marks", () => {
  test("that are never closed are named with their row", () => {
    expect(parse('a,b\n1,2\n"1,2\n3,4').problems).toEqual([
      { row: 3, column: null, key: "csv.quoteOpen", args: {} },
    ]);
  });

  test("that are closed in the middle of a cell are refused", () => {
    expect(parse('a,b\n"1"x,2\n3,"4"').problems).toMatchObject([
      { row: 2, key: "csv.quoteStray" },
    ]);
  });

  test("in the middle of a plain cell are text", () => {
    expect(parse('a,b\n5" pipe,2').table.rows).toEqual([['5" pipe', "2"]]);
  });
});

describe("a header", () => {
  test("alone is a table without rows", () => {
    expect(parse("a,b")).toMatchObject({
      table: { header: ["a", "b"], rows: [] },
      problems: [],
    });
  });

  test.each(["", "\n\r\n  \n", ",,\n"])("is missing in %j", (text) => {
    expect(keys(text)).toEqual(["csv.noHeader"]);
  });
});

describe("limits", () => {
  test("of rows, columns, cells and bytes are told, not exceeded", () => {
    expect(keys("a\n1\n2", { rows: 2 })).toEqual([]);
    expect(keys("a\n1\n2\n3\n4", { rows: 2 })).toEqual(["csv.tooManyRows"]);
    expect(keys("a,b,c\n1,2,3", { columns: 2 })).toEqual([
      "csv.tooManyColumns",
    ]);
    expect(keys(`a\n${"x".repeat(11)}`, { cellCharacters: 10 })).toEqual([
      "csv.cellTooLong",
    ]);
    const decoded = decodeUtf8(new Uint8Array(11), {
      ...IMPORT_LIMITS,
      bytes: 10,
    });
    expect(decoded).toMatchObject({
      ok: false,
      problem: { key: "csv.tooLarge" },
    });
  });
});

describe("encodings", () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const guess = (bytes: Uint8Array) => decodeGuessing(bytes, IMPORT_LIMITS);
  const utf16 = (text: string, bigEndian: boolean, mark: boolean) => {
    const units = Array.from((mark ? "\u{FEFF}" : "") + text, (c) =>
      c.charCodeAt(0),
    );
    return Uint8Array.from(
      units.flatMap((u) => (bigEndian ? [u >> 8, u & 255] : [u & 255, u >> 8])),
    );
  };

  test("UTF-8 loses its byte order mark", () => {
    expect(decodeUtf8(utf8("\u{FEFF}id"), IMPORT_LIMITS)).toMatchObject({
      ok: true,
      text: "id",
    });
    expect(guess(utf8("\u{FEFF}é"))).toMatchObject({
      ok: true,
      text: "é",
      encoding: "utf-8",
    });
  });

  test("the strict reader takes nothing but UTF-8", () => {
    const strict = (bytes: Uint8Array) => decodeUtf8(bytes, IMPORT_LIMITS);
    expect(strict(Uint8Array.of(0x69, 0xe9))).toMatchObject({
      problem: { key: "csv.notUtf8" },
    });
    expect(strict(utf16("id,é", false, true))).toMatchObject({
      problem: { key: "csv.notUtf8" },
    });
    expect(strict(utf16("id", false, false))).toMatchObject({
      problem: { key: "csv.notText" },
    });
  });

  test.each([
    [false, true, "utf-16le"],
    [true, true, "utf-16be"],
    [false, false, "utf-16le"],
    [true, false, "utf-16be"],
  ])(
    "UTF-16 is recognised (big endian %s, mark %s)",
    (bigEndian, mark, encoding) => {
      expect(guess(utf16("id,اسم", bigEndian, mark))).toMatchObject({
        text: "id,اسم",
        encoding,
      });
    },
  );

  test("Windows-1256 is told from Windows-1252 by its words", () => {
    // "مصر" and "لبنان" in Windows-1256; "é" and "À" in Windows-1252
    const arabic = [0xe3, 0xd5, 0xd1, 0x2c, 0xe1, 0xc8, 0xe4, 0xc7, 0xe4];
    expect(guess(Uint8Array.from([...utf8("id,"), ...arabic]))).toMatchObject({
      text: "id,مصر,لبنان",
      encoding: "windows-1256",
    });
    expect(
      guess(Uint8Array.from([...utf8("id,"), 0xc0, 0x20, 0x6c, 0xe9])),
    ).toMatchObject({
      text: "id,À lé",
      encoding: "windows-1252",
    });
  });

  test("what is no text is refused", () => {
    expect(guess(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0x80))).toMatchObject(
      {
        problem: { key: "csv.notText" },
      },
    );
  });
});
