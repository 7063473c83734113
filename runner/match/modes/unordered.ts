import type { LineComparison, Reason } from '../../../src/guide/outcome.ts';
import type { Account, LineAccount } from '../explain/account.ts';
import { allowanceByLine } from '../explain/allowance.ts';
import { type Answer, type Question, reasonsAtMost } from '../question.ts';
import { type Candidates, elision, type RewriteTask, type Rewriting } from '../rewrite/candidates.ts';
import { mostAlike } from '../rewrite/likeness.ts';
import { realOutput, realText } from '../rewrite/real-text.ts';
import { rewriteText } from '../rewrite/rewrite-text.ts';
import { assign } from '../text/assign.ts';
import { sampleHoles } from '../text/holes.ts';
import { Ledger } from '../text/ledger.ts';
import { fits } from '../text/match-text.ts';
import { collapsed, isElision, linesOf, printedLines } from '../text/normalise.ts';
import { type Pattern, patternOf, shapeOf } from '../text/pattern.ts';
import type { Mode } from './mode.ts';
import { sampleNotation } from './notation.ts';

/**
 * The `unordered` mode: the same lines, each equally often, in any order. A line `...` allows further lines.
 * Blank lines are not compared. Values are typed and bound as in `docs`.
 */
export const unordered: Mode = {
  judge,
  holes: sampleHoles,
  allowance: allowanceByLine(accountOf),
  blessCandidates,
  comparedLines: linesOf,
  notation: sampleNotation,
};

function judge(question: Question): Answer {
  const { wanted, output, assigned, elisionLine, ledger } = assignLines(question);
  const used = new Set(assigned);
  const missing = wanted.filter((_, index) => assigned[index] === undefined);
  const extra = elisionLine === undefined ? output.filter((_, line) => !used.has(line)) : [];
  if (missing.length === 0 && extra.length === 0) return { reasons: [], bindings: ledger.bindings() };

  const firstLine = question.printed.line;
  const reasons: Reason[] = [
    ...missing.map(({ text, pageLine }): Reason => ({ code: 'missing-line', pageLine, expected: text })),
    ...extra.map(
      ({ text, line }): Reason => ({
        code: 'extra-line',
        actualLine: line,
        actual: text,
        pageLine: firstLine,
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

interface WantedLine {
  readonly text: string;
  readonly pageLine: number;
  readonly pattern: Pattern;
}

/** Finds the output line of each printed line. The ledger holds what their samples stand for. */
function assignLines({ printed, actual, bindings, literals }: Question): {
  readonly wanted: readonly WantedLine[];
  /** The output lines that are not blank. `line`: 1-based, in the whole output. */
  readonly output: readonly { readonly text: string; readonly line: number }[];
  /** The index in `output` of each wanted line; undefined when there is none. */
  readonly assigned: readonly (number | undefined)[];
  /** The page line of the first line `...`. */
  readonly elisionLine: number | undefined;
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
      fits: (index, line, current) =>
        fits(wanted[index]!.pattern, output[line]!.text, current, wanted[index]!.pageLine),
    },
    ledger,
  );
  const elisionLine = page.find(({ text }) => isElision(text))?.pageLine;
  return { wanted, output, assigned, elisionLine, ledger };
}

function accountOf(question: Question): Account {
  const { wanted, output, assigned, elisionLine, ledger } = assignLines(question);
  const lines: LineAccount[] = linesOf(question.actual).map(() => ({ as: 'not compared' }));
  for (const [index, { text, line }] of output.entries()) {
    const found = wanted[assigned.indexOf(index)];
    if (found) lines[line - 1] = { as: 'line', pageLine: found.pageLine, text, pattern: found.pattern };
    else if (elisionLine !== undefined) lines[line - 1] = { as: 'elided', pageLine: elisionLine };
  }
  return { lines, ledger };
}

/**
 * Keeps the place of printed lines that still fit. A printed line that does not fit becomes the output line
 * most like it; further output lines come last.
 */
function* blessCandidates(task: RewriteTask): Candidates {
  const { printed, actual, bindings, literals, fill } = task;
  const page = printedLines(printed.lines);
  const output = linesOf(actual).filter((line) => line !== '');
  const rewriting: Rewriting = { ledger: new Ledger(bindings), literals, fill };
  const left = new Set(output.keys());
  const kept = page.map((line) => {
    if (line === '' || isElision(line)) return true;
    const pattern = patternOf(collapsed(line), literals);
    const isThis = (text: string, place: number) =>
      left.has(place) && fits(pattern, collapsed(text), rewriting.ledger, 0);
    const equal = output.findIndex((text, place) => text === line && isThis(text, place));
    const found = equal >= 0 ? equal : output.findIndex(isThis);
    return found >= 0 && left.delete(found);
  });
  const lines = page.flatMap((line, index) => {
    if (kept[index]) return [line];
    const place = mostAlike(line, output, (each) => left.has(each));
    if (place === undefined) return fill === 'elision' ? [elision] : [];
    left.delete(place);
    return [rewriteText(line, output[place]!, rewriting)];
  });
  if (!lines.some(isElision))
    for (const place of left) lines.push(fill === 'elision' ? elision : realText(output[place]!, rewriting));
  yield lines.filter(
    (line, index) => !isElision(line) || lines.findIndex(isElision) === index || fill === 'real',
  );
  if (fill === 'real') yield realOutput(task);
  return undefined;
}
