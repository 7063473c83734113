/**
 * Share of words that two lines have in common, 0 to 1. It only chooses which printed line a real one
 * replaces; no verdict depends on it.
 */
export function likeness(a: string, b: string): number {
  const [wordsOfA, wordsOfB] = [wordsOf(a), wordsOf(b)];
  const larger = Math.max(wordsOfA.size, wordsOfB.size);
  if (larger === 0) return a.trim() === b.trim() ? 1 : 0;
  return [...wordsOfA].filter((word) => wordsOfB.has(word)).length / larger;
}

/** Alike enough to be one line before and after a change. */
export const alikeFrom = 1 / 3;

const charsCompared = 1_000;

function wordsOf(text: string): Set<string> {
  return new Set(text.slice(0, charsCompared).match(/[\p{L}\p{N}_]+/gu));
}
