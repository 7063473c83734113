import { Ledger } from '../match/ledger.ts';
import { fits } from '../match/match-text.ts';
import { isElision, linesOf, printedLines } from '../match/normalise.ts';
import { sheetOf } from '../match/page.ts';
import { cellPatternOf } from '../match/pattern.ts';
import { headsBeside, keyColumns } from '../match/row-pair.ts';
import { cellsOf, tablesIn } from '../match/table.ts';
import { type Context, elision } from './context.ts';
import type { Candidates, OutputTask } from './output-task.ts';
import { realLine } from './real-text.ts';
import { type Column, layOut, type Row } from './table-layout.ts';
import { changedRow, newRow, rowFits, type TablePair } from './table-rows.ts';

/** `table`: cells, rows and columns that differ, in the page's own order; new rows come last. */
export function* tableCandidates({ printed, actual, bindings, literals, fill }: OutputTask): Candidates {
  const page = printedLines(printed.lines);
  const output = linesOf(actual);
  const [table, actualTable] = [tablesIn(page, isElision)[0], tablesIn(output, () => false)[0]];
  if (!table || !actualTable) return 'The output is no table. Use another match, or fix the command.';
  const isOpen = page.some(isElision);
  const beside = output.findIndex(
    (line, index) => line !== '' && (index < actualTable.head || index >= actualTable.end),
  );
  if (beside >= 0 && !isOpen)
    return (
      `The output has a line beside the table: ${JSON.stringify(output[beside])}. Use match=docs, which ` +
      'prints all of it.'
    );
  const context: Context = { ledger: new Ledger(bindings), literals, fill };
  const heads = headsBeside(table, actualTable);
  const pair: TablePair = { ...heads, columns: columnsInPageOrder(heads) };
  const left = new Set(
    Array.from(
      { length: actualTable.end - actualTable.head - 1 },
      (_, index) => actualTable.head + 1 + index,
    ),
  );

  const places = new Map<number, number>();
  const rows = page.flatMap((line, index) =>
    index > table.head && index < table.end && !isElision(line) ? [index] : [],
  );
  const place = (test: (row: number, line: number) => boolean) => {
    for (const row of rows) {
      const found = places.has(row) ? undefined : [...left].find((line) => test(row, line));
      if (found === undefined) continue;
      left.delete(found);
      places.set(row, found);
    }
  };
  place(
    (row, line) =>
      hasKeyOf(page[row]!, output[line]!, pair, literals) &&
      rowFits(page[row]!, output[line]!, pair, context),
  );
  place((row, line) => rowFits(page[row]!, output[line]!, pair, context));
  place((row, line) => hasKeyOf(page[row]!, output[line]!, pair, literals));

  const lines: { text: string; row?: Row }[] = [];
  for (const [index, text] of page.entries()) {
    const found = places.get(index);
    const row = found === undefined ? undefined : changedRow(text, output[found]!, pair, context);
    if (row) lines.push({ text, row });
    else if (!rows.includes(index)) lines.push({ text });
    else if (fill === 'elision') lines.push({ text: elision });
  }
  if (!isOpen && left.size > 0) {
    const last = lines.findLastIndex(({ row, text }) => row !== undefined || text === page[table.head]);
    const added = [...left].flatMap((line) => {
      const row = newRow(output[line]!, pair, context);
      return row ? [{ text: output[line]!, row }] : [];
    });
    lines.splice(last + 1, 0, ...(fill === 'elision' ? [{ text: elision }] : added));
  }
  const laid = layOut(
    page[table.head]!,
    pair.page,
    pair.columns,
    lines.flatMap(({ row }) => (row ? [row] : [])),
  );
  let next = 0;
  yield lines.map(({ text, row }) =>
    row ? laid.rows[next++]! : text === page[table.head] ? laid.head : text,
  );
  if (fill === 'real') {
    const sheet = sheetOf(output);
    yield sheet.raw
      .map((_, index) => realLine(sheet, index, { ...context, ledger: new Ledger(bindings) }))
      .slice(actualTable.head, actualTable.end);
  }
  return undefined;
}

/**
 * The page's columns without those that are gone; each new one behind the column that it follows in the
 * output.
 */
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
    const [column, there] = [
      pair.page.findIndex((head) => head.name === name),
      pair.actual.findIndex((head) => head.name === name),
    ];
    return there >= 0 && fits(cellPatternOf(cells[column]!, literals), actualCells[there]!, Ledger.free(), 0);
  });
}
