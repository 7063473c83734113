import type { LineComparison, Reason } from '../../src/guide/outcome.ts';
import { Ledger } from './ledger.ts';
import { fits, isAmbiguous, waysToFit } from './match-text.ts';
import { collapsed, isElision, linesOf, printedLines } from './normalise.ts';
import { type Pattern, patternOf, within } from './pattern.ts';
import { type Item, search, stepsAtMost } from './search.ts';
import type { Answer, Question } from './verdict.ts';

/**
 * The `contains` mode: each printed line somewhere in a line of the output, in order, whole words only (`did`
 * is not in `didn't`, nor `200` in `2000`). Values are typed and bound as in `docs`.
 */
export function judgeContains({ printed, actual, bindings, literals }: Question): Answer {
  const { wanted, output, items } = readContains({ printed, actual, literals });
  const ledger = new Ledger(bindings);
  if (!search(items, output.length, ledger, { steps: stepsAtMost }).next().done)
    return { reasons: [], bindings: ledger.bindings() };

  const missing = firstMissing(wanted, output, new Ledger(bindings));
  const reason: Reason = { code: 'missing-line', pageLine: missing.pageLine, expected: missing.text };
  return { reasons: [reason], comparison: { kind: 'lines', lines: comparison(missing, output) } };
}

/**
 * The printed lines, the output's lines, and the former as items of a search over the latter: a gap before
 * each of them and one at the end.
 */
export function readContains({ printed, actual, literals }: Omit<Question, 'bindings'>): {
  readonly wanted: readonly Wanted[];
  readonly output: readonly string[];
  readonly items: readonly Item[];
} {
  const output = linesOf(actual).map((line) => collapsed(line).trim());
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
      ends: (from, book) => {
        const line = output[from];
        if (line === undefined) return [];
        if (isAmbiguous(pattern)) return endsOf(waysToFit(pattern, line, book, pageLine, budget), from + 1);
        return fits(pattern, line, book, pageLine) ? [from + 1] : [];
      },
    },
  ]);
  return { wanted, output, items: [...items, anything] };
}

interface Wanted {
  readonly text: string;
  readonly pattern: Pattern;
  readonly pageLine: number;
}

function* endsOf(ways: Iterable<void>, end: number): Generator<number, void, void> {
  for (const _ of ways) yield end;
}

/** The first printed line that is not behind the ones before it. */
function firstMissing(wanted: readonly Wanted[], output: readonly string[], ledger: Ledger): Wanted {
  let line = 0;
  for (const one of wanted) {
    while (line < output.length && !fits(one.pattern, output[line]!, ledger, one.pageLine)) line += 1;
    if (line >= output.length) return one;
    line += 1;
  }
  return wanted[0]!;
}

function comparison(missing: Wanted, output: readonly string[]): LineComparison[] {
  return [
    { op: 'missing', page: missing.text, pageLine: missing.pageLine },
    ...output.map((actual): LineComparison => ({ op: 'extra', actual })),
  ];
}
