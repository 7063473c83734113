import type { LinePart, TableComparisonRow } from '../../../../src/guide/outcome.ts';
import { displayWidth } from './display-width.ts';
import { caretLine, type Tone, type Writing } from './marks.ts';
import { shownCells } from './shown-comparison.ts';

interface ShownCell {
  readonly text: string;
  readonly parts: readonly LinePart[];
}

/** Blanks between two columns. */
const columnGap = 3;

/** The rows of both sides as lines of text, below the column names. */
export function tableTexts(
  columns: readonly string[],
  rows: readonly TableComparisonRow[],
  { paint, carets }: Writing,
): string[] {
  const shownRows = rows.map((row) => ({ ...cellsOf(row), marks: row.marks }));
  const widths = columns.map((name, column) =>
    Math.max(
      displayWidth(name),
      ...shownRows.flatMap(({ page, actual }) =>
        [page, actual].map((cells) => displayWidth(cells?.[column]?.text ?? '')),
      ),
    ),
  );
  /** `texts` may have colours; `cells` are the same texts without them. */
  const line = (sign: string, texts: readonly string[], cells: readonly string[]) => {
    const padded = texts.map((text, column) => {
      const isLast = column === cells.length - 1;
      return text + ' '.repeat(isLast ? 0 : widths[column]! - displayWidth(cells[column]!) + columnGap);
    });
    return `${sign} ${padded.join('')}`.trimEnd();
  };
  const plain = (sign: string, cells: readonly string[]) => line(sign, cells, cells);
  const texts = [plain(' ', columns)];
  for (const { page, actual, marks } of shownRows) {
    if (page && actual && !marks.includes('different')) {
      texts.push(
        plain(
          ' ',
          actual.map(({ text }) => text),
        ),
      );
      continue;
    }
    const row = (sign: string, cells: readonly ShownCell[], tone: Tone) =>
      line(
        sign,
        cells.map(({ text }, column) => (marks[column] === 'different' ? paint(text, tone) : text)),
        cells.map(({ text }) => text),
      );
    if (page) texts.push(row('-', page, 'bad'));
    if (actual) texts.push(row('+', actual, 'good'));
    if (carets && page && actual) texts.push(...cellCarets(actual, page, marks, line));
  }
  return texts;
}

/** A line of `^` below the cells that differ; in a long cell, below the words that differ. */
function cellCarets(
  actual: readonly ShownCell[],
  page: readonly ShownCell[],
  marks: TableComparisonRow['marks'],
  line: (sign: string, texts: readonly string[], cells: readonly string[]) => string,
): string[] {
  const below = actual.map(({ text, parts }, column) => {
    if (marks[column] !== 'different') return '';
    const isPart = parts.some(({ differs }) => differs) && parts.some(({ differs }) => !differs);
    return isPart
      ? caretLine('', parts).join('')
      : '^'.repeat(displayWidth(text) || displayWidth(page[column]!.text));
  });
  return [line(' ', below, below)];
}

/** The cells of a row. Long cells are cut around the differences. */
function cellsOf(row: TableComparisonRow): { page?: ShownCell[]; actual?: ShownCell[] } {
  const pairs = shownCells(row);
  const cellOf = (parts: readonly LinePart[]): ShownCell => ({
    text: parts.map(({ text }) => text).join(''),
    parts,
  });
  return {
    ...(row.page && { page: pairs.map(({ page }) => cellOf(page)) }),
    ...(row.actual && { actual: pairs.map(({ actual }) => cellOf(actual)) }),
  };
}
