import { RE2JS } from 're2js';
import type { LineComparison, Reason } from '../../src/guide/outcome.ts';
import { Ledger } from './ledger.ts';
import { isElision, linesOf, printedLines } from './normalise.ts';
import { type Item, search, stepsAtMost } from './search.ts';
import type { Answer, Question } from './verdict.ts';

/**
 * The `regex` mode: each printed line is an RE2 pattern for one whole line of the output, in order, all
 * lines; a line `...` stands for any number of lines. RE2 takes linear time for every pattern.
 */
export function judgeRegex({ printed, actual }: Question): Answer {
  const { page, output, items } = readRegex({ printed, actual });
  const ledger = new Ledger({});
  if (!search(items, output.length, ledger, { steps: stepsAtMost }).next().done) return { reasons: [] };

  const reasons: Reason[] = [];
  const lines: LineComparison[] = [];
  let line = 0;
  for (const [index, { text, pageLine, pattern }] of page.entries()) {
    if (!pattern) {
      const following = page[index + 1]?.pattern;
      const until = following
        ? output.findIndex((candidate, at) => at >= line && following.matches(candidate))
        : output.length;
      const count = Math.max(0, until - line);
      lines.push({ op: 'elided', count });
      line += count;
      continue;
    }
    const shown = output[line];
    if (shown === undefined) {
      reasons.push({ code: 'missing-line', pageLine, expected: text });
      lines.push({ op: 'missing', page: text, pageLine });
    } else if (pattern.matches(shown)) lines.push({ op: 'accepted', page: text, actual: shown, pageLine });
    else {
      reasons.push({
        code: 'line',
        pageLine,
        actualLine: line + 1,
        expected: text,
        actual: shown,
        why: { kind: 'type', type: 'pattern', expected: text, actual: shown },
      });
      lines.push({ op: 'changed', page: text, actual: shown, pageLine });
    }
    line += 1;
  }
  for (; line < output.length; line += 1) {
    reasons.push({
      code: 'extra-line',
      actualLine: line + 1,
      actual: output[line]!,
      pageLine: page.at(-1)!.pageLine,
    });
    lines.push({ op: 'extra', actual: output[line]! });
  }
  return {
    reasons:
      reasons.length > 0
        ? reasons.slice(0, 50)
        : [{ code: 'missing-line', pageLine: printed.line, expected: page[0]!.text }],
    comparison: { kind: 'lines', lines },
  };
}

interface PatternLine {
  readonly text: string;
  readonly pageLine: number;
  /** Absent: a line `...`. */
  readonly pattern: RE2JS | undefined;
}

/**
 * The printed patterns, the output's lines, and the former as items of a search over the latter, one item a
 * line.
 */
export function readRegex({ printed, actual }: Pick<Question, 'printed' | 'actual'>): {
  readonly page: readonly PatternLine[];
  readonly output: readonly string[];
  readonly items: readonly Item[];
} {
  const output = linesOf(actual);
  const page = printedLines(printed.lines).map((text, index) => ({
    text,
    pageLine: printed.line + index,
    pattern: isElision(text) ? undefined : RE2JS.compile(text),
  }));
  const items = page.map(({ pattern }): Item => {
    if (!pattern) return { gap: true };
    return {
      gap: false,
      width: 1,
      ends: (from) => (from < output.length && pattern.matches(output[from]!) ? [from + 1] : []),
    };
  });
  return { page, output, items };
}
