/** Number of single-character insertions, deletions and replacements between two texts (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(
        Math.min(replace, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1),
      );
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/**
 * The candidate that a misspelt word most likely stands for, or null if none is near enough
 * (more than a third of its letters, and at least two, would have to change). Ties: the first.
 * Cost: the product of the lengths for each candidate; words over 64 characters are not tried.
 */
export function nearest(
  word: string,
  candidates: readonly string[],
): string | null {
  if (word.length > 64) return null;
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate);
    const allowed = Math.max(2, Math.floor(candidate.length / 3));
    if (
      distance <= allowed &&
      distance < candidate.length &&
      distance < bestDistance
    ) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
