/** Letters that may be wrong in a word. */
const MAX_WRONG = 2;

/**
 * Finds the word that somebody meant who wrote another: one that begins with
 * it, or that differs in few of its letters.
 *
 * @returns `undefined` if none is near.
 */
export function nearest(
  word: string,
  words: readonly string[],
): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.min(MAX_WRONG + 1, word.length);
  for (const candidate of words) {
    const distance = word !== "" && candidate.startsWith(word)
      ? 0
      : editDistance(word, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * Letters to add, drop or change, and neighbours to swap, to make one word of
 * the other. (Damerau and Levenshtein, optimal string alignment)
 */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] &&
        from[i - 2] === to[j - 1];
      const swap = isSwap ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change, swap),
      );
    }
    before = row;
    row = next;
  }
  return row.at(-1) ?? 0;
}
