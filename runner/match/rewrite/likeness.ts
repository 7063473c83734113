/**
 * The share of words that two lines have in common, from 0 to 1. It only chooses which printed line an output
 * line replaces. No verdict depends on it.
 */
export function likeness(a: string, b: string): number {
  const [wordsOfA, wordsOfB] = [wordsOf(a), wordsOf(b)];
  const larger = Math.max(wordsOfA.size, wordsOfB.size);
  if (larger === 0) return a.trim() === b.trim() ? 1 : 0;
  return [...wordsOfA].filter((word) => wordsOfB.has(word)).length / larger;
}

const charsCompared = 1_000;

function wordsOf(text: string): Set<string> {
  return new Set(text.slice(0, charsCompared).match(/[\p{L}\p{N}_]+/gu));
}

/** From this likeness on, two lines count as one line before and after a change. */
export const alikeFrom = 1 / 3;

/** The cost of replacing a line by one that has little in common with it. */
export const unlikeCost = 1.8;

/** The cost for `alignLists` of replacing a printed line by an output line. */
export function replaceCost(page: string, actual: string): number {
  const alike = likeness(page, actual);
  return alike >= alikeFrom ? 1.5 - alike : unlikeCost;
}

/** The index of the line most like a text among those that may be taken; undefined when none is alike. */
export function mostAlike(
  text: string,
  lines: readonly string[],
  mayTake: (line: number) => boolean,
): number | undefined {
  let best: { readonly line: number; readonly alike: number } | undefined;
  for (const [line, candidate] of lines.entries()) {
    const alike = mayTake(line) ? likeness(text, candidate) : 0;
    if (alike >= alikeFrom && alike > (best?.alike ?? 0)) best = { line, alike };
  }
  return best?.line;
}
