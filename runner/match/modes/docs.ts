import type { Bindings } from '../../../src/guide/outcome.ts';
import { type Account, accountOfSearch } from '../explain/account.ts';
import { allowanceByLine } from '../explain/allowance.ts';
import { explain } from '../explain/explain.ts';
import type { Answer, Question } from '../question.ts';
import { docsCandidates } from '../rewrite/docs-candidates.ts';
import { lineFits, type Page, pageOf, type Sheet, sheetOf } from '../table/page.ts';
import { sampleHoles } from '../text/holes.ts';
import { Ledger, typeOfKey } from '../text/ledger.ts';
import { isAmbiguous, waysToFit } from '../text/match-text.ts';
import { linesOf } from '../text/normalise.ts';
import { type Budget, type Item, search, stepsAtMost } from '../text/search.ts';
import type { Mode } from './mode.ts';
import { sampleNotation } from './notation.ts';

/**
 * The `docs` mode, the default: all lines, in order. Samples stand for values of their type, rows of a table
 * are compared cell by cell, and a line `...` stands for any number of lines.
 */
export const docs: Mode = {
  judge,
  holes: sampleHoles,
  allowance: allowanceByLine(accountOf),
  blessCandidates: docsCandidates,
  comparedLines: linesOf,
  notation: sampleNotation,
  printedIsOptional: true,
};

function judge({ printed, actual, bindings, literals }: Question): Answer {
  const page = pageOf(printed, literals);
  const output = sheetOf(linesOf(actual));
  const after = bindingsAfter(page, output, bindings);
  return after ? { reasons: [], bindings: after } : explain({ page, output, before: bindings, literals });
}

/** The bindings after a matching output; undefined when the output does not match. */
function bindingsAfter(page: Page, output: Sheet, before: Bindings): Bindings | undefined {
  const ledger = new Ledger(before, page.elided.includes(true) ? timesPrinted(page) : undefined);
  const budget: Budget = { steps: stepsAtMost };
  const match = search(lineItems(page, output, budget), output.lines.length, ledger, budget).next();
  return match.done ? undefined : ledger.bindings();
}

/** The printed lines as items of a search over the output's lines. */
function lineItems(page: Page, output: Sheet, budget: Budget): Item[] {
  return page.lines.map((_, index): Item => {
    if (page.elided[index]) return { gap: true };
    return {
      gap: false,
      width: 1,
      ends: (from, ledger) => {
        if (from >= output.lines.length) return [];
        if (mayBeAmbiguous(page.lines[index]!) && !page.rowOf[index] && isAmbiguous(page.pattern(index)))
          return ambiguousEnds(
            waysToFit(page.pattern(index), output.lines[from]!, {
              ledger,
              pageLine: page.pageLine(index),
              budget,
            }),
            from + 1,
          );
        return lineFits({ page, index, output, line: from }, ledger) ? [from + 1] : [];
      },
    };
  });
}

/** Tests quickly, before the pattern is built, whether a line may be ambiguous. */
function mayBeAmbiguous(line: string): boolean {
  return line.includes('...') || line.includes('{{');
}

function* ambiguousEnds(ways: Iterable<void>, end: number): Generator<number, void, void> {
  for (const _ of ways) yield end;
}

/** How often the page prints each sample with an identity, by its key and by the type of its key. */
function timesPrinted(page: Page): Map<string, number> {
  const times = new Map<string, number>();
  for (const [index] of page.lines.entries()) {
    for (const piece of [
      ...page.pattern(index).pieces,
      ...page.ownCells(index).flatMap(({ pieces }) => pieces),
    ]) {
      const identity = piece.kind === 'value' ? piece.value.identity : undefined;
      if (identity)
        for (const key of [identity.key, typeOfKey(identity.key)]) times.set(key, (times.get(key) ?? 0) + 1);
    }
  }
  return times;
}

function accountOf({ printed, actual, bindings, literals }: Question): Account {
  const [page, output] = [pageOf(printed, literals), sheetOf(linesOf(actual))];
  const ledger = new Ledger(bindings);
  const items = lineItems(page, output, { steps: stepsAtMost });
  return accountOfSearch(
    { items, length: output.lines.length, ledger },
    {
      part: (index, line) => {
        const pageLine = page.pageLine(index);
        const row = page.cells(index, output, line);
        if (!row) return { as: 'line', pageLine, text: output.lines[line]!, pattern: page.pattern(index) };
        const columns = row.heads.map(({ name }) => name);
        return { as: 'row', pageLine, columns, patterns: row.page, cells: row.actual };
      },
      gap: (index) => ({ as: 'elided', pageLine: page.pageLine(index) }),
    },
  );
}
