/** C0 and C1 controls (but tab and line ends), bidirectional overrides and isolates, zero-width and other invisible characters. */
const UNWANTED =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;

/**
 * What a person typed, as it is stored: NFC, line ends as "\n", without characters that hide or reorder text.
 * Zero-width joiners stay: Persian, Indic scripts and emoji need them.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(UNWANTED, "");
}
