import { fits } from '../match/match-text.ts';
import { cellsFit, rowPatterns } from '../match/page.ts';
import { cellPatternOf } from '../match/pattern.ts';
import { cellsOf, type Head } from '../match/table.ts';
import { blessText } from './bless-text.ts';
import { type Context, elision } from './context.ts';
import { realCells } from './real-text.ts';
import type { Column, Row } from './table-layout.ts';

/** The page's table beside the output's: their heads, and the columns to be printed. */
export interface TablePair {
  readonly page: readonly Head[];
  readonly actual: readonly Head[];
  readonly columns: readonly Column[];
}

/**
 * The page's row with only those cells changed that differ, or undefined when one of the lines is no row of
 * its table.
 */
export function changedRow(raw: string, actual: string, pair: TablePair, context: Context): Row | undefined {
  const [cells, actualCells] = [cellsOf(raw, pair.page), cellsOf(actual, pair.actual)];
  const patterns = rowPatterns(cells, pair.page, context.literals);
  if (!cells || !actualCells || !patterns) return undefined;
  const reals = realCells(actualCells, pair.actual, context);
  const texts = pair.columns.map(({ name, page }) => {
    const there = pair.actual.findIndex((head) => head.name === name);
    const [text, real] = [actualCells[there] ?? '', reals[there] ?? ''];
    if (page === undefined)
      return raw.trimEnd().endsWith(elision) && cells.at(-1) === elision ? elision : real;
    if (fits(patterns[page]!, text, context.ledger, 0)) return cells[page]!;
    if (context.fill === 'elision') return elision;
    return real === text ? blessedCell(cells[page]!, text, context) : real;
  });
  const isKept =
    pair.columns.length === cells.length &&
    texts.every((text, column) => pair.columns[column]!.page === column && text === cells[column]);
  return { cells: texts, ...(isKept && { raw }) };
}

/** A cell is changed inside only for the sake of an elision or a token in it. */
function blessedCell(cell: string, actual: string, context: Context): string {
  return cellPatternOf(cell, context.literals).pieces.length > 1 ? blessText(cell, actual, context) : actual;
}

/** A row of the output that the page does not have. */
export function newRow(actual: string, pair: TablePair, context: Context): Row | undefined {
  const cells = cellsOf(actual, pair.actual);
  const reals = cells && realCells(cells, pair.actual, context);
  return (
    reals && {
      cells: pair.columns.map(({ name }) => reals[pair.actual.findIndex((head) => head.name === name)] ?? ''),
    }
  );
}

/** Whether the output's row is what the page's row says; if so, the ledger holds what it bound. */
export function rowFits(
  raw: string,
  actual: string,
  pair: TablePair,
  { ledger, literals }: Context,
): boolean {
  const patterns = rowPatterns(cellsOf(raw, pair.page), pair.page, literals);
  const cells = cellsOf(actual, pair.actual);
  if (!patterns || !cells) return false;
  const ordered = pair.page.map(
    ({ name }) => cells[pair.actual.findIndex((head) => head.name === name)] ?? '',
  );
  return cellsFit(patterns, ordered, ledger, 0);
}
