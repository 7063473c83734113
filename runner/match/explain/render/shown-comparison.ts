import type { ChangedLine, Comparison, LinePair, TableComparisonRow } from '../../../../src/guide/outcome.ts';
import { cutEnd, cutPair, lineDifference } from './line-difference.ts';

export const lineCharsAtMost = 160;
const cellCharsAtMost = 60;

/** Adds the texts that a page shows to a comparison: long lines and cells cut around the differences. */
export function shownComparison(comparison: Comparison): Comparison {
  if (comparison.kind === 'lines') {
    return {
      ...comparison,
      lines: comparison.lines.map((line) =>
        line.op === 'changed' ? { ...line, shown: shownLine(line) } : line,
      ),
    };
  }
  return {
    ...comparison,
    rows: comparison.rows.map((row) => (hasLongCell(row) ? { ...row, shown: shownCells(row) } : row)),
  };
}

export function shownLine({ page, actual, accepted }: ChangedLine): LinePair {
  return cutPair(lineDifference(page, actual, accepted), lineCharsAtMost);
}

/** The pairs of cells of a row, one pair for each column. A short cell that differs is marked as a whole. */
export function shownCells({ page, actual, marks }: TableComparisonRow): LinePair[] {
  return marks.map((mark, column) => {
    const [own, other] = [page?.[column] ?? '', actual?.[column] ?? ''];
    if (mark === 'different' && page && actual && Math.max(own.length, other.length) > cellCharsAtMost / 2)
      return cutPair(lineDifference(own, other), cellCharsAtMost);
    const whole = (text: string) => [{ text: cutEnd(text, cellCharsAtMost), differs: mark === 'different' }];
    return { page: whole(own), actual: whole(other) };
  });
}

function hasLongCell({ page = [], actual = [] }: TableComparisonRow): boolean {
  return [...page, ...actual].some((cell) => cell.length > cellCharsAtMost / 2);
}
