import type { MatchMode } from '../../src/guide/model.ts';
import { readContains } from './contains.ts';
import { lineItems } from './docs.ts';
import { assignRows } from './judge-table.ts';
import { Ledger } from './ledger.ts';
import { placeDemands } from './lines.ts';
import { linesOf } from './normalise.ts';
import { pageOf, sheetOf } from './page.ts';
import type { Pattern } from './pattern.ts';
import { readRegex } from './regex.ts';
import { type Item, search, stepsAtMost } from './search.ts';
import { assignLines } from './unordered.ts';
import type { Question } from './verdict.ts';

/** What one line of an output that matches was taken for. */
export type LineAccount =
  /** A printed line, as a whole. */
  | { readonly as: 'line'; readonly pageLine: number; readonly text: string; readonly pattern: Pattern }
  /** A row of a printed table, cell by cell. */
  | {
      readonly as: 'row';
      readonly pageLine: number;
      readonly columns: readonly string[];
      readonly patterns: readonly Pattern[];
      readonly cells: readonly string[];
    }
  /** A regular expression's line. */
  | { readonly as: 'pattern'; readonly pageLine: number }
  /** A line `...` of the page. */
  | { readonly as: 'elided'; readonly pageLine: number }
  /**
   * A line of which the mode says nothing: `contains` and `lines` name some lines, `unordered` counts no
   * blank ones.
   */
  | { readonly as: 'unsaid' };

/** The modes that read an output line by line. `json` and `yaml` read values. */
export type LineMode = Exclude<MatchMode, 'none' | 'json' | 'yaml'>;

/**
 * For each line of an output that matches, what the matcher took it for; and what the sample values stood
 * for.
 */
export interface Account {
  readonly lines: readonly LineAccount[];
  readonly ledger: Ledger;
}

/** The question's answer is known to be a match. */
export function accountOf(mode: LineMode, question: Question): Account {
  switch (mode) {
    case 'docs':
      return docsAccount(question);
    case 'contains':
      return containsAccount(question);
    case 'regex':
      return regexAccount(question);
    case 'lines':
      return linesAccount(question);
    case 'unordered':
      return unorderedAccount(question);
    case 'table':
      return tableAccount(question);
    case 'exact':
      return { lines: [], ledger: new Ledger(question.bindings) };
  }
}

function docsAccount({ printed, actual, bindings, literals }: Question): Account {
  const [page, output] = [pageOf(printed, literals), sheetOf(linesOf(actual))];
  const ledger = new Ledger(bindings);
  const items = lineItems(page, output, { steps: stepsAtMost });
  const lines = lineAccounts(spansOf(items, output.lines.length, ledger), items, {
    part: (index, line) => {
      const pageLine = page.pageLine(index);
      const row = page.cells(index, output, line);
      if (row)
        return {
          as: 'row',
          pageLine,
          columns: row.heads.map(({ name }) => name),
          patterns: row.page,
          cells: row.actual,
        };
      return { as: 'line', pageLine, text: output.lines[line]!, pattern: page.pattern(index) };
    },
    gap: (index) => ({ as: 'elided', pageLine: page.pageLine(index) }),
  });
  return { lines, ledger };
}

function containsAccount(question: Question): Account {
  const { wanted, output, items } = readContains(question);
  const ledger = new Ledger(question.bindings);
  const lines = lineAccounts(spansOf(items, output.length, ledger), items, {
    part: (index, line) => {
      const { pattern, pageLine } = wanted[(index - 1) / 2]!;
      return { as: 'line', pageLine, text: output[line]!, pattern };
    },
    gap: () => ({ as: 'unsaid' }),
  });
  return { lines, ledger };
}

function regexAccount(question: Question): Account {
  const { page, output, items } = readRegex(question);
  const ledger = new Ledger({});
  const lines = lineAccounts(spansOf(items, output.length, ledger), items, {
    part: (index) => ({ as: 'pattern', pageLine: page[index]!.pageLine }),
    gap: (index) => ({ as: 'elided', pageLine: page[index]!.pageLine }),
  });
  return { lines, ledger };
}

function linesAccount(question: Question): Account {
  const { wanted, output, places, ledger } = placeDemands(question);
  const lines = output.map((text, line): LineAccount => {
    const demand = wanted[places.indexOf(line)];
    return demand
      ? { as: 'line', pageLine: demand.pageLine, text, pattern: demand.pattern }
      : { as: 'unsaid' };
  });
  return { lines, ledger };
}

function unorderedAccount(question: Question): Account {
  const { wanted, output, assigned, elision, ledger } = assignLines(question);
  const lines: LineAccount[] = linesOf(question.actual).map(() => ({ as: 'unsaid' }));
  for (const [index, { text, line }] of output.entries()) {
    const one = wanted[assigned.indexOf(index)];
    if (one) lines[line - 1] = { as: 'line', pageLine: one.pageLine, text, pattern: one.pattern };
    else if (elision !== undefined) lines[line - 1] = { as: 'elided', pageLine: elision };
  }
  return { lines, ledger };
}

function tableAccount(question: Question): Account {
  const lines: LineAccount[] = linesOf(question.actual).map(() => ({ as: 'unsaid' }));
  const found = assignRows(question);
  if (typeof found === 'string') return { lines, ledger: new Ledger(question.bindings) };
  const { names, pageRows, rows, patterns, assigned, elision, beside, ledger } = found;
  for (const [index, { line, cells }] of rows.entries()) {
    const row = assigned.indexOf(index);
    if (row >= 0)
      lines[line - 1] = {
        as: 'row',
        pageLine: pageRows[row]!.line,
        columns: names,
        patterns: patterns[row]!,
        cells,
      };
  }
  if (elision === undefined) return { lines, ledger };
  for (const { line } of [...beside, ...rows.filter((_, index) => !assigned.includes(index))])
    lines[line - 1] = { as: 'elided', pageLine: elision };
  return { lines, ledger };
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What each item takes in a search that succeeds. */
export function spansOf(items: readonly Item[], length: number, ledger: Ledger): readonly Span[] {
  const spans: (Span | undefined)[] = items.map(() => undefined);
  // Where a part was asked last, and the end it gave last, are its own on the way that was found.
  const watched = items.map((item, index): Item => {
    if (item.gap) return item;
    const note = (from: number, to: number) => {
      spans[index] = { from, to };
      return to;
    };
    return {
      ...item,
      ends: (from, book) => {
        const ends = item.ends(from, book);
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

function lineAccounts(
  spans: readonly Span[],
  items: readonly Item[],
  tell: {
    readonly part: (item: number, line: number) => LineAccount;
    readonly gap: (item: number) => LineAccount;
  },
): LineAccount[] {
  return spans.flatMap(({ from, to }, index) =>
    Array.from({ length: to - from }, (_, at) =>
      items[index]!.gap ? tell.gap(index) : tell.part(index, from + at),
    ),
  );
}
