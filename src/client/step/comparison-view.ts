import type { Comparison, LineComparison, LinePart, TableComparisonRow } from '../../guide/outcome.ts';
import { stepUi } from '../../strings/step.ts';
import { element } from '../elements.ts';
import { type Folded, foldSame, isSameLine } from './fold.ts';

/**
 * Shows what the page prints beside the real output: a table with the different cells marked, or lines with
 * `- page` and `+ yours`, in which the different words are marked.
 */
export function comparisonView(comparison: Comparison): HTMLElement {
  const content =
    comparison.kind === 'table'
      ? tableView(comparison.columns, comparison.rows)
      : linesView(comparison.lines);
  return element(
    'div',
    { class: 'comparison', tabindex: '0', role: 'group', 'aria-label': stepUi.comparison },
    content,
  );
}

function tableView(columns: readonly string[], rows: readonly TableComparisonRow[]): HTMLElement {
  const head = element(
    'tr',
    {},
    element('td'),
    ...columns.map((column) => element('th', { scope: 'col' }, column)),
  );
  const isSame = ({ marks }: TableComparisonRow) => !marks.includes('different');
  const bodies = foldSame(rows, isSame).map((part) =>
    element(
      'tbody',
      { class: 'pair' },
      ...('item' in part ? pairOfRows(part.item, columns.length) : [foldRow(part.folded, columns.length)]),
    ),
  );
  return element('table', {}, element('thead', {}, head), ...bodies);
}

interface RowParts {
  /** The heading of the row: `page` or `yours`. */
  readonly label: string;
  /** The parts of each cell; absent if there is no such row. */
  readonly cells: readonly (readonly LinePart[])[] | undefined;
  /** The class of a cell that differs. */
  readonly differentClass: string;
  /** The text in place of an absent row. */
  readonly absent: string;
}

/** One row if nothing differs, otherwise the row of the page and the real one. */
function pairOfRows({ page, actual, marks, shown }: TableComparisonRow, columns: number): HTMLElement[] {
  const pageCells = page?.map((text, at) => shown?.[at]?.page ?? whole(text));
  const actualCells = actual?.map((text, at) => shown?.[at]?.actual ?? whole(text));
  const row = ({ label, cells, differentClass, absent }: RowParts) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, label),
      ...(cells
        ? cells.map((cell, at) => cellView(cell, marks[at] ?? 'same', differentClass))
        : [element('td', { class: 'typed', colspan: String(columns) }, absent)]),
    );
  const actualRow = row({
    label: stepUi.yours,
    cells: actualCells,
    differentClass: 'on-yours',
    absent: stepUi.missingRow,
  });
  if (pageCells && actualCells && !marks.includes('different')) return [actualRow];
  const pageRow = row({
    label: stepUi.page,
    cells: pageCells,
    differentClass: 'on-page',
    absent: stepUi.extraRow,
  });
  return [pageRow, actualRow];
}

function cellView(
  parts: readonly LinePart[],
  mark: 'same' | 'typed' | 'different',
  differentClass: string,
): HTMLElement {
  if (mark !== 'different')
    return element('td', { class: mark === 'typed' ? 'typed' : undefined }, ...markedText(parts));
  return element(
    'td',
    { class: differentClass },
    ...markedText(parts),
    element('span', { class: 'sr-only' }, ` (${stepUi.differs})`),
  );
}

function whole(text: string): LinePart[] {
  return [{ text, differs: true }];
}

/** Marks the parts that differ, unless the whole text differs. */
function markedText(parts: readonly LinePart[]): (HTMLElement | string)[] {
  const isWhole = parts.every(({ differs }) => differs);
  return parts.map(({ text, differs }) => (differs && !isWhole ? element('mark', {}, text) : text));
}

function foldRow(count: number, columns: number): HTMLElement {
  return element(
    'tr',
    {},
    element('td'),
    element('td', { class: 'typed', colspan: String(columns) }, stepUi.sameLines(count)),
  );
}

function linesView(lines: readonly LineComparison[]): HTMLElement {
  const views = foldSame(lines, isSameLine).flatMap(lineViews);
  return element(
    'div',
    {
      class: 'lines',
      'data-marked': views.some(({ dataset }) => dataset.marked !== undefined) ? '' : undefined,
    },
    ...views,
  );
}

function lineViews(part: Folded<LineComparison>): HTMLElement[] {
  if ('folded' in part) return [lineView('fold', stepUi.sameLines(part.folded))];
  const line = part.item;
  switch (line.op) {
    case 'same':
      return [lineView('same', line.text)];
    case 'accepted':
      return [lineView('same', line.actual)];
    case 'changed': {
      const { page, actual } = line.shown ?? { page: whole(line.page), actual: whole(line.actual) };
      return [lineView('page', page), lineView('yours', actual)];
    }
    case 'missing':
      return [lineView('page', line.page)];
    case 'extra':
      return [lineView('yours', line.actual)];
    case 'elided':
      return line.count === 0 ? [] : [lineView('fold', stepUi.elidedLines(line.count))];
  }
}

/** The mark before a line of each kind. A folded line has none. */
const lineMarks = { page: `- ${stepUi.page}`, yours: `+ ${stepUi.yours}`, same: '', fold: '' } as const;

function lineView(op: keyof typeof lineMarks, content: string | readonly LinePart[]): HTMLElement {
  const parts = typeof content === 'string' ? whole(content) : content;
  const shown = parts.every(({ text }) => text === '') ? ['\u00a0'] : markedText(parts);
  const isMarked = parts.some(({ differs }) => differs) && parts.length > 1;
  return element(
    'div',
    { class: 'line', 'data-op': op, 'data-marked': isMarked ? '' : undefined },
    element('span', { class: 'mark' }, lineMarks[op]),
    element('span', {}, ...shown),
  );
}
