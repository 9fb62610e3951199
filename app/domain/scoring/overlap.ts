/**
 * Prepares the question "do these two sets have anything in common" for every pair of a left and a right set.
 *
 * Sets become rows of bits over what occurs on the left, so that an answer costs one `and` per 32 distinct elements.
 */
export function compileOverlap(
  left: readonly (readonly string[])[],
  right: readonly (readonly string[])[],
): (left: number, right: number) => boolean {
  const bitOf = new Map(
    [...new Set(left.flat())].map((element, bit) => [element, bit]),
  );
  const words = Math.ceil(bitOf.size / 32);
  const leftBits = toBits(left, bitOf, words);
  const rightBits = toBits(right, bitOf, words);
  return (i, j) => {
    const a = i * words;
    const b = j * words;
    for (let word = 0; word < words; word++) {
      if ((leftBits[a + word] ?? 0) & (rightBits[b + word] ?? 0)) return true;
    }
    return false;
  };
}

function toBits(
  sets: readonly (readonly string[])[],
  bitOf: ReadonlyMap<string, number>,
  words: number,
): Int32Array {
  const bits = new Int32Array(sets.length * words);
  sets.forEach((elements, row) => {
    for (const element of elements) {
      const bit = bitOf.get(element);
      if (bit === undefined) continue;
      const word = row * words + (bit >> 5);
      bits[word] = (bits[word] ?? 0) | (1 << (bit & 31));
    }
  });
  return bits;
}
