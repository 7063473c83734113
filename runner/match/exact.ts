import type { LineComparison, Reason } from '../../src/guide/outcome.ts';
import { withoutColour } from './normalise.ts';
import type { Answer, Question } from './verdict.ts';

/**
 * The `exact` mode: the whole text, byte for byte. Only what the terminal adds is not compared: colours, the
 * carriage return of a line's end, and final newlines, which a fence cannot show.
 */
export function judgeExact({ printed, actual }: Question): Answer {
  const [page, output] = [exactLines(printed.lines.join('\n')), exactLines(actual)];
  const reasons: Reason[] = [];
  const lines: LineComparison[] = [];
  for (let index = 0; index < Math.max(page.length, output.length); index += 1) {
    const [expected, text, pageLine] = [page[index], output[index], printed.line + index];
    if (expected === undefined) {
      reasons.push({
        code: 'extra-line',
        actualLine: index + 1,
        actual: text!,
        pageLine: printed.line + page.length - 1,
      });
      lines.push({ op: 'extra', actual: text! });
    } else if (text === undefined) {
      reasons.push({ code: 'missing-line', pageLine, expected });
      lines.push({ op: 'missing', page: expected, pageLine });
    } else if (expected !== text) {
      reasons.push({
        code: 'line',
        pageLine,
        actualLine: index + 1,
        expected,
        actual: text,
        why: { kind: 'literal' },
      });
      lines.push({ op: 'changed', page: expected, actual: text, pageLine });
    } else lines.push({ op: 'same', text, pageLine });
  }
  return reasons.length === 0
    ? { reasons }
    : { reasons: reasons.slice(0, reasonsAtMost), comparison: { kind: 'lines', lines } };
}

const reasonsAtMost = 50;

function exactLines(text: string): string[] {
  const lines = withoutColour(text).replace(/\r+\n/g, '\n').split('\n');
  lines[lines.length - 1] = lines.at(-1)!.replace(/\r$/, '');
  while (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines;
}
