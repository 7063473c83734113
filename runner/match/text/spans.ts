import type { Ledger } from './ledger.ts';
import { type Item, search, stepsAtMost } from './search.ts';

/** The places from `from` up to and without `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The places that each item takes in a search over `length` places. The search must succeed. */
export function spansOf(items: readonly Item[], length: number, ledger: Ledger): readonly Span[] {
  const spans: (Span | undefined)[] = items.map(() => undefined);
  // On the path to the match, the search calls `ends` of each part last, so the last span noted for a part is
  // the right one.
  const watched = items.map((item, index): Item => {
    if (item.gap) return item;
    const note = (from: number, to: number) => {
      spans[index] = { from, to };
      return to;
    };
    return {
      ...item,
      ends: (from, ledgerOfSearch) => {
        const ends = item.ends(from, ledgerOfSearch);
        return Array.isArray(ends)
          ? ends.map((to: number) => note(from, to))
          : noted(ends, (to) => note(from, to));
      },
    };
  });
  search(watched, length, ledger, { steps: stepsAtMost }).next();
  return spans.map(
    (span, index) => span ?? { from: spans[index - 1]?.to ?? 0, to: spans[index + 1]?.from ?? length },
  );
}

function* noted(ends: Iterable<number>, note: (to: number) => number): Generator<number, void, void> {
  for (const to of ends) yield note(to);
}
