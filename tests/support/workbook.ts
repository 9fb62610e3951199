import { inflateRawSync } from "node:zlib";

export interface ReadSheet {
  readonly rows: (string | number | null)[][];
  readonly formulas: number;
  readonly rightToLeft: boolean;
}

/** Reads a workbook by the format's own rules, apart from the library that writes it: a zip of XML. */
export function readWorkbook(bytes: ArrayBuffer): ReadSheet[] {
  const files = unzip(Buffer.from(bytes));
  const shared = [
    ...(files.get("xl/sharedStrings.xml") ?? "").matchAll(
      /<si\b[^>]*>(.*?)<\/si>/gsu,
    ),
  ].map(([, inside = ""]) => textOf(inside));
  return [...files]
    .filter(([name]) => /^xl\/worksheets\/[^/]+\.xml$/u.test(name))
    .sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
    .map(([, xml]) => ({
      rows: [...xml.matchAll(/<row\b[^>]*?(?:\/>|>(.*?)<\/row>)/gsu)].map(
        ([, row = ""]) => cellsOf(row, shared),
      ),
      formulas: xml.split("<f>").length - 1,
      rightToLeft: /rightToLeft="(?:1|true)"/u.test(xml),
    }));
}

function cellsOf(row: string, shared: readonly string[]) {
  const cells: (string | number | null)[] = [];
  for (const [, attributes = "", inside = ""] of row.matchAll(
    /<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gsu,
  )) {
    const letters = /r="([A-Z]+)/u.exec(attributes)?.[1] ?? "A";
    const at = Array.from(letters).reduce(
      (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
      0,
    );
    while (cells.length < at - 1) cells.push(null);
    const type = /t="(\w+)"/u.exec(attributes)?.[1];
    const value = /<v>(.*?)<\/v>/su.exec(inside)?.[1];
    if (type === "inlineStr") cells.push(textOf(inside));
    else if (type === "s") cells.push(shared[Number(value)] ?? null);
    else cells.push(value === undefined ? null : Number(value));
  }
  return cells;
}

function textOf(xml: string): string {
  return [...xml.matchAll(/<t\b[^>]*>(.*?)<\/t>/gsu)]
    .map(([, text = ""]) => text)
    .join("")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}

/** The files of a zip, by its central directory. */
function unzip(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const [size, name, extra, comment] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ];
    const local = zip.readUInt32LE(at + 42);
    const start =
      local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + size);
    files.set(
      zip.toString("utf8", at + 46, at + 46 + name),
      (zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data).toString(
        "utf8",
      ),
    );
    at += 46 + name + extra + comment;
  }
  return files;
}
