import type { ChangedLine, Comparison, LineComparison, LinePart } from '../../../../src/guide/outcome.ts';
import { counted } from '../../../../src/guide/text/counted.ts';
import { cutEnd } from './line-difference.ts';
import { ansiPaint, caretLine, type Tone, type Writing } from './marks.ts';
import { lineCharsAtMost, shownLine } from './shown-comparison.ts';
import { tableTexts } from './table-texts.ts';

export interface RenderOptions {
  /** Write ANSI colours. */
  readonly color: boolean;
}

/**
 * The page (`-`) and the output (`+`) side by side as text, without a final newline. Long runs of equal lines
 * are folded, and long lines are cut around the differences. Words that differ are bold with colours; without
 * colours there is a line with `^` below them.
 */
export function renderComparison(comparison: Comparison, { color }: RenderOptions): string {
  const write: Writing = { paint: color ? ansiPaint : (text) => text, carets: !color };
  switch (comparison.kind) {
    case 'lines':
      return lineTexts(comparison.lines, write).join('\n');
    case 'table':
      return tableTexts(comparison.columns, comparison.rows, write).join('\n');
  }
}

/** Number of equal lines shown before and after a difference. */
const context = 3;

function lineTexts(lines: readonly LineComparison[], write: Writing): string[] {
  const texts: string[] = [];
  let folded = 0;
  const unfold = () => {
    if (folded > 0) texts.push(write.paint(`  ⋮ ${counted(folded, 'line')} as printed`, 'dim'));
    folded = 0;
  };
  const near = nearDifference(lines);
  for (const [index, line] of lines.entries()) {
    if (!near[index]) {
      folded += 1;
      continue;
    }
    unfold();
    texts.push(...lineText(line, write));
  }
  unfold();
  return texts;
}

/** Whether each line differs, or is near a line that differs. */
function nearDifference(lines: readonly LineComparison[]): boolean[] {
  const near: boolean[] = Array(lines.length).fill(false);
  for (const [index, { op }] of lines.entries()) {
    if (op === 'same' || op === 'accepted' || op === 'elided') continue;
    for (let at = Math.max(0, index - context); at <= Math.min(lines.length - 1, index + context); at += 1)
      near[at] = true;
  }
  return near;
}

function lineText(line: LineComparison, write: Writing): string[] {
  const { paint } = write;
  switch (line.op) {
    case 'same':
      return [`  ${short(line.text)}`];
    case 'accepted':
      return [`  ${short(line.actual)}`];
    case 'changed':
      return changedTexts(line, write);
    case 'missing':
      return [paint(`- ${short(line.page)}`, 'bad')];
    case 'extra':
      return [paint(`+ ${short(line.actual)}`, 'good')];
    case 'elided':
      return [paint(`  ... (${counted(line.count, 'line')})`, 'dim')];
  }
}

function changedTexts(line: ChangedLine, { paint, carets }: Writing): string[] {
  const { page: own, actual: other } = shownLine(line);
  const text = (sign: string, parts: readonly LinePart[], whole: string, tone: Tone) => {
    const isCut = parts.some(({ text }) => text.includes('…')) && whole.length > lineCharsAtMost;
    const end = isCut ? ` (${whole.length} characters)` : '';
    if (parts.every(({ differs }) => differs) || carets)
      return [paint(`${sign} ${parts.map(({ text }) => text).join('')}${end}`, tone)];
    const painted = parts.map(({ text, differs }) => paint(text, tone, differs)).join('');
    return [`${paint(`${sign} `, tone)}${painted}${paint(end, tone)}`];
  };
  const marks = (parts: readonly LinePart[]) =>
    carets && parts.some(({ differs }) => !differs) ? caretLine('  ', parts) : [];
  return [
    ...text('-', own, line.page, 'bad'),
    ...marks(own),
    ...text('+', other, line.actual, 'good'),
    ...marks(other),
  ];
}

function short(text: string): string {
  return text.length > lineCharsAtMost
    ? `${cutEnd(text, lineCharsAtMost)} (${text.length} characters)`
    : text;
}
