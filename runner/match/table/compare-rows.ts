import type { Reason, TableComparisonRow } from '../../../src/guide/outcome.ts';
import { Ledger } from '../text/ledger.ts';
import { fits } from '../text/match-text.ts';
import { whyNot } from '../text/why.ts';
import type { AssignedRows, Row } from './assign-rows.ts';
import { keyColumns } from './row-pair.ts';
import { shownColumns } from './shown-columns.ts';

type Mark = TableComparisonRow['marks'][number];

/** The rows that differ, as reasons, and all rows side by side. The order of the rows does not matter. */
export function compareRows(found: AssignedRows): { reasons: Reason[]; rows: TableComparisonRow[] } {
  const { pageRows, rows, assigned, elisionLine } = found;
  const view = rowView(found);
  const reasons: Reason[] = [];
  const shown: TableComparisonRow[] = [];
  const used = new Set(assigned);
  for (const [index, page] of pageRows.entries()) {
    const row = rows[assigned[index] ?? -1];
    if (row) {
      shown.push(view(page, row, (column) => (page.cells[column] === row.cells[column] ? 'same' : 'typed')));
      continue;
    }
    const near = rows.findIndex((candidate, at) => !used.has(at) && hasKeyOf(found, index, candidate));
    if (near < 0) {
      reasons.push(missingRow(page));
      shown.push(view(page, undefined, () => 'different'));
      continue;
    }
    used.add(near);
    const compared = compareCells(found, index, rows[near]!);
    // Each cell fits by itself, but the row could not be assigned together with the others.
    reasons.push(...(compared.reasons.length > 0 ? compared.reasons : [missingRow(page)]));
    shown.push(view(page, rows[near], (column) => compared.marks[column]!));
  }
  for (const [at, row] of rows.entries()) {
    if (elisionLine !== undefined || used.has(at)) continue;
    reasons.push({ code: 'extra-row', actualLine: row.line, row: row.key, actual: row.text });
    shown.push(view(undefined, row, () => 'different'));
  }
  return { reasons, rows: shown };
}

function missingRow({ line, key, text }: Row): Reason {
  return { code: 'missing-row', pageLine: line, row: key, expected: text };
}

/** Whether an output row has the key of a page row. */
function hasKeyOf({ names, patterns }: AssignedRows, pageRow: number, row: Row): boolean {
  const keys = keyColumns(names);
  return names.every(
    (name, column) =>
      !keys.includes(name) || fits(patterns[pageRow]![column]!, row.cells[column]!, Ledger.free(), 0),
  );
}

function compareCells(
  { names, pageRows, patterns, ledger }: AssignedRows,
  pageRow: number,
  row: Row,
): { readonly reasons: Reason[]; readonly marks: Mark[] } {
  const page = pageRows[pageRow]!;
  const reasons: Reason[] = [];
  const marks = names.map((name, column): Mark => {
    const [pattern, text] = [patterns[pageRow]![column]!, row.cells[column]!];
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
  return { reasons, marks };
}

/**
 * Puts a row of the page and a row of the output into the same columns. `mark` takes the index of a page
 * column.
 */
function rowView({
  names,
  actualNames,
}: AssignedRows): (
  page: Row | undefined,
  actual: Row | undefined,
  mark: (column: number) => Mark,
) => TableComparisonRow {
  const columns = shownColumns(names, actualNames);
  return (page, actual, mark) => ({
    ...(page && { page: columns.map((name) => page.ownCells[names.indexOf(name)] ?? '') }),
    ...(actual && { actual: columns.map((name) => actual.ownCells[actualNames.indexOf(name)] ?? '') }),
    marks: columns.map((name) => (names.includes(name) ? mark(names.indexOf(name)) : 'different')),
  });
}
