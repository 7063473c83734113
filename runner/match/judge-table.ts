import type { Reason, TableComparisonRow } from '../../src/guide/outcome.ts';
import { assign } from './assign.ts';
import { Ledger } from './ledger.ts';
import { fits } from './match-text.ts';
import { isElision, linesOf, printedLines } from './normalise.ts';
import { cellPatterns, cellsFit } from './page.ts';
import { type Pattern, shapeOf } from './pattern.ts';
import { headsBeside, keyColumns } from './row-pair.ts';
import { shownColumns } from './shown-columns.ts';
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
  /** The cells, in the order of the columns of their own table. */
  readonly found: readonly string[];
}

/**
 * The `table` mode: one table, cells as in `docs`, but rows and columns in any order. A line `...` allows
 * further rows; a column too many or too few differs. The output may hold nothing but that table.
 */
export function judgeTable(question: Question): Answer {
  const { printed } = question;
  const found = assignRows(question);
  if (typeof found === 'string') return { reasons: [notParsed(printed.line, found)] };
  const { names, actualNames, pageHead, pageRows, rows, patterns, assigned, elision, beside, ledger } = found;
  const columnReasons = columnDifferences(pageHead, names, actualNames);
  const compared = compareRows({
    names,
    actualNames,
    pageRows,
    rows,
    patterns,
    assigned,
    open: elision !== undefined,
    ledger,
  });
  const further =
    elision === undefined
      ? beside.map(
          ({ line, text }): Reason => ({
            code: 'extra-line',
            actualLine: line,
            actual: text,
            pageLine: printed.line,
          }),
        )
      : [];
  const reasons = [...columnReasons, ...compared.reasons, ...further];
  if (reasons.length === 0) return { reasons, bindings: ledger.bindings() };
  return {
    reasons: reasons.slice(0, reasonsAtMost),
    comparison: { kind: 'table', columns: shownColumns(names, actualNames), rows: compared.rows },
  };
}

interface AssignedRows {
  /** Column heads, in the order of the page and of the output. */
  readonly names: readonly string[];
  readonly actualNames: readonly string[];
  /** 1-based line of the page's heads, and of its first line `...`. */
  readonly pageHead: number;
  readonly elision: number | undefined;
  readonly pageRows: readonly Row[];
  readonly rows: readonly Row[];
  /** Of each page row, cell by cell. */
  readonly patterns: readonly (readonly Pattern[])[];
  /** The output's row that each page row is. */
  readonly assigned: readonly (number | undefined)[];
  /** Lines of the output that are no part of its table. */
  readonly beside: readonly { readonly line: number; readonly text: string }[];
  readonly ledger: Ledger;
}

/** Which row of the output each row of the page is; or the side that has no table. */
export function assignRows({
  printed,
  actual,
  bindings,
  literals,
}: Question): AssignedRows | 'page' | 'output' {
  const [pageLines, output] = [printedLines(printed.lines), linesOf(actual)];
  const [pageTable, actualTable] = [tablesIn(pageLines, isElision)[0], tablesIn(output, () => false)[0]];
  if (!pageTable) return 'page';
  if (!actualTable) return 'output';

  const heads = headsBeside(pageTable, actualTable);
  const [names, actualNames] = [columnNames(heads.page), columnNames(heads.actual)];
  const order = names.map((name) => actualNames.indexOf(name));
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
  const patternsOf = cellPatterns(heads.page, literals);
  const patterns = pageRows.map(({ cells }) => patternsOf(cells));

  const ledger = new Ledger(bindings);
  const assigned = assign(
    {
      pageTexts: pageRows.map(({ cells }) => cells.join('  ')),
      actualTexts: rows.map(({ cells }) => cells.join('  ')),
      pageShapes: patterns.map(rowShape),
      actualShapes: rows.map(({ cells }) => rowShape(patternsOf(cells))),
      fits: (page, row, book) => cellsFit(patterns[page]!, rows[row]!.cells, book, pageRows[page]!.line),
    },
    Ledger.free(),
    ledger,
  );
  const elision = pageLines.findIndex(isElision);
  const beside = output.flatMap((text, index) =>
    text === '' || (index >= actualTable.head && index < actualTable.end) ? [] : [{ line: index + 1, text }],
  );
  return {
    names,
    actualNames,
    pageHead: printed.line + pageTable.head,
    elision: elision < 0 ? undefined : printed.line + elision,
    pageRows,
    rows,
    patterns,
    assigned,
    beside,
    ledger,
  };
}

