import type { Printed } from '../../../src/guide/model.ts';
import type { Ledger } from '../text/ledger.ts';
import { fits } from '../text/match-text.ts';
import { collapsed, isElision, printedLines } from '../text/normalise.ts';
import { cellPatternOf, type Pattern, patternOf } from '../text/pattern.ts';
import { isSetDuration } from '../text/values/set-duration.ts';
import { mayIdentify } from '../text/values/value.ts';
import { type Column, columnPattern } from './column.ts';
import { cellsOf, type Head, sameColumns, type Table, tablesIn } from './read-table.ts';

/** The lines of an output or of a page's printed output, with the tables in them. */
export interface Sheet {
  /** The lines with their blanks as written. */
  readonly raw: readonly string[];
  /** The lines, with each run of blanks replaced by one blank. */
  readonly lines: readonly string[];
  readonly tables: readonly Table[];
  /** The table of each line; undefined if the line is no row. */
  readonly rowOf: readonly (Table | undefined)[];
}

/** A printed output, ready to be compared line by line. */
export interface Page extends Sheet {
  /** Whether each line is `...`. */
  readonly elided: readonly boolean[];
  /** The 1-based line in the guide file of the line at an index. */
  readonly pageLine: (index: number) => number;
  readonly pattern: (index: number) => Pattern;
  /** The cells of a row as patterns, by the page's own columns. Empty for other lines. */
  readonly ownCells: (index: number) => readonly Pattern[];
  /** The cells of a page row as patterns, and the cells of an output row. Undefined when a line is no row. */
  readonly cells: (
    index: number,
    actual: Sheet,
    row: number,
  ) => { heads: readonly Head[]; page: readonly Pattern[]; actual: readonly string[] } | undefined;
}

/** A table of the page beside a table of the output, with a cache of the cells of their rows. */
interface TablePair {
  readonly heads: readonly Head[];
  readonly actualHeads: readonly Head[];
  readonly patterns: (cells: readonly string[]) => Pattern[];
  readonly page: (Pattern[] | undefined)[];
  readonly actual: (string[] | undefined)[];
}

function pairOf(page: Table, actual: Table, literals: ReadonlySet<string>): TablePair | undefined {
  const same = sameColumns(page.heads, actual.heads);
  return (
    same && {
      heads: same.a,
      actualHeads: same.b,
      patterns: cellPatterns(same.a, literals),
      page: [],
      actual: [],
    }
  );
}

export function sheetOf(raw: readonly string[], elides: (line: string) => boolean = () => false): Sheet {
  const tables = tablesIn(raw, elides);
  const rowOf: (Table | undefined)[] = Array(raw.length).fill(undefined);
  for (const table of tables)
    for (let row = table.head + 1; row < table.end; row += 1) if (!elides(raw[row]!)) rowOf[row] = table;
  return { raw, lines: raw.map(collapsed), tables, rowOf };
}

export function pageOf(printed: Printed, literals: ReadonlySet<string>): Page {
  const sheet = sheetOf(printedLines(printed.lines), isElision);
  const patterns: Pattern[] = [];
  const pairs = new Map<Table, Map<Table, TablePair | undefined>>();

  return {
    ...sheet,
    elided: sheet.raw.map(isElision),
    pageLine: (index) => printed.line + index,
    pattern: (index) => (patterns[index] ??= patternOf(sheet.lines[index]!, literals)),
    ownCells(index) {
      const heads = sheet.rowOf[index]?.heads;
      return (heads && rowPatterns(cellsOf(sheet.raw[index]!, heads), heads, literals)) ?? [];
    },
    cells(index, actual, row) {
      const [pageTable, actualTable] = [sheet.rowOf[index], actual.rowOf[row]];
      if (!pageTable || !actualTable) return undefined;
      const cached = pairs.get(pageTable) ?? new Map<Table, TablePair | undefined>();
      pairs.set(pageTable, cached);
      if (!cached.has(actualTable)) cached.set(actualTable, pairOf(pageTable, actualTable, literals));
      const pair = cached.get(actualTable);
      if (!pair) return undefined;
      if (!(index in pair.page)) {
        const own = cellsOf(sheet.raw[index]!, pair.heads);
        pair.page[index] = own && pair.patterns(own);
      }
      if (!(row in pair.actual)) pair.actual[row] = cellsOf(actual.raw[row]!, pair.actualHeads);
      const [page, cells] = [pair.page[index], pair.actual[row]];
      return page && cells ? { heads: pair.heads, page, actual: cells } : undefined;
    },
  };
}

/**
 * The cells of a row as patterns. The column, or else the form, of a cell says which type of sample it is.
 */
export function rowPatterns(
  cells: readonly string[] | undefined,
  heads: readonly Head[],
  literals: ReadonlySet<string>,
): Pattern[] | undefined {
  return cells && cellPatterns(heads, literals)(cells);
}

/** `rowPatterns` for many rows, with a cache: most cells of a column are equal. */
export function cellPatterns(
  heads: readonly Head[],
  literals: ReadonlySet<string>,
): (cells: readonly string[]) => Pattern[] {
  const names = heads.map(({ name }) => name);
  const columns = names.map((head): Column => ({ head, heads: names, literals }));
  const known = heads.map(() => new Map<string, Pattern>());
  return (cells) =>
    cells.map((cell, index) => {
      const found = known[index]!.get(cell) ?? cellPattern(cell, columns[index]!);
      known[index]!.set(cell, found);
      return found;
    });
}

function cellPattern(cell: string, column: Column): Pattern {
  return (
    columnPattern(cell, column) ??
    cellPatternOf(cell, isNoSample(column.head, cell) ? new Set([cell]) : column.literals)
  );
}

/**
 * Whether a cell is no sample, although it looks like one: a version like an address, a setting like a
 * duration.
 */
function isNoSample(head: string, cell: string): boolean {
  return head.endsWith('VERSION') || isSetDuration(head, cell);
}

/** A line of the page and a line of the output. */
export interface LinesBeside {
  readonly page: Page;
  readonly index: number;
  readonly output: Sheet;
  readonly line: number;
}

/** Whether the output's line fits the page's line. If so, the ledger holds what its samples stand for. */
export function lineFits({ page, index, output, line }: LinesBeside, ledger: Ledger): boolean {
  const [expected, text] = [page.lines[index]!, output.lines[line]!];
  const bindsNothing = !page.rowOf[index] && !mayIdentify(expected) && !expected.includes('{{');
  if (expected === text && page.raw[index] === output.raw[line] && bindsNothing) return true;
  const cells = page.cells(index, output, line);
  if (!cells) return fits(page.pattern(index), text, ledger, page.pageLine(index));
  if (cellsFit(cells.page, cells.actual, ledger, page.pageLine(index))) return true;
  // A sentence among the rows is compared as a sentence, wherever the columns of the table cut it.
  return (
    isSentence(page.raw[index]!) &&
    isSentence(output.raw[line]!) &&
    fits(page.pattern(index), text, ledger, page.pageLine(index))
  );
}

/** Whether each cell fits. If so, the ledger holds what the samples stand for; if not, it is as before. */
export function cellsFit(
  page: readonly Pattern[],
  actual: readonly string[],
  ledger: Ledger,
  pageLine: number,
): boolean {
  const mark = ledger.mark();
  if (page.every((pattern, column) => fits(pattern, actual[column]!, ledger, pageLine))) return true;
  ledger.undo(mark);
  return false;
}

/** A line with single blanks only. */
function isSentence(raw: string): boolean {
  return !raw.includes('  ') && !raw.includes('\t') && raw.includes(' ');
}
