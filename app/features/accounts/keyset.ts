/** Cuts one row too many off a list and says after which row the next page begins; null at the end. */
export function pageOf<Row>(
  rows: readonly Row[],
  size: number,
  key: (row: Row) => string,
): { rows: readonly Row[]; after: string | null } {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { rows: shown, after: rows.length > size && last ? key(last) : null };
}
