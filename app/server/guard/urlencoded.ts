/** More fields than any form of ours has. */
export const MOST_FIELDS = 1_000;

/** Whether bytes are a form: UTF-8 through and through, no NUL, not too many fields. */
export function isWholeUrlencoded(body: Buffer): boolean {
  const text = decodeUtf8(body);
  if (text === undefined || text.split("&").length > MOST_FIELDS) return false;
  try {
    return !decodeURIComponent(text.replaceAll("+", " ")).includes("\0");
  } catch {
    return false; // a stray % or encoded bytes that are not UTF-8
  }
}

/** @returns undefined when the bytes are not UTF-8 */
export function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
