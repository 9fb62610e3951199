import { decodeUtf8, MOST_FIELDS } from "./urlencoded.ts";

const LONGEST_HEADER = 4_096;
const MOST_FILES = 10;
// RFC 2046, section 5.1.1
const BOUNDARY =
  /;\s*boundary=(?:"([^"\r\n]{1,70})"|([\w'()+,\-./:=?]{1,70}))/i;

/**
 * Whether bytes are a complete multipart form (RFC 7578): every part begins with headers that name
 * a field, text is UTF-8 without NUL, and the closing delimiter is there.
 */
export function isWholeMultipart(contentType: string, body: Buffer): boolean {
  const [, quoted, bare] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (!boundary) return false;
  const parts = split(body, boundary);
  if (!parts || parts.length > MOST_FIELDS) return false;
  let files = 0;
  for (const part of parts) {
    const kind = judgePart(part);
    if (kind === "broken") return false;
    if (kind === "file") files += 1;
  }
  return files <= MOST_FILES;
}

/** @returns what stands between the delimiters, or undefined if they are not as they should be */
function split(body: Buffer, boundary: string): Buffer[] | undefined {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // the first one has no line before it
  const whole = Buffer.concat([Buffer.from("\r\n"), body]);
  const parts: Buffer[] = [];
  let at = whole.indexOf(delimiter);
  if (at !== 0) return undefined;
  for (;;) {
    const from = at + delimiter.length;
    const mark = whole.toString("latin1", from, from + 2);
    if (mark === "--") return parts;
    if (mark !== "\r\n") return undefined;
    at = whole.indexOf(delimiter, from);
    if (at < 0 || parts.length > MOST_FIELDS) return undefined;
    parts.push(whole.subarray(from + 2, at));
  }
}

function judgePart(part: Buffer): "text" | "file" | "broken" {
  const end = part.indexOf("\r\n\r\n");
  if (end < 0 || end > LONGEST_HEADER) return "broken";
  const header = decodeUtf8(part.subarray(0, end));
  if (header === undefined || header.includes("\0")) return "broken";
  const disposition = header
    .split("\r\n")
    .find((line) => /^content-disposition:/i.test(line));
  if (!disposition || !/^[^;]*form-data\s*;.*\bname="/i.test(disposition))
    return "broken";
  if (/;\s*filename\*?=/i.test(disposition)) return "file";
  const text = decodeUtf8(part.subarray(end + 4));
  return text === undefined || text.includes("\0") ? "broken" : "text";
}
