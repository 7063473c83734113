import type { Printed } from '../../../src/guide/model.ts';
import type { Ledger } from '../text/ledger.ts';
import { fits } from '../text/match-text.ts';
import { collapsed, isElision, printedLines } from '../text/normalise.ts';
import { cellPatternOf, type Pattern, patternOf } from '../text/pattern.ts';
import { isSetDuration } from '../text/values/set-duration.ts';
import { mayIdentify } from '../text/values/value.ts';
import { columnPattern } from './column.ts';
import { cellsOf, type Head, sameColumns, type Table, tablesIn } from './read-table.ts';

/** Lines with their tables: the shape of an output, and of what a page prints. */
export interface Sheet {
  /** Blanks as written. */
  readonly raw: readonly string[];
  /** Runs of blanks as one. */
  readonly lines: readonly string[];
  readonly tables: readonly Table[];
  /** For each line that is a row: its table. */
  readonly rowOf: readonly (Table | undefined)[];
}

/** What a page prints, ready to be compared line by line. */
export interface Page extends Sheet {
  readonly elided: readonly boolean[];
  /** 1-based line in the guide file of a line's index. */
  readonly pageLine: (index: number) => number;
  readonly pattern: (index: number) => Pattern;
  /** A row's cells as patterns, by the page's own columns; empty for other lines. */
  readonly ownCells: (index: number) => readonly Pattern[];
  /**
   * The row's cells as patterns, and the output row's cells: undefined when either is no row of that table.
   */
  readonly cells: (
    index: number,
    actual: Sheet,
    row: number,
  ) => { heads: readonly Head[]; page: readonly Pattern[]; actual: readonly string[] } | undefined;
}

/** A table of the page beside one of the output, with the cells of the rows that were asked for. */
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
  const columns = new Map<Table, Map<Table, TablePair | undefined>>();

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
      const cached = columns.get(pageTable) ?? new Map<Table, TablePair | undefined>();
      columns.set(pageTable, cached);
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

/** A row's cells, each typed by its column or else by its form. */
export function rowPatterns(
  cells: readonly string[] | undefined,
  heads: readonly Head[],
  literals: ReadonlySet<string>,
): Pattern[] | undefined {
  return cells && cellPatterns(heads, literals)(cells);
}

/** The same for many rows: most cells of a column are equal. */
export function cellPatterns(
  heads: readonly Head[],
  literals: ReadonlySet<string>,
): (cells: readonly string[]) => Pattern[] {
  const names = heads.map(({ name }) => name);
  const known = heads.map(() => new Map<string, Pattern>());
  return (cells) =>
    cells.map((cell, index) => {
      const found = known[index]!.get(cell) ?? cellPattern(cell, names[index]!, names, literals);
      known[index]!.set(cell, found);
      return found;
    });
}

function cellPattern(
  cell: string,
  head: string,
  heads: readonly string[],
  literals: ReadonlySet<string>,
): Pattern {
  return (
    columnPattern(cell, head, heads, literals) ??
    cellPatternOf(cell, isPrescribed(head, cell) ? new Set([cell]) : literals)
  );
}

/** A version may have the form of an address, and a setting that of a measured duration. */
function isPrescribed(head: string, cell: string): boolean {
  return head.endsWith('VERSION') || isSetDuration(head, cell);
}

/**
 * Whether one line of the output is what one line of the page says; if so, the ledger holds what it bound.
 */
export function lineFits(page: Page, index: number, actual: Sheet, line: number, ledger: Ledger): boolean {
  const [expected, text] = [page.lines[index]!, actual.lines[line]!];
  if (
    expected === text &&
    page.raw[index] === actual.raw[line] &&
    !page.rowOf[index] &&
    !mayIdentify(expected) &&
    !expected.includes('{{')
  )
    return true;
  const cells = page.cells(index, actual, line);
  if (!cells) return fits(page.pattern(index), text, ledger, page.pageLine(index));
  if (cellsFit(cells.page, cells.actual, ledger, page.pageLine(index))) return true;
  // A sentence among the rows is no row, wherever the columns happen to cut it.
  return (
    isSentence(page.raw[index]!) &&
    isSentence(actual.raw[line]!) &&
    fits(page.pattern(index), text, ledger, page.pageLine(index))
  );
}

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

function isSentence(raw: string): boolean {
  return !raw.includes('  ') && !raw.includes('\t') && raw.includes(' ');
}
