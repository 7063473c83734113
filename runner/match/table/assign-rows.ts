import type { Question } from '../question.ts';
import { assign } from '../text/assign.ts';
import { Ledger } from '../text/ledger.ts';
import { isElision, linesOf, printedLines } from '../text/normalise.ts';
import { type Pattern, shapeOf } from '../text/pattern.ts';
import { cellPatterns, cellsFit } from './page.ts';
import { cellsOf, type Head, type Table, tablesIn } from './read-table.ts';
import { headsBeside, keyColumns } from './row-pair.ts';

export interface Row {
  /** 1-based line in the guide file, or in the output. */
  readonly line: number;
  readonly text: string;
  /** The text of the key columns. */
  readonly key: string;
  /** The cells in the order of the page's columns. */
  readonly cells: readonly string[];
  /** The cells in the order of the columns of their own table. */
  readonly ownCells: readonly string[];
}

/** The table of a page beside the table of an output. */
export interface AssignedRows {
  /** Column names, in the order of the page and of the output. */
  readonly names: readonly string[];
  readonly actualNames: readonly string[];
  /** 1-based line in the guide file of the head line, and of the first line `...`. */
  readonly pageHead: number;
  readonly elisionLine: number | undefined;
  readonly pageRows: readonly Row[];
  readonly rows: readonly Row[];
  /** The cells of each page row as patterns. */
  readonly patterns: readonly (readonly Pattern[])[];
  /** The index of the output row of each page row; undefined when the page row has none. */
  readonly assigned: readonly (number | undefined)[];
  /** Lines of the output outside its table. */
  readonly outside: readonly { readonly line: number; readonly text: string }[];
  readonly ledger: Ledger;
}

/** Finds the output row of each page row. If the page or the output has no table, returns which one. */
export function assignRows(question: Question): AssignedRows | 'page' | 'output' {
  const { printed, actual, bindings, literals } = question;
  const [pageLines, output] = [printedLines(printed.lines), linesOf(actual)];
  const [pageTable, actualTable] = [tablesIn(pageLines, isElision)[0], tablesIn(output, () => false)[0]];
  if (!pageTable) return 'page';
  if (!actualTable) return 'output';

  const heads = headsBeside(pageTable, actualTable);
  const [names, actualNames] = [columnNames(heads.page), columnNames(heads.actual)];
  const pageRows = rowsOf({
    lines: pageLines,
    table: pageTable,
    heads: heads.page,
    names,
    order: names.map((_, index) => index),
    firstLine: printed.line,
    isNoRow: isElision,
  });
  const rows = rowsOf({
    lines: output,
    table: actualTable,
    heads: heads.actual,
    names,
    order: names.map((name) => actualNames.indexOf(name)),
    firstLine: 1,
    isNoRow: () => false,
  });
  const patternsOf = cellPatterns(heads.page, literals);
  const patterns = pageRows.map(({ cells }) => patternsOf(cells));

  const ledger = new Ledger(bindings);
  const assigned = assign(
    {
      pageTexts: pageRows.map(({ cells }) => cells.join('  ')),
      actualTexts: rows.map(({ cells }) => cells.join('  ')),
      pageShapes: patterns.map(rowShape),
      actualShapes: rows.map(({ cells }) => rowShape(patternsOf(cells))),
      fits: (page, row, current) =>
        cellsFit(patterns[page]!, rows[row]!.cells, current, pageRows[page]!.line),
    },
    ledger,
  );
  const elision = pageLines.findIndex(isElision);
  const outside = output.flatMap((text, index) =>
    text === '' || (index >= actualTable.head && index < actualTable.end) ? [] : [{ line: index + 1, text }],
  );
  return {
    names,
    actualNames,
    pageHead: printed.line + pageTable.head,
    elisionLine: elision < 0 ? undefined : printed.line + elision,
    pageRows,
    rows,
    patterns,
    assigned,
    outside,
    ledger,
  };
}

/** A second column of the same name is another column. */
function columnNames(heads: readonly Head[]): string[] {
  const seen = new Map<string, number>();
  return heads.map(({ name }) => {
    const ordinal = (seen.get(name) ?? 0) + 1;
    seen.set(name, ordinal);
    return ordinal === 1 ? name : `${name} (${ordinal})`;
  });
}

function rowShape(cells: readonly Pattern[]): string {
  return cells.map(shapeOf).join('\n');
}

function rowsOf({
  lines,
  table,
  heads,
  names,
  order,
  firstLine,
  isNoRow,
}: {
  readonly lines: readonly string[];
  readonly table: Table;
  readonly heads: readonly Head[];
  /** The page's column names. */
  readonly names: readonly string[];
  /** The index among `heads` of each of the page's columns; -1: this table does not have the column. */
  readonly order: readonly number[];
  /** The line number of the first of `lines`. */
  readonly firstLine: number;
  readonly isNoRow: (line: string) => boolean;
}): Row[] {
  const keys = keyColumns(names);
  const rows: Row[] = [];
  for (let index = table.head + 1; index < table.end; index += 1) {
    const text = lines[index]!;
    const ownCells = isNoRow(text) ? undefined : cellsOf(text, heads);
    if (!ownCells) continue;
    const cells = order.map((column) => ownCells[column] ?? '');
    const key = cells.filter((_, column) => keys.includes(names[column]!)).join(' ');
    rows.push({ line: firstLine + index, text, key, cells, ownCells });
  }
  return rows;
}
