/**
 * Compares two strings by Unicode code points, unlike `<` (UTF-16 units) and `localeCompare` (the machine's locale).
 *
 * @returns negative, 0 or positive, as `Array.prototype.sort` wants it
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    if (x !== y) return aboveSurrogates(x) - aboveSurrogates(y);
  }
  return a.length - b.length;
}

/** Moves surrogates (code points above U+FFFF) behind U+E000–U+FFFF, which UTF-16 puts after them. */
function aboveSurrogates(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** Positions of the ids in code point order; equal ids keep the order of their rows. */
export function canonicalOrder(ids: readonly string[]): Int32Array {
  const order = Array.from(ids, (_, position) => position);
  // positions come from the same array, so the ids exist
  order.sort((a, b) => compareCodePoints(ids[a]!, ids[b]!) || a - b);
  return Int32Array.from(order);
}
