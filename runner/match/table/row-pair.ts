import { Ledger } from '../text/ledger.ts';
import { fits } from '../text/match-text.ts';
import type { Pattern } from '../text/pattern.ts';
import { type Page, rowPatterns, type Sheet } from './page.ts';
import { cellsOf, type Head, sameColumns, type Table } from './read-table.ts';

/** A row of the page beside a row of the output, column by column, whatever columns each of them has. */
export interface RowPair {
  readonly columns: readonly { readonly name: string; readonly page: Pattern; readonly actual: string }[];
  /** Text of the key columns, as the page has it. */
  readonly key: string;
  readonly sameKey: boolean;
}

const noLiterals: ReadonlySet<string> = new Set();

/** The heads of two tables, with the finer cuts of both when they are the same columns. */
export function headsBeside(page: Table, actual: Table): { page: readonly Head[]; actual: readonly Head[] } {
  const pair = sameColumns(page.heads, actual.heads);
  return pair ? { page: pair.a, actual: pair.b } : { page: page.heads, actual: actual.heads };
}

export function rowPair(
  page: Page,
  index: number,
  actual: Sheet,
  row: number,
  literals: ReadonlySet<string> = noLiterals,
): RowPair | undefined {
  const [pageTable, actualTable] = [page.rowOf[index], actual.rowOf[row]];
  if (!pageTable || !actualTable) return undefined;
  const { page: pageHeads, actual: actualHeads } = headsBeside(pageTable, actualTable);
  const patterns = rowPatterns(cellsOf(page.raw[index]!, pageHeads), pageHeads, literals);
  const cells = cellsOf(actual.raw[row]!, actualHeads);
  if (!patterns || !cells) return undefined;
  const columns = pageHeads.flatMap(({ name }, column) => {
    const there = actualHeads.findIndex((head) => head.name === name);
    return there < 0 ? [] : [{ name, page: patterns[column]!, actual: cells[there]! }];
  });
  const keys = keyColumns(columns.map(({ name }) => name));
  const keyed = columns.filter(({ name }) => keys.includes(name));
  return {
    columns,
    key: keyed.map((cell) => cell.page.text).join(' '),
    sameKey: keyed.length > 0 && keyed.every((cell) => fits(cell.page, cell.actual, Ledger.free(), 0)),
  };
}

/** The text that names a row. */
export function rowKey(sheet: Sheet, row: number): string {
  const table = sheet.rowOf[row];
  const cells = table && cellsOf(sheet.raw[row]!, table.heads);
  if (!cells) return sheet.lines[row]!.trim();
  const names = table.heads.map(({ name }) => name);
  const keys = keyColumns(names);
  return cells.filter((_, column) => keys.includes(names[column]!)).join(' ');
}

/** NAME, with its NAMESPACE where there is one; else the first column. */
export function keyColumns(names: readonly string[]): readonly string[] {
  if (names.includes('NAME')) return names.includes('NAMESPACE') ? ['NAMESPACE', 'NAME'] : ['NAME'];
  return names.slice(0, 1);
}
