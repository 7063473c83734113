import type { Bindings, Comparison, TableComparisonRow } from '../../../src/guide/outcome.ts';
import type { Page, Sheet } from '../table/page.ts';
import { cellsOf, type Head } from '../table/read-table.ts';
import { headsBeside, rowPair } from '../table/row-pair.ts';
import { shownColumns } from '../table/shown-columns.ts';
import { Ledger } from '../text/ledger.ts';
import { fits } from '../text/match-text.ts';
import type { Alignment } from './align.ts';

/** The comparison cell by cell, when the page prints one table and nothing else and the output has it too. */
export function compareAsTable(
  page: Page,
  actual: Sheet,
  alignment: readonly Alignment[],
  before: Bindings,
  literals: ReadonlySet<string>,
): Comparison | undefined {
  const [pageTable] = page.tables;
  if (
    !pageTable ||
    page.tables.length > 1 ||
    page.lines.some((_, index) => index !== pageTable.head && !page.rowOf[index] && !page.elided[index])
  )
    return undefined;
  const headPair = alignment.find(
    (pair) => 'page' in pair && pair.page === pageTable.head && 'actual' in pair,
  );
  const actualTable =
    headPair && 'actual' in headPair ? actual.tables.find(({ head }) => head === headPair.actual) : undefined;
  if (
    !actualTable ||
    alignment.some((pair) => pair.op === 'extra' && actual.rowOf[pair.actual] !== actualTable)
  )
    return undefined;

  const heads = headsBeside(pageTable, actualTable);
  const names = { page: heads.page.map(({ name }) => name), actual: heads.actual.map(({ name }) => name) };
  const columns = shownColumns(names.page, names.actual);
  // If only the order of the columns differs, no cell differs, so we show whole lines.
  if (
    columns.length === names.page.length &&
    names.actual.length === names.page.length &&
    columns.some((name, at) => name !== names.page[at])
  )
    return undefined;
  const ledger = new Ledger(before);
  const rows: TableComparisonRow[] = [];
  for (const pair of alignment) {
    switch (pair.op) {
      case 'elided':
        break;
      case 'missing':
        if (page.rowOf[pair.page])
          rows.push({
            page: cellsUnder(columns, page, pair.page, heads.page),
            marks: columns.map(() => 'different'),
          });
        break;
      case 'extra':
        rows.push({
          actual: cellsUnder(columns, actual, pair.actual, heads.actual),
          marks: columns.map(() => 'different'),
        });
        break;
      case 'same':
      case 'changed': {
        if (pair.page === pageTable.head) break;
        if (actual.rowOf[pair.actual] !== actualTable) return undefined;
        const row = rowPair(page, pair.page, actual, pair.actual, literals);
        if (!row) return undefined;
        rows.push({
          page: cellsUnder(columns, page, pair.page, heads.page),
          actual: cellsUnder(columns, actual, pair.actual, heads.actual),
          marks: columns.map((name) => {
            const cell = row.columns.find((candidate) => candidate.name === name);
            if (!cell || !fits(cell.page, cell.actual, ledger, page.pageLine(pair.page))) return 'different';
            return cell.page.text === cell.actual ? 'same' : 'typed';
          }),
        });
      }
    }
  }
  return { kind: 'table', columns, rows };
}

function cellsUnder(
  columns: readonly string[],
  sheet: Sheet,
  line: number,
  heads: readonly Head[],
): string[] {
  const cells = cellsOf(sheet.raw[line]!, heads) ?? [];
  return columns.map((name) => cells[heads.findIndex((head) => head.name === name)] ?? '');
}
