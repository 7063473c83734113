import type { Bindings } from '../../src/guide/outcome.ts';
import { claimants, Ledger } from './ledger.ts';
import { isAmbiguous, waysToFit } from './match-text.ts';
import { lineFits, type Page, type Sheet } from './page.ts';
import { type Budget, type Item, search, stepsAtMost } from './search.ts';

/**
 * The verdict of the `docs` mode: all lines, in order, each what the page says; `...` lines stand for any
 * number. Returns the bindings after the output, or undefined when it is not the same thing.
 */
export function docsBindings(page: Page, actual: Sheet, before: Bindings): Bindings | undefined {
  const elides = page.elided.includes(true);
  const ledger = new Ledger(before, elides ? keysAskedFor(page) : undefined);
  const budget: Budget = { steps: stepsAtMost };
  const match = search(lineItems(page, actual, budget), actual.lines.length, ledger, budget).next();
  return match.done ? undefined : ledger.bindings();
}

/** The page's lines as items of a search over the output's lines, one item a line. */
export function lineItems(page: Page, actual: Sheet, budget: Budget): Item[] {
  return page.lines.map((_, index): Item => {
    if (page.elided[index]) return { gap: true };
    return {
      gap: false,
      width: 1,
      ends: (from, ledger) => {
        if (from >= actual.lines.length) return [];
        if (mayBeAmbiguous(page.lines[index]!) && !page.rowOf[index] && isAmbiguous(page.pattern(index)))
          return ambiguousEnds(page, index, actual, from, ledger, budget);
        return lineFits(page, index, actual, from, ledger) ? [from + 1] : [];
      },
    };
  });
}

function mayBeAmbiguous(line: string): boolean {
  return line.includes('...') || line.includes('{{');
}

function* ambiguousEnds(
  page: Page,
  index: number,
  actual: Sheet,
  from: number,
  ledger: Ledger,
  budget: Budget,
): Generator<number, void, void> {
  for (const _ of waysToFit(page.pattern(index), actual.lines[from]!, ledger, page.pageLine(index), budget))
    yield from + 1;
}

/** How often the page prints each sample with an identity: one that is printed once decides nothing later. */
function keysAskedFor(page: Page): Map<string, number> {
  const asked = new Map<string, number>();
  for (const [index] of page.lines.entries()) {
    for (const piece of [
      ...page.pattern(index).pieces,
      ...page.ownCells(index).flatMap(({ pieces }) => pieces),
    ]) {
      const identity = piece.kind === 'value' ? piece.value.identity : undefined;
      if (identity)
        for (const key of [identity.key, claimants(identity.key)]) asked.set(key, (asked.get(key) ?? 0) + 1);
    }
  }
  return asked;
}
