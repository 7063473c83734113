import type { Comparison, TableComparisonRow } from '../../../src/guide/outcome.ts';
import type { Page, Sheet } from '../table/page.ts';
import { cellsOf, type Head, type Table } from '../table/read-table.ts';
import { headsBeside, rowPair } from '../table/row-pair.ts';
import { shownColumns } from '../table/shown-columns.ts';
import { Ledger } from '../text/ledger.ts';
import { fits } from '../text/match-text.ts';
import type { Alignment } from './align.ts';
import type { Mismatch } from './mismatch.ts';

/** The comparison cell by cell. Undefined unless the page prints only one table and the output has it too. */
export function compareAsTable(mismatch: Mismatch, alignments: readonly Alignment[]): Comparison | undefined {
  const { page, output } = mismatch;
  const tables = onlyTables(page, output, alignments);
  if (!tables) return undefined;
  const heads = headsBeside(tables.page, tables.actual);
  const names = { page: heads.page.map(({ name }) => name), actual: heads.actual.map(({ name }) => name) };
  const columns = shownColumns(names.page, names.actual);
  // If only the order of the columns differs, no cell differs, so we show whole lines.
  const isReordered =
    columns.length === names.page.length &&
    names.actual.length === names.page.length &&
    columns.some((name, at) => name !== names.page[at]);
  if (isReordered) return undefined;

  const pageCells = (index: number) => cellsUnder(columns, page, index, heads.page);
  const actualCells = (line: number) => cellsUnder(columns, output, line, heads.actual);
  const allDiffer = columns.map(() => 'different' as const);
  const ledger = new Ledger(mismatch.before);
  const rows: TableComparisonRow[] = [];
  for (const each of alignments) {
    switch (each.op) {
      case 'elided':
        break;
      case 'missing':
        if (page.rowOf[each.page]) rows.push({ page: pageCells(each.page), marks: allDiffer });
        break;
      case 'extra':
        rows.push({ actual: actualCells(each.actual), marks: allDiffer });
        break;
      case 'same':
      case 'changed': {
        if (each.page === tables.page.head) break;
        if (output.rowOf[each.actual] !== tables.actual) return undefined;
        const marks = marksOf(columns, mismatch, each, ledger);
        if (!marks) return undefined;
        rows.push({ page: pageCells(each.page), actual: actualCells(each.actual), marks });
      }
    }
  }
  return { kind: 'table', columns, rows };
}

/**
 * The only table of the page and the table of the output beside it. Undefined when either has other lines
 * too.
 */
function onlyTables(
  page: Page,
  output: Sheet,
  alignments: readonly Alignment[],
): { readonly page: Table; readonly actual: Table } | undefined {
  const [table, ...others] = page.tables;
  const isInTable = (index: number) =>
    index === table!.head || page.rowOf[index] !== undefined || page.elided[index] === true;
  if (!table || others.length > 0 || !page.lines.every((_, index) => isInTable(index))) return undefined;
  const headLine = alignments.find((each) => 'page' in each && each.page === table.head && 'actual' in each);
  if (!headLine || !('actual' in headLine)) return undefined;
  const actual = output.tables.find(({ head }) => head === headLine.actual);
  const hasOtherLines = alignments.some(
    (each) => each.op === 'extra' && output.rowOf[each.actual] !== actual,
  );
  return actual && !hasOtherLines ? { page: table, actual } : undefined;
}

/** Returns one mark for each column. Undefined when a line is no row. */
function marksOf(
  columns: readonly string[],
  { page, output, literals }: Mismatch,
  { page: index, actual: line }: { readonly page: number; readonly actual: number },
  ledger: Ledger,
): TableComparisonRow['marks'] | undefined {
  const row = rowPair({ page, index, output, line }, literals);
  return (
    row &&
    columns.map((name) => {
      const cell = row.columns.find((candidate) => candidate.name === name);
      if (!cell || !fits(cell.page, cell.actual, ledger, page.pageLine(index))) return 'different';
      return cell.page.text === cell.actual ? 'same' : 'typed';
    })
  );
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
