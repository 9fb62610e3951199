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
