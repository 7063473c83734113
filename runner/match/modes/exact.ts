import type { LineComparison, Reason } from '../../../src/guide/outcome.ts';
import { type Answer, type Question, reasonsAtMost } from '../question.ts';
import type { Candidates, RewriteTask } from '../rewrite/candidates.ts';
import { plainText } from '../text/normalise.ts';
import type { Mode } from './mode.ts';
import { literalNotation } from './notation.ts';

/**
 * The `exact` mode: the whole text, byte for byte. Ignores only the additions of the terminal: colours, the
 * carriage return at the end of a line, and final newlines, which a fence cannot show.
 */
export const exact: Mode = {
  judge,
  holes: () => [],
  allowance: () => undefined,
  blessCandidates,
  comparedLines: (output) => withoutFinalNewlines(plainText(output)).split('\n'),
  notation: literalNotation,
};

function judge({ printed, actual }: Question): Answer {
  const [page, output] = [exactLines(printed.lines.join('\n')), exactLines(actual)];
  const reasons: Reason[] = [];
  const lines: LineComparison[] = [];
  for (let index = 0; index < Math.max(page.length, output.length); index += 1) {
    const [expected, text, pageLine] = [page[index], output[index], printed.line + index];
    if (expected === undefined) {
      const lastPageLine = printed.line + page.length - 1;
      reasons.push({ code: 'extra-line', actualLine: index + 1, actual: text!, pageLine: lastPageLine });
      lines.push({ op: 'extra', actual: text! });
    } else if (text === undefined) {
      reasons.push({ code: 'missing-line', pageLine, expected });
      lines.push({ op: 'missing', page: expected, pageLine });
    } else if (expected !== text) {
      const why = { kind: 'literal' } as const;
      reasons.push({ code: 'line', pageLine, actualLine: index + 1, expected, actual: text, why });
      lines.push({ op: 'changed', page: expected, actual: text, pageLine });
    } else lines.push({ op: 'same', text, pageLine });
  }
  return reasons.length === 0
    ? { reasons }
    : { reasons: reasons.slice(0, reasonsAtMost), comparison: { kind: 'lines', lines } };
}

function exactLines(text: string): string[] {
  const lines = plainText(text).split('\n');
  lines[lines.length - 1] = lines.at(-1)!.replace(/\r$/, '');
  while (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines;
}

/** The output itself. If two runs disagree, no text can match both. */
function* blessCandidates({ actual, fill }: RewriteTask): Candidates {
  if (fill === 'elision')
    return 'match=exact has no elisions. Use match=docs, and print `...` in place of what varies.';
  yield plainText(actual)
    .replace(/[\r\n]+$/, '')
    .split('\n');
  return undefined;
}

function withoutFinalNewlines(text: string): string {
  return text.replace(/\n+$/, '');
}
