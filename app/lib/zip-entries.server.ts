import { inflateRawSync } from "node:zlib";

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record and the longest comment behind it. */
const END_REACH = 22 + 65_535;
const [STORED, DEFLATED] = [0, 8];
const ENCRYPTED = 1;

/** Says why an archive cannot be read. */
export class UnreadableZip extends Error {}

/**
 * Finds the files of a zip archive by its own directory; nothing is unpacked before it is asked for.
 *
 * @param mostBytes  of one file unpacked: an archive can promise more than any memory holds
 * @returns a function that unpacks a file as UTF-8 text, null if there is none of that name
 * @throws {UnreadableZip} if the bytes are no such archive, here or when a file is unpacked
 */
export function zipEntries(
  bytes: Uint8Array,
  mostBytes: number,
): (name: string) => string | null {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = inside(() => readDirectory(zip));
  return (name) => {
    const at = places.get(name);
    return at === undefined ? null : inside(() => unpack(zip, at, mostBytes));
  };
}

/** Offsets that lead out of the file, and streams that are broken. */
function inside<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UnreadableZip(error instanceof Error ? error.message : "");
  }
}

function readDirectory(zip: Buffer): Map<string, number> {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < zip.length - END_REACH || zip.readUInt32LE(end) !== END)
    throw new UnreadableZip("no end record");
  const places = new Map<string, number>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== CENTRAL) throw new UnreadableZip("directory");
    const lengths = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const [name = 0] = lengths;
    places.set(zip.toString("utf8", at + 46, at + 46 + name), at);
    at += 46 + lengths.reduce((sum, length) => sum + length, 0);
  }
  return places;
}

/** @param at  where the directory speaks of the file */
function unpack(zip: Buffer, at: number, mostBytes: number): string {
  const method = zip.readUInt16LE(at + 10);
  const size = zip.readUInt32LE(at + 20);
  const local = zip.readUInt32LE(at + 42);
  const isSealed = (zip.readUInt16LE(at + 8) & ENCRYPTED) !== 0;
  if (isSealed || zip.readUInt32LE(local) !== LOCAL)
    throw new UnreadableZip("entry");
  const from =
    local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(from, from + size);
  if (packed.length !== size) throw new UnreadableZip("cut off");
  if (method === STORED) return packed.toString("utf8");
  if (method !== DEFLATED) throw new UnreadableZip("method");
  return inflateRawSync(packed, { maxOutputLength: mostBytes }).toString(
    "utf8",
  );
}
