import type { Comparison, LineComparison, TableComparisonRow } from '../guide/outcome.ts';
import { runUi } from '../strings.ts';
import { element } from './elements.ts';
import { type Folded, foldSame, isSameLine } from './fold.ts';

/** Page and yours side by side: a table with the differing cells marked, or lines with `- page` and `+ yours`. */
export function comparisonView(comparison: Comparison): HTMLElement {
  const content = comparison.kind === 'table' ? tableView(comparison.columns, comparison.rows) : linesView(comparison.lines);
  return element('div', { class: 'comparison', tabindex: '0', role: 'group', 'aria-label': runUi.comparison }, content);
}

function tableView(columns: readonly string[], rows: readonly TableComparisonRow[]): HTMLElement {
  const head = element('tr', {}, element('td'), ...columns.map((column) => element('th', { scope: 'col' }, column)));
  const isSame = ({ marks }: TableComparisonRow) => !marks.includes('different');
  const bodies = foldSame(rows, isSame).map((part) =>
    element('tbody', { class: 'pair' }, ...('item' in part ? pairOfRows(part.item, columns.length) : [foldRow(part.folded, columns.length)])),
  );
  return element('table', {}, element('thead', {}, head), ...bodies);
}

function pairOfRows({ page, actual, marks }: TableComparisonRow, columns: number): HTMLElement[] {
  const row = (label: string, cells: readonly string[] | undefined, different: string, absent: string) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, label),
      ...(cells
        ? cells.map((cell, at) => cellView(cell, marks[at] ?? 'same', different))
        : [element('td', { class: 'typed', colspan: String(columns) }, absent)]),
    );
  if (page && actual && !marks.includes('different')) return [row(runUi.yours, actual, '', '')];
  return [row(runUi.page, page, 'on-page', runUi.extraRow), row(runUi.yours, actual, 'on-yours', runUi.missingRow)];
}

function cellView(text: string, mark: 'same' | 'typed' | 'different', different: string): HTMLElement {
  if (mark !== 'different') return element('td', { class: mark === 'typed' ? 'typed' : undefined }, text);
  return element('td', { class: different }, text, element('span', { class: 'sr-only' }, ` (${runUi.differs})`));
}

function foldRow(count: number, columns: number): HTMLElement {
  return element('tr', {}, element('td'), element('td', { class: 'typed', colspan: String(columns) }, runUi.sameLines(count)));
}

function linesView(lines: readonly LineComparison[]): HTMLElement {
  return element('div', { class: 'lines' }, ...foldSame(lines, isSameLine).flatMap(lineViews));
}

function lineViews(part: Folded<LineComparison>): HTMLElement[] {
  if ('folded' in part) return [lineView('fold', '', runUi.sameLines(part.folded))];
  const line = part.item;
  switch (line.op) {
    case 'same':
      return [lineView('same', '', line.text)];
    case 'accepted':
      return [lineView('same', '', line.actual)];
    case 'changed':
      return [lineView('page', `- ${runUi.page}`, line.page), lineView('yours', `+ ${runUi.yours}`, line.actual)];
    case 'missing':
      return [lineView('page', `- ${runUi.page}`, line.page)];
    case 'extra':
      return [lineView('yours', `+ ${runUi.yours}`, line.actual)];
    case 'elided':
      return line.count === 0 ? [] : [lineView('fold', '', runUi.elidedLines(line.count))];
  }
}

function lineView(op: string, mark: string, text: string): HTMLElement {
  return element('div', { class: 'line', 'data-op': op }, element('span', { class: 'mark' }, mark), element('span', {}, text === '' ? '\u00a0' : text));
}
