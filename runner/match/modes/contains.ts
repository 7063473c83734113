import type { LineComparison, Reason } from '../../../src/guide/outcome.ts';
import { type Account, accountOfSearch } from '../explain/account.ts';
import { allowanceByLine } from '../explain/allowance.ts';
import type { Answer, Question } from '../question.ts';
import type { Candidates, RewriteTask, Rewriting } from '../rewrite/candidates.ts';
import { mostAlike } from '../rewrite/likeness.ts';
import { rewriteText } from '../rewrite/rewrite-text.ts';
import { sampleHoles } from '../text/holes.ts';
import { Ledger } from '../text/ledger.ts';
import { fits, isAmbiguous, waysToFit } from '../text/match-text.ts';
import { collapsed, isElision, linesOf, printedLines } from '../text/normalise.ts';
import { type Pattern, patternOf, within } from '../text/pattern.ts';
import { type Item, search, stepsAtMost } from '../text/search.ts';
import type { Mode } from './mode.ts';
import { sampleNotation } from './notation.ts';

/**
 * The `contains` mode: each printed line is somewhere in a line of the output, in order, whole words only
 * (`did` is not in `didn't`, nor `200` in `2000`). Values are typed and bound as in `docs`.
 */
export const contains: Mode = {
  judge,
  holes: sampleHoles,
  allowance: allowanceByLine(accountOf),
  blessCandidates,
  comparedLines: linesOf,
  notation: sampleNotation,
};

function judge(question: Question): Answer {
  const { wanted, output, items } = readQuestion(question);
  const { bindings } = question;
  const ledger = new Ledger(bindings);
  if (!search(items, output.length, ledger, { steps: stepsAtMost }).next().done)
    return { reasons: [], bindings: ledger.bindings() };

  const missing = firstMissing(wanted, output, new Ledger(bindings));
  const reason: Reason = { code: 'missing-line', pageLine: missing.pageLine, expected: missing.text };
  const lines: LineComparison[] = [
    { op: 'missing', page: missing.text, pageLine: missing.pageLine },
    ...output.map((actual): LineComparison => ({ op: 'extra', actual })),
  ];
  return { reasons: [reason], comparison: { kind: 'lines', lines } };
}

interface WantedLine {
  readonly text: string;
  readonly pattern: Pattern;
  readonly pageLine: number;
}

/** Reads the question. `items`: for the search, a gap before each wanted line and one at the end. */
function readQuestion({ printed, actual, literals }: Question): {
  readonly wanted: readonly WantedLine[];
  readonly output: readonly string[];
  readonly items: readonly Item[];
} {
  const output = outputLines(actual);
  const wanted = printedLines(printed.lines).flatMap((line, index) => {
    const text = collapsed(line).trim();
    return text === '' || isElision(line)
      ? []
      : [{ text, pattern: within(patternOf(text, literals)), pageLine: printed.line + index }];
  });
  const budget = { steps: stepsAtMost };
  const anything: Item = { gap: true };
  const items = wanted.flatMap(({ pattern, pageLine }): Item[] => [
    anything,
    {
      gap: false,
      width: 1,
      ends: (from, ledger) => {
        const line = output[from];
        if (line === undefined) return [];
        if (isAmbiguous(pattern))
          return endsOf(waysToFit(pattern, line, { ledger, pageLine, budget }), from + 1);
        return fits(pattern, line, ledger, pageLine) ? [from + 1] : [];
      },
    },
  ]);
  return { wanted, output, items: [...items, anything] };
}

function outputLines(actual: string): string[] {
  return linesOf(actual).map((line) => collapsed(line).trim());
}

function* endsOf(ways: Iterable<void>, end: number): Generator<number, void, void> {
  for (const _ of ways) yield end;
}

/** The first printed line that is in no output line after those of the printed lines before it. */
function firstMissing(wanted: readonly WantedLine[], output: readonly string[], ledger: Ledger): WantedLine {
  let line = 0;
  for (const each of wanted) {
    while (line < output.length && !fits(each.pattern, output[line]!, ledger, each.pageLine)) line += 1;
    if (line >= output.length) return each;
    line += 1;
  }
  return wanted[0]!;
}

function accountOf(question: Question): Account {
  const { wanted, output, items } = readQuestion(question);
  const ledger = new Ledger(question.bindings);
  return accountOfSearch(
    { items, length: output.length, ledger },
    {
      part: (item, line) => {
        const { pattern, pageLine } = wanted[(item - 1) / 2]!;
        return { as: 'line', pageLine, text: output[line]!, pattern };
      },
      gap: () => ({ as: 'not compared' }),
    },
  );
}

/**
 * A printed line that no output line contains becomes a part of the output line most like it.
 * Printed lines that the output has in another order change places.
 */
function* blessCandidates({ printed, actual, bindings, literals, fill }: RewriteTask): Candidates {
  const page = printedLines(printed.lines);
  const output = outputLines(actual);
  const rewriting: Rewriting = { ledger: new Ledger(bindings), literals, fill };
  const contains = (line: number, index: number) =>
    fits(within(patternOf(collapsed(page[index]!).trim(), literals)), output[line]!, rewriting.ledger, 0);
  const wanted = page.flatMap((line, index) => (line.trim() === '' || isElision(line) ? [] : [index]));
  /** The output line of each printed line. */
  const places = new Map<number, number>();
  for (const index of wanted) {
    const next = Math.max(-1, ...places.values()) + 1;
    const inOrder = [...range(next, output.length), ...range(0, next)];
    const found = inOrder.find((line) => contains(line, index));
    if (found !== undefined) places.set(index, found);
  }
  const lines = new Map(wanted.map((index) => [index, page[index]!]));
  for (const index of wanted.filter((each) => !places.has(each))) {
    const place = mostAlike(page[index]!, output, (line) => ![...places.values()].includes(line));
    if (place === undefined)
      return (
        `No line of the output is like ${JSON.stringify(page[index])} (line ${printed.line + index}). ` +
        'Delete the printed line, or print what the output has.'
      );
    places.set(index, place);
    const indent = /^\s*/.exec(page[index]!)![0];
    lines.set(index, indent + rewriteText(page[index]!.trim(), output[place]!, rewriting, { part: true }));
  }
  const ordered = wanted.toSorted((a, b) => places.get(a)! - places.get(b)!);
  const order = new Map(wanted.map((index, at) => [index, ordered[at]!]));
  yield page.map((line, index) => lines.get(order.get(index)!) ?? line);
  return undefined;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
