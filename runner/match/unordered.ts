import type { LineComparison, Reason } from '../../src/guide/outcome.ts';
import { assign } from './assign.ts';
import { Ledger } from './ledger.ts';
import { fits } from './match-text.ts';
import { collapsed, isElision, linesOf, printedLines } from './normalise.ts';
import { type Pattern, patternOf, shapeOf } from './pattern.ts';
import type { Answer, Question } from './verdict.ts';

const reasonsAtMost = 50;

/**
 * The `unordered` mode: the same lines, as often, in any order; a line `...` allows further ones. Blank lines
 * do not count.
 */
export function judgeUnordered(question: Question): Answer {
  const { wanted, output, assigned, elision, ledger } = assignLines(question);
  const used = new Set(assigned);
  const missing = wanted.filter((_, index) => assigned[index] === undefined);
  const extra = elision === undefined ? output.filter((_, line) => !used.has(line)) : [];
  if (missing.length === 0 && extra.length === 0) return { reasons: [], bindings: ledger.bindings() };

  const reasons: Reason[] = [
    ...missing.map(({ text, pageLine }): Reason => ({ code: 'missing-line', pageLine, expected: text })),
    ...extra.map(
      ({ text, line }): Reason => ({
        code: 'extra-line',
        actualLine: line,
        actual: text,
        pageLine: question.printed.line,
      }),
    ),
  ];
  const lines: LineComparison[] = [
    ...wanted.map(({ text, pageLine }, index): LineComparison => {
      const line = assigned[index];
      if (line === undefined) return { op: 'missing', page: text, pageLine };
      return output[line]!.text === text
        ? { op: 'same', text, pageLine }
        : { op: 'accepted', page: text, actual: output[line]!.text, pageLine };
    }),
    ...extra.map(({ text }): LineComparison => ({ op: 'extra', actual: text })),
  ];
  return { reasons: reasons.slice(0, reasonsAtMost), comparison: { kind: 'lines', lines } };
}

interface Wanted {
  readonly text: string;
  readonly pageLine: number;
  readonly pattern: Pattern;
}

/**
 * Which line of the output each printed line is; what it bound is in the ledger. `elision`: the page's first
 * line `...`, 1-based.
 */
export function assignLines({ printed, actual, bindings, literals }: Question): {
  readonly wanted: readonly Wanted[];
  /** `line` is 1-based; blank lines are left out. */
  readonly output: readonly { readonly text: string; readonly line: number }[];
  readonly assigned: readonly (number | undefined)[];
  readonly elision: number | undefined;
  readonly ledger: Ledger;
} {
  const page = printedLines(printed.lines).map((text, index) => ({
    text: collapsed(text),
    pageLine: printed.line + index,
  }));
  const wanted = page
    .filter(({ text }) => text !== '' && !isElision(text))
    .map((line) => ({ ...line, pattern: patternOf(line.text, literals) }));
  const output = linesOf(actual).flatMap((text, index) =>
    text === '' ? [] : [{ text: collapsed(text), line: index + 1 }],
  );

  const ledger = new Ledger(bindings);
  const assigned = assign(
    {
      pageTexts: wanted.map(({ text }) => text),
      actualTexts: output.map(({ text }) => text),
      pageShapes: wanted.map(({ pattern }) => shapeOf(pattern)),
      actualShapes: output.map(({ text }) => shapeOf(patternOf(text, literals))),
      fits: (index, line, book) =>
        fits(wanted[index]!.pattern, output[line]!.text, book, wanted[index]!.pageLine),
    },
    Ledger.free(),
    ledger,
  );
  return { wanted, output, assigned, elision: page.find(({ text }) => isElision(text))?.pageLine, ledger };
}
