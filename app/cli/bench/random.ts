/** Whole numbers from 0 up to `below`, the same for the same seed (a linear congruential generator, Numerical Recipes). */
export type Random = (below: number) => number;

/** @param seed whole */
export function randomFrom(seed: number): Random {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

/** One of a list, the first half as likely again at every halving of the list (skewed like Zipf's law, roughly). */
export function skewed<T>(list: readonly T[], random: Random): T {
  const reach = list.length ** ((random(1_000_000) + 1) / 1_000_000);
  // 1 ≤ reach ≤ length, so the position exists
  return list[Math.min(list.length - 1, Math.floor(reach) - 1)]!;
}

/** So many different ones, skewed; fewer where the draws repeat. */
export function several<T>(
  list: readonly T[],
  count: number,
  random: Random,
): T[] {
  return [
    ...new Set(Array.from({ length: count }, () => skewed(list, random))),
  ];
}
