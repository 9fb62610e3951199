/** A row with at least these cells. */
type Cells<N extends number, T extends string[] = []> = T["length"] extends N
  ? T
  : Cells<N, [...T, string]>;

/**
 * The cells of a table that is written as text, one row a line, cells parted by a bar.
 *
 * @throws {Error} if a row has more or fewer cells
 */
export function cellsOf<N extends number>(text: string, count: N): Cells<N>[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const cells = line.split("|").map((cell) => cell.trim());
      if (cells.length !== count)
        throw new Error(`not ${count} cells: ${line}`);
      return cells as Cells<N>; // counted above
    });
}
