import { noLiterals } from '../text/holes.ts';
import { Ledger } from '../text/ledger.ts';
import { fits } from '../text/match-text.ts';
import type { Pattern } from '../text/pattern.ts';
import { type LinesBeside, rowPatterns, type Sheet } from './page.ts';
import { cellsOf, type Head, sameColumns, type Table } from './read-table.ts';

/** A row of the page beside a row of the output. */
export interface RowPair {
  /** The columns that both have. */
  readonly columns: readonly { readonly name: string; readonly page: Pattern; readonly actual: string }[];
  /** The text of the key columns on the page. */
  readonly key: string;
  readonly sameKey: boolean;
}

/**
 * The column heads of two tables. If the tables have the same columns, a head is cut where either table cuts
 * it.
 */
export function headsBeside(page: Table, actual: Table): { page: readonly Head[]; actual: readonly Head[] } {
  const pair = sameColumns(page.heads, actual.heads);
  return pair ? { page: pair.a, actual: pair.b } : { page: page.heads, actual: actual.heads };
}

/** Undefined when one of the lines is no row. */
export function rowPair(
  { page, index, output, line }: LinesBeside,
  literals: ReadonlySet<string> = noLiterals,
): RowPair | undefined {
  const [pageTable, actualTable] = [page.rowOf[index], output.rowOf[line]];
  if (!pageTable || !actualTable) return undefined;
  const { page: pageHeads, actual: actualHeads } = headsBeside(pageTable, actualTable);
  const patterns = rowPatterns(cellsOf(page.raw[index]!, pageHeads), pageHeads, literals);
  const cells = cellsOf(output.raw[line]!, actualHeads);
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

/** The text that names a row: its key cells, or the whole line if it is no row. */
export function rowKey(sheet: Sheet, row: number): string {
  const table = sheet.rowOf[row];
  const cells = table && cellsOf(sheet.raw[row]!, table.heads);
  if (!cells) return sheet.lines[row]!.trim();
  const names = table.heads.map(({ name }) => name);
  const keys = keyColumns(names);
  return cells.filter((_, column) => keys.includes(names[column]!)).join(' ');
}

/** The columns whose cells name a row: NAME, and NAMESPACE if there is one; else the first column. */
export function keyColumns(names: readonly string[]): readonly string[] {
  if (names.includes('NAME')) return names.includes('NAMESPACE') ? ['NAMESPACE', 'NAME'] : ['NAME'];
  return names.slice(0, 1);
}