/** The heads' names; a second column of one name is another column. */
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

function notParsed(pageLine: number, side: 'page' | 'output'): Reason {
  return {
    code: 'not-parsed',
    pageLine,
    side,
    format: 'table',
    detail: 'it has no line of capital heads with a row under it',
  };
}

function columnDifferences(pageLine: number, page: readonly string[], actual: readonly string[]): Reason[] {
  const [expected, text] = [page.join('   '), actual.join('   ')];
  return [
    ...page
      .filter((name) => !actual.includes(name))
      .map((column): Reason => ({ code: 'missing-column', pageLine, column, expected, actual: text })),
    ...actual
      .filter((name) => !page.includes(name))
      .map((column): Reason => ({ code: 'extra-column', pageLine, column, expected, actual: text })),
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
    rows.push({
      line: first + line,
      text: lines[line]!,
      cells,
      found,
      key: cells.filter((_, column) => keys.includes(names[column]!)).join(' '),
    });
  }
  return rows;
}

type RowView = (
  page: Row | undefined,
  actual: Row | undefined,
  mark: (column: number) => TableComparisonRow['marks'][number],
) => TableComparisonRow;

/**
 * Puts rows of the page and of the output into the same columns. `mark` takes the index of a column of the
 * page.
 */
function rowView(names: readonly string[], actualNames: readonly string[]): RowView {
  const columns = shownColumns(names, actualNames);
  return (page, actual, mark) => ({
    ...(page && { page: columns.map((name) => page.found[names.indexOf(name)] ?? '') }),
    ...(actual && { actual: columns.map((name) => actual.found[actualNames.indexOf(name)] ?? '') }),
    marks: columns.map((name) => (names.includes(name) ? mark(names.indexOf(name)) : 'different')),
  });
}

function compareRows({
  names,
  actualNames,
  pageRows,
  rows,
  patterns,
  assigned,
  open,
  ledger,
}: Pick<AssignedRows, 'names' | 'actualNames' | 'pageRows' | 'rows' | 'patterns' | 'assigned' | 'ledger'> & {
  readonly open: boolean;
}): {
  reasons: Reason[];
  rows: TableComparisonRow[];
} {
  const view = rowView(names, actualNames);
  const reasons: Reason[] = [];
  const shown: TableComparisonRow[] = [];
  const used = new Set(assigned);
  const keys = keyColumns(names);
  for (const [index, page] of pageRows.entries()) {
    const fit = assigned[index];
    if (fit !== undefined) {
      shown.push(
        view(page, rows[fit], (column) =>
          page.cells[column] === rows[fit]!.cells[column] ? 'same' : 'typed',
        ),
      );
      continue;
    }
    const near = rows.findIndex(
      (row, at) =>
        !used.has(at) &&
        names.every(
          (name, column) =>
            !keys.includes(name) || fits(patterns[index]![column]!, row.cells[column]!, Ledger.free(), 0),
        ),
    );
    const row = rows[near];
    if (!row) {
      reasons.push({ code: 'missing-row', pageLine: page.line, row: page.key, expected: page.text });
      shown.push(view(page, undefined, () => 'different'));
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
    if (!marks.includes('different'))
      reasons.push({ code: 'missing-row', pageLine: page.line, row: page.key, expected: page.text });
    shown.push(view(page, row, (column) => marks[column]!));
  }
  for (const [at, row] of rows.entries()) {
    if (open || used.has(at)) continue;
    reasons.push({ code: 'extra-row', actualLine: row.line, row: row.key, actual: row.text });
    shown.push(view(undefined, row, () => 'different'));
  }
  return { reasons, rows: shown };
}
