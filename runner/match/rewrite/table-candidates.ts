import { cellsOf, type Table, tablesIn } from '../table/read-table.ts';
import { headsBeside, keyColumns } from '../table/row-pair.ts';
import { Ledger } from '../text/ledger.ts';
import { fits } from '../text/match-text.ts';
import { isElision, linesOf, printedLines } from '../text/normalise.ts';
import { cellPatternOf } from '../text/pattern.ts';
import { type Candidates, elision, type RewriteTask, type Rewriting } from './candidates.ts';
import { realOutput } from './real-text.ts';
import { type Column, layOut, type Row } from './table-layout.ts';
import { changedRow, newRow, rowFits, type TablePair } from './table-rows.ts';

/**
 * Candidates for `table`: the differing cells, rows and columns are replaced in the page's own order, and new
 * rows come last.
 */
export function* tableCandidates(task: RewriteTask): Candidates {
  const { printed, actual, bindings, literals, fill } = task;
  const page = printedLines(printed.lines);
  const output = linesOf(actual);
  const [table, actualTable] = [tablesIn(page, isElision)[0], tablesIn(output, () => false)[0]];
  if (!table || !actualTable) return 'The output is no table. Use another match, or fix the command.';
  const outside = output.find(
    (line, index) => line !== '' && (index < actualTable.head || index >= actualTable.end),
  );
  if (outside !== undefined && !page.some(isElision))
    return (
      `The output has a line outside the table: ${JSON.stringify(outside)}. Use match=docs, which prints ` +
      'all of it.'
    );
  const heads = headsBeside(table, actualTable);
  yield new TableRewrite({
    page,
    output,
    table,
    actualTable,
    pair: { ...heads, columns: columnsInPageOrder(heads) },
    rewriting: { ledger: new Ledger(bindings), literals, fill },
  }).lines();
  if (fill === 'real') yield realOutput(task).slice(actualTable.head, actualTable.end);
  return undefined;
}

interface Tables {
  readonly page: readonly string[];
  readonly output: readonly string[];
  readonly table: Table;
  readonly actualTable: Table;
  readonly pair: TablePair;
  readonly rewriting: Rewriting;
}

/** Rewrites the page's table for the output's table. */
class TableRewrite {
  readonly #tables: Tables;
  /** Indices of the page lines that are rows. */
  readonly #pageRows: readonly number[];
  /** Indices of the output rows that belong to no page row. */
  readonly #left: Set<number>;
  /** The output row of each page row. */
  readonly #places = new Map<number, number>();

  constructor(tables: Tables) {
    this.#tables = tables;
    const { page, table, actualTable } = tables;
    this.#pageRows = page.flatMap((line, index) =>
      index > table.head && index < table.end && !isElision(line) ? [index] : [],
    );
    const rowCount = actualTable.end - actualTable.head - 1;
    this.#left = new Set(Array.from({ length: rowCount }, (_, index) => actualTable.head + 1 + index));
  }

  lines(): string[] {
    this.#placeRows();
    const { page, table, pair } = this.#tables;
    const lines = this.#changedLines();
    const last = lines.findLastIndex(({ row, text }) => row !== undefined || text === page[table.head]);
    lines.splice(last + 1, 0, ...this.#newLines());
    const laidOut = layOut({
      headLine: page[table.head]!,
      heads: pair.page,
      columns: pair.columns,
      rows: lines.flatMap(({ row }) => (row ? [row] : [])),
    });
    let next = 0;
    return lines.map(({ text, row }) => {
      if (row) return laidOut.rows[next++]!;
      return text === page[table.head] ? laidOut.head : text;
    });
  }

  /**
   * Pairs rows that fit and have the same key first, then rows that fit, then rows with the same key.
   */
  #placeRows(): void {
    const { page, output, pair, rewriting } = this.#tables;
    const fitsRow = (row: number, line: number) => rowFits(page[row]!, output[line]!, pair, rewriting);
    const hasKey = (row: number, line: number) =>
      hasKeyOf(page[row]!, output[line]!, pair, rewriting.literals);
    this.#place((row, line) => hasKey(row, line) && fitsRow(row, line));
    this.#place(fitsRow);
    this.#place(hasKey);
  }

  #place(isSameRow: (row: number, line: number) => boolean): void {
    for (const row of this.#pageRows) {
      const found = this.#places.has(row) ? undefined : [...this.#left].find((line) => isSameRow(row, line));
      if (found === undefined) continue;
      this.#left.delete(found);
      this.#places.set(row, found);
    }
  }

  #changedLines(): { text: string; row?: Row }[] {
    const { page, output, pair, rewriting } = this.#tables;
    return page.flatMap((text, index) => {
      const found = this.#places.get(index);
      const row = found === undefined ? undefined : changedRow(text, output[found]!, pair, rewriting);
      if (row) return [{ text, row }];
      if (!this.#pageRows.includes(index)) return [{ text }];
      return rewriting.fill === 'elision' ? [{ text: elision }] : [];
    });
  }

  /** The output rows that belong to no page row, unless the page has a line `...` that allows them. */
  #newLines(): { text: string; row?: Row }[] {
    const { page, output, pair, rewriting } = this.#tables;
    if (page.some(isElision) || this.#left.size === 0) return [];
    if (rewriting.fill === 'elision') return [{ text: elision }];
    return [...this.#left].flatMap((line) => {
      const row = newRow(output[line]!, pair, rewriting);
      return row ? [{ text: output[line]!, row }] : [];
    });
  }
}

/** The page's columns that the output has too. Each new column follows the column before it in the output. */
function columnsInPageOrder({ page, actual }: Pick<TablePair, 'page' | 'actual'>): Column[] {
  const columns: Column[] = page.flatMap(({ name }, index) =>
    actual.some((head) => head.name === name) ? [{ name, page: index }] : [],
  );
  for (const [index, { name }] of actual.entries()) {
    if (columns.some((column) => column.name === name)) continue;
    const before = columns.findIndex((column) => column.name === actual[index - 1]?.name);
    columns.splice(before + 1, 0, { name });
  }
  return columns;
}

function hasKeyOf(raw: string, actual: string, pair: TablePair, literals: ReadonlySet<string>): boolean {
  const [cells, actualCells] = [cellsOf(raw, pair.page), cellsOf(actual, pair.actual)];
  if (!cells || !actualCells) return false;
  const keys = keyColumns(pair.page.map(({ name }) => name));
  return keys.every((name) => {
    const [column, actualColumn] = [
      pair.page.findIndex((head) => head.name === name),
      pair.actual.findIndex((head) => head.name === name),
    ];
    if (actualColumn < 0) return false;
    return fits(cellPatternOf(cells[column]!, literals), actualCells[actualColumn]!, Ledger.free(), 0);
  });
}
