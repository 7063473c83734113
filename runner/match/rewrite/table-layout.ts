import type { Head } from '../table/read-table.ts';
import { elision } from './candidates.ts';

/** A column of the table to be printed. */
export interface Column {
  readonly name: string;
  /** Its index among the page's columns. Absent: the page does not have it yet. */
  readonly page?: number;
}

/** A row of the table to be printed. */
export interface Row {
  readonly cells: readonly string[];
  /** The page's line, if nothing in it changes. */
  readonly raw?: string;
}

const blanksBetween = 3;

/** The page's columns. If the column names differ, returns the output's columns in the output's order. */
export function columnsOf(page: readonly Head[], actual: readonly Head[]): Column[] {
  const place = (name: string) => page.findIndex((head) => head.name === name);
  const same = page.length === actual.length && page.every(({ name }, index) => name === actual[index]!.name);
  return (same ? page : actual).map(({ name }) => ({ name, ...(place(name) >= 0 && { page: place(name) }) }));
}

/**
 * The head line and the rows, aligned to the page's own columns. Lines that do not change keep their bytes,
 * unless a column is new, is gone or must be wider.
 */
export function layOut({
  headLine,
  heads,
  columns,
  rows,
}: {
  readonly headLine: string;
  readonly heads: readonly Head[];
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}): { head: string; rows: string[] } {
  const hasSameColumns =
    columns.length === heads.length && columns.every(({ page }, index) => page === index);
  const changedTexts = columns.map((_, column) =>
    rows.flatMap(({ cells, raw }) => (raw === undefined ? [cells[column]!] : [])),
  );
  const tooNarrow = (width: number, texts: readonly string[]) =>
    texts.some((text) => text.length + 2 > width);
  const pageWidths = columns.map(({ page }) =>
    page !== undefined && heads[page + 1] ? heads[page + 1]!.start - heads[page]!.start : undefined,
  );
  const widths = columns.map(({ name }, column) => {
    const width = pageWidths[column];
    if (width !== undefined && !tooNarrow(width, changedTexts[column]!)) return width;
    return Math.max(name.length, ...rows.map(({ cells }) => cells[column]!.length)) + blanksBetween;
  });
  const keepsLines =
    hasSameColumns &&
    widths.every((width, column) => column === columns.length - 1 || width === pageWidths[column]);
  const indent = ' '.repeat(heads[0]!.start);
  const line = (cells: readonly string[]) =>
    (
      indent +
      cells.map((cell, column) => cell.padEnd(column === cells.length - 1 ? 0 : widths[column]!)).join('')
    ).trimEnd();
  return {
    head: keepsLines ? headLine : line(columns.map(({ name }) => name)),
    rows: rows.map(({ cells, raw }) => (keepsLines && raw !== undefined ? raw : line(withoutDots(cells)))),
  };
}

/** Several cells `...` at the end of a row become one. */
function withoutDots(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell !== elision);
  return last + 2 < cells.length ? cells.slice(0, last + 2) : cells;
}
