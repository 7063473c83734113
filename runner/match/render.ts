import type { Comparison, LineComparison, TableComparisonRow } from '../../src/guide/outcome.ts';

export interface RenderOptions {
  /** Write ANSI colours. */
  readonly color: boolean;
}

type Paint = (text: string, tone: 'bad' | 'good' | 'dim') => string;

/** Page (`-`) and output (`+`) side by side as text. Long equal runs are folded. Ends without a newline. */
export function renderComparison(comparison: Comparison, { color }: RenderOptions): string {
  const paint: Paint = color ? painted : (text) => text;
  switch (comparison.kind) {
    case 'lines':
      return lineTexts(comparison.lines, paint).join('\n');
    case 'table':
      return tableTexts(comparison.columns, comparison.rows, paint).join('\n');
  }
}

/** Equal lines kept beside a difference. */
const context = 3;

function lineTexts(lines: readonly LineComparison[], paint: Paint): string[] {
  const texts: string[] = [];
  let folded = 0;
  const unfold = () => {
    if (folded > 0) texts.push(paint(`  ⋮ ${folded} ${folded === 1 ? 'line' : 'lines'} as printed`, 'dim'));
    folded = 0;
  };
  const near = nearDifference(lines);
  for (const [index, line] of lines.entries()) {
    if (!near[index]) {
      folded += 1;
      continue;
    }
    unfold();
    texts.push(...lineText(line, paint));
  }
  unfold();
  return texts;
}

function nearDifference(lines: readonly LineComparison[]): boolean[] {
  const near: boolean[] = Array(lines.length).fill(false);
  for (const [index, { op }] of lines.entries()) {
    if (op === 'same' || op === 'accepted' || op === 'elided') continue;
    for (let at = Math.max(0, index - context); at <= Math.min(lines.length - 1, index + context); at += 1) near[at] = true;
  }
  return near;
}

function lineText(line: LineComparison, paint: Paint): string[] {
  switch (line.op) {
    case 'same':
      return [`  ${short(line.text)}`];
    case 'accepted':
      return [`  ${short(line.actual)}`];
    case 'changed':
      return [paint(`- ${short(line.page)}`, 'bad'), paint(`+ ${short(line.actual)}`, 'good')];
    case 'missing':
      return [paint(`- ${short(line.page)}`, 'bad')];
    case 'extra':
      return [paint(`+ ${short(line.actual)}`, 'good')];
    case 'elided':
      return [paint(`  ... (${line.count} ${line.count === 1 ? 'line' : 'lines'})`, 'dim')];
  }
}

function tableTexts(columns: readonly string[], rows: readonly TableComparisonRow[], paint: Paint): string[] {
  const widths = columns.map((name, column) =>
    Math.max(name.length, ...rows.flatMap(({ page, actual }) => [page?.[column]?.length ?? 0, actual?.[column]?.length ?? 0])),
  );
  const line = (sign: string, cells: readonly string[], mark: (cell: string, column: number) => string) =>
    `${sign} ${cells.map((cell, column) => mark(cell, column) + ' '.repeat(column === cells.length - 1 ? 0 : widths[column]! - cell.length + 3)).join('')}`.trimEnd();
  const texts = [line(' ', columns, (cell) => cell)];
  for (const { page, actual, marks } of rows) {
    if (page && actual && !marks.includes('different')) {
      texts.push(line(' ', actual, (cell) => cell));
      continue;
    }
    const tinted = (tone: 'bad' | 'good') => (cell: string, column: number) => (marks[column] === 'different' ? paint(cell, tone) : cell);
    if (page) texts.push(line('-', page, tinted('bad')));
    if (actual) texts.push(line('+', actual, tinted('good')));
  }
  return texts;
}

const charsAtMost = 300;

function short(text: string): string {
  return text.length > charsAtMost ? `${text.slice(0, charsAtMost)}… (${text.length} characters)` : text;
}

function painted(text: string, tone: 'bad' | 'good' | 'dim'): string {
  const code = { bad: 31, good: 32, dim: 2 }[tone];
  return `\u001b[${code}m${text}\u001b[0m`;
}
