import { cellsFit, rowPatterns } from '../table/page.ts';
import { cellsOf, type Head } from '../table/read-table.ts';
import { fits } from '../text/match-text.ts';
import { cellPatternOf } from '../text/pattern.ts';
import { elision, type Rewriting } from './candidates.ts';
import { realCells } from './real-text.ts';
import { rewriteText } from './rewrite-text.ts';
import type { Column, Row } from './table-layout.ts';

/** The page's table beside the output's table: their heads, and the columns to be printed. */
export interface TablePair {
  readonly page: readonly Head[];
  readonly actual: readonly Head[];
  readonly columns: readonly Column[];
}

/**
 * The page's row, in which only the cells that differ are changed. Undefined when a line is no row of its
 * table.
 */
export function changedRow(
  raw: string,
  actual: string,
  pair: TablePair,
  rewriting: Rewriting,
): Row | undefined {
  const [cells, actualCells] = [cellsOf(raw, pair.page), cellsOf(actual, pair.actual)];
  const patterns = rowPatterns(cells, pair.page, rewriting.literals);
  if (!cells || !actualCells || !patterns) return undefined;
  const reals = realCells(actualCells, pair.actual, rewriting);
  const texts = pair.columns.map(({ name, page }) => {
    const actualColumn = pair.actual.findIndex((head) => head.name === name);
    const [text, real] = [actualCells[actualColumn] ?? '', reals[actualColumn] ?? ''];
    if (page === undefined)
      return raw.trimEnd().endsWith(elision) && cells.at(-1) === elision ? elision : real;
    if (fits(patterns[page]!, text, rewriting.ledger, 0)) return cells[page]!;
    if (rewriting.fill === 'elision') return elision;
    return real === text ? rewrittenCell(cells[page]!, text, rewriting) : real;
  });
  const isKept =
    pair.columns.length === cells.length &&
    texts.every((text, column) => pair.columns[column]!.page === column && text === cells[column]);
  return { cells: texts, ...(isKept && { raw }) };
}

/** Replaces the whole cell, unless an elision or a token in it must stay. */
function rewrittenCell(cell: string, actual: string, rewriting: Rewriting): string {
  return cellPatternOf(cell, rewriting.literals).pieces.length > 1
    ? rewriteText(cell, actual, rewriting)
    : actual;
}

/** The row to print for an output row that the page does not have. Undefined when the line is no row. */
export function newRow(actual: string, pair: TablePair, rewriting: Rewriting): Row | undefined {
  const cells = cellsOf(actual, pair.actual);
  const reals = cells && realCells(cells, pair.actual, rewriting);
  return (
    reals && {
      cells: pair.columns.map(({ name }) => reals[pair.actual.findIndex((head) => head.name === name)] ?? ''),
    }
  );
}

/** Whether the output's row fits the page's row. If so, the ledger holds what its samples stand for. */
export function rowFits(
  raw: string,
  actual: string,
  pair: TablePair,
  { ledger, literals }: Rewriting,
): boolean {
  const patterns = rowPatterns(cellsOf(raw, pair.page), pair.page, literals);
  const cells = cellsOf(actual, pair.actual);
  if (!patterns || !cells) return false;
  const ordered = pair.page.map(
    ({ name }) => cells[pair.actual.findIndex((head) => head.name === name)] ?? '',
  );
  return cellsFit(patterns, ordered, ledger, 0);
}
