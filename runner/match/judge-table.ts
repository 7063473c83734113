import type { Reason, TableComparisonRow } from '../../src/guide/outcome.ts';
import { assign } from './assign.ts';
import { Ledger } from './ledger.ts';
import { fits } from './match-text.ts';
import { isElision, linesOf, printedLines } from './normalise.ts';
import { cellsFit, rowPatterns } from './page.ts';
import { type Pattern, shapeOf } from './pattern.ts';
import { headsBeside, keyColumns } from './row-pair.ts';
import { cellsOf, type Head, type Table, tablesIn } from './table.ts';
import type { Answer, Question } from './verdict.ts';
import { whyNot } from './why.ts';

const reasonsAtMost = 50;

interface Row {
  readonly line: number;
  readonly text: string;
  readonly key: string;
  /** In the order of the page's columns. */
  readonly cells: readonly string[];
}

/**
 * The `table` mode: one table, cells as in `docs`, but rows and columns in any order. A line `...` allows further rows;
 * a column too many or too few differs. The output may hold nothing but that table.
 */
export function judgeTable({ printed, actual, bindings, literals }: Question): Answer {
  const [pageLines, output] = [printedLines(printed.lines), linesOf(actual)];
  const [pageTable, actualTable] = [tablesIn(pageLines, isElision)[0], tablesIn(output, () => false)[0]];
  if (!pageTable) return { reasons: [notParsed(printed.line, 'page')] };
  if (!actualTable) return { reasons: [notParsed(printed.line, 'output')] };

  const heads = headsBeside(pageTable, actualTable);
  const names = heads.page.map(({ name }) => name);
  const columnReasons = columnDifferences(
    printed.line + pageTable.head,
    names,
    heads.actual.map(({ name }) => name),
  );
  const order = names.map((name) => heads.actual.findIndex((head) => head.name === name));
  const pageRows = rowsOf(
    pageLines,
    pageTable,
    heads.page,
    names,
    names.map((_, index) => index),
    printed.line,
    isElision,
  );
  const rows = rowsOf(output, actualTable, heads.actual, names, order, 1, () => false);
  const patterns = pageRows.map(({ cells }) => rowPatterns(cells, heads.page, literals)!);

  const ledger = new Ledger(bindings);
  const assigned = assign(
    {
      pageTexts: pageRows.map(({ cells }) => cells.join('  ')),
      actualTexts: rows.map(({ cells }) => cells.join('  ')),
      pageShapes: patterns.map(rowShape),
      actualShapes: rows.map(({ cells }) => rowShape(rowPatterns(cells, heads.page, literals)!)),
      fits: (page, row, book) => cellsFit(patterns[page]!, rows[row]!.cells, book, pageRows[page]!.line),
    },
    Ledger.free(),
    ledger,
  );
  const open = pageLines.some(isElision);
  const beside = output.flatMap((text, index): Reason[] =>
    text === '' || (index >= actualTable.head && index < actualTable.end)
      ? []
      : [{ code: 'extra-line', actualLine: index + 1, actual: text, pageLine: printed.line }],
  );
  const compared = compareRows(names, pageRows, rows, patterns, assigned, open, ledger);
  const reasons = [...columnReasons, ...compared.reasons, ...(open ? [] : beside)];
  if (reasons.length === 0) return { reasons, bindings: ledger.bindings() };
  return { reasons: reasons.slice(0, reasonsAtMost), comparison: { kind: 'table', columns: names, rows: compared.rows } };
}

function rowShape(cells: readonly Pattern[]): string {
  return cells.map(shapeOf).join('\n');
}

function notParsed(pageLine: number, side: 'page' | 'output'): Reason {
  return { code: 'not-parsed', pageLine, side, format: 'table', detail: 'it has no line of capital heads with a row under it' };
}

function columnDifferences(pageLine: number, page: readonly string[], actual: readonly string[]): Reason[] {
  const [expected, text] = [page.join('   '), actual.join('   ')];
  return [
    ...page.filter((name) => !actual.includes(name)).map((column): Reason => ({ code: 'missing-column', pageLine, column, expected, actual: text })),
    ...actual.filter((name) => !page.includes(name)).map((column): Reason => ({ code: 'extra-column', pageLine, column, expected, actual: text })),
  ];
}

function rowsOf(
  lines: readonly string[],
  table: Table,
  heads: readonly Head[],
  names: readonly string[],
  order: readonly number[],
  first: number,
  skips: (line: string) => boolean,
): Row[] {
  const keys = keyColumns(names);
  const rows: Row[] = [];
  for (let line = table.head + 1; line < table.end; line += 1) {
    const found = skips(lines[line]!) ? undefined : cellsOf(lines[line]!, heads);
    if (!found) continue;
    const cells = order.map((column) => found[column] ?? '');
    rows.push({ line: first + line, text: lines[line]!, cells, key: cells.filter((_, column) => keys.includes(names[column]!)).join(' ') });
  }
  return rows;
}

function compareRows(
  names: readonly string[],
  pageRows: readonly Row[],
  rows: readonly Row[],
  patterns: readonly (readonly Pattern[])[],
  assigned: readonly (number | undefined)[],
  open: boolean,
  ledger: Ledger,
): { reasons: Reason[]; rows: TableComparisonRow[] } {
  const reasons: Reason[] = [];
  const shown: TableComparisonRow[] = [];
  const used = new Set(assigned);
  const keys = keyColumns(names);
  for (const [index, page] of pageRows.entries()) {
    const fit = assigned[index];
    if (fit !== undefined) {
      shown.push({
        page: page.cells,
        actual: rows[fit]!.cells,
        marks: page.cells.map((cell, column) => (cell === rows[fit]!.cells[column] ? 'same' : 'typed')),
      });
      continue;
    }
    const near = rows.findIndex(
      (row, at) =>
        !used.has(at) && names.every((name, column) => !keys.includes(name) || fits(patterns[index]![column]!, row.cells[column]!, Ledger.free(), 0)),
    );
    const row = rows[near];
    if (!row) {
      reasons.push({ code: 'missing-row', pageLine: page.line, row: page.key, expected: page.text });
      shown.push({ page: page.cells, marks: names.map(() => 'different') });
      continue;
    }
    used.add(near);
    const marks = names.map((name, column) => {
      const [pattern, text] = [patterns[index]![column]!, row.cells[column]!];
      if (fits(pattern, text, ledger, page.line)) return pattern.text === text ? 'same' : 'typed';
      reasons.push({
        code: 'cell',
        pageLine: page.line,
        actualLine: row.line,
        row: page.key,
        column: name,
        expected: pattern.text,
        actual: text,
        why: whyNot(pattern, text, ledger),
      });
      return 'different';
    });
    if (!marks.includes('different')) reasons.push({ code: 'missing-row', pageLine: page.line, row: page.key, expected: page.text });
    shown.push({ page: page.cells, actual: row.cells, marks });
  }
  for (const [at, row] of rows.entries()) {
    if (open || used.has(at)) continue;
    reasons.push({ code: 'extra-row', actualLine: row.line, row: row.key, actual: row.text });
    shown.push({ actual: row.cells, marks: names.map(() => 'different') });
  }
  return { reasons, rows: shown };
}
