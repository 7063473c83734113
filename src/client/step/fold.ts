import type { LineComparison } from '../../guide/outcome.ts';

/** Equal lines that are shown before and after a difference. */
const contextLines = 1;
/** Fewer equal lines than this are not folded: the fold would take as much room. */
const fewestFolded = 3;

export type Folded<T> = { readonly item: T } | { readonly folded: number };

/**
 * Folds long runs of items that are the same on the page and in the output, so that the differences are easy
 * to see.
 */
export function foldSame<T>(items: readonly T[], isSame: (item: T) => boolean): Folded<T>[] {
  const shown: Folded<T>[] = [];
  for (let at = 0; at < items.length; ) {
    let end = at;
    while (end < items.length && isSame(items[end] as T)) end += 1;
    const before = at === 0 ? 0 : contextLines;
    const after = end === items.length ? 0 : contextLines;
    if (end - at - before - after >= fewestFolded) {
      for (const item of items.slice(at, at + before)) shown.push({ item });
      shown.push({ folded: end - at - before - after });
      for (const item of items.slice(end - after, end)) shown.push({ item });
    } else for (const item of items.slice(at, end)) shown.push({ item });
    if (end < items.length) shown.push({ item: items[end] as T });
    at = end + 1;
  }
  return shown;
}

export function isSameLine({ op }: LineComparison): boolean {
  return op === 'same' || op === 'accepted';
}
