/**
 * Brings text to the form in which it is compared: NFKC, case folded, trimmed. Never shown to anyone.
 *
 * Lower case alone leaves two letters that Unicode folds further, the sharp s and the final sigma.
 */
export function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ς", "σ")
    .trim();
}

/** Combining marks, tatweel and Arabic vowel signs, as `search_key` of the database leaves them out. */
const MARKS = /[\u0300-\u036F\u0640\u064B-\u0655\u0670]/gu;

/** What somebody searches, as `search_key` of the database writes names: without case, accents and vowel signs. */
export function searchKey(text: string): string {
  return text.normalize("NFKD").replace(MARKS, "").toLowerCase().trim();
}

/** The same as a pattern of SQL that finds it anywhere; the wildcards of SQL are letters like others. */
export function searchPattern(text: string): string {
  return `%${searchKey(text).replace(/[\\%_]/g, String.raw`\$&`)}%`;
}
