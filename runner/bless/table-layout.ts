import type { Head } from '../match/table.ts';
import { elision } from './context.ts';

/** A column of the table as it is to be printed. */
export interface Column {
  readonly name: string;
  /** Its place among the page's columns; absent: the page has no such column yet. */
  readonly page?: number;
}

/** One line of the table as it is to be printed, the heads' line aside. */
export interface Row {
  readonly cells: readonly string[];
  /** The line as the page has it, where nothing in it changes. */
  readonly raw?: string;
}

const blanksBetween = 3;

/**
 * The columns of the page, with those that the output lost or gained, in the output's order if the names
 * differ.
 */
export function columnsOf(page: readonly Head[], actual: readonly Head[]): Column[] {
  const place = (name: string) => page.findIndex((head) => head.name === name);
  const same = page.length === actual.length && page.every(({ name }, index) => name === actual[index]!.name);
  return (same ? page : actual).map(({ name }) => ({ name, ...(place(name) >= 0 && { page: place(name) }) }));
}

/**
 * The heads' line and the rows, aligned by the page's own columns. A line that has not changed is not
 * touched, unless a column came or went or must be wider.
 */
export function layOut(
  headLine: string,
  heads: readonly Head[],
  columns: readonly Column[],
  rows: readonly Row[],
): { head: string; rows: string[] } {
  const kept = columns.length === heads.length && columns.every(({ page }, index) => page === index);
  const written = columns.map((_, column) =>
    rows.flatMap(({ cells, raw }) => (raw === undefined ? [cells[column]!] : [])),
  );
  const tooNarrow = (width: number, texts: readonly string[]) =>
    texts.some((text) => text.length + 2 > width);
  const given = columns.map(({ page }) =>
    page !== undefined && heads[page + 1] ? heads[page + 1]!.start - heads[page]!.start : undefined,
  );
  const widths = columns.map(({ name }, column) => {
    const width = given[column];
    if (width !== undefined && !tooNarrow(width, written[column]!)) return width;
    return Math.max(name.length, ...rows.map(({ cells }) => cells[column]!.length)) + blanksBetween;
  });
  const stays =
    kept && widths.every((width, column) => column === columns.length - 1 || width === given[column]);
  const indent = ' '.repeat(heads[0]!.start);
  const line = (cells: readonly string[]) =>
    (
      indent +
      cells.map((cell, column) => cell.padEnd(column === cells.length - 1 ? 0 : widths[column]!)).join('')
    ).trimEnd();
  return {
    head: stays ? headLine : line(columns.map(({ name }) => name)),
    rows: rows.map(({ cells, raw }) => (stays && raw !== undefined ? raw : line(withoutDots(cells)))),
  };
}

/** One `...` for all cells up to the end of the row. */
function withoutDots(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell !== elision);
  return last + 2 < cells.length ? cells.slice(0, last + 2) : cells;
}
