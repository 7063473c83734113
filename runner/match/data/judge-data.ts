import type { LineComparison, Reason } from '../../../src/guide/outcome.ts';
import { type Answer, type Question, reasonsAtMost } from '../question.ts';
import { Ledger } from '../text/ledger.ts';
import { plainText, printedLines } from '../text/normalise.ts';
import { DataComparison, type Page } from './differences.ts';
import { type DataFormat, linesOfPaths, parsed } from './parse-data.ts';

/**
 * Compares JSON or YAML by value. The order of keys does not matter, the order of lists does. `"..."` stands
 * for any value, in a list for any number of entries; the key `"..."` allows further keys. Texts are typed
 * and bound as in `docs`.
 */
export function judgeData(format: DataFormat, { printed, actual, bindings, literals }: Question): Answer {
  const text = printedLines(printed.lines).join('\n');
  const page = parsed(text, format);
  const output = parsed(plainText(actual), format);
  const notParsed = (side: 'page' | 'output', detail: string): Answer => ({
    reasons: [{ code: 'not-parsed', pageLine: printed.line, side, format, detail }],
  });
  if ('problem' in page) return notParsed('page', page.problem);
  if ('problem' in output) return notParsed('output', output.problem);
  const lineOf = linesOfPaths(text);
  const isSingle = page.documents.length === 1 && output.documents.length === 1;
  const expected: Page = { literals, pageLine: (path) => printed.line + (isSingle ? lineOf(path) : 0) };
  const ledger = new Ledger(bindings);
  const reasons = new DataComparison(expected, ledger).differences({
    page: isSingle ? page.documents[0]! : page.documents,
    actual: isSingle ? output.documents[0]! : output.documents,
    path: [],
  });
  if (reasons.length === 0) return { reasons, bindings: ledger.bindings() };
  return {
    reasons: reasons.slice(0, reasonsAtMost),
    comparison: { kind: 'lines', lines: comparedValues(reasons) },
  };
}

/** The lines of the values that differ, each value after its path. */
function comparedValues(reasons: readonly Reason[]): LineComparison[] {
  return reasons.flatMap((reason): LineComparison[] =>
    reason.code === 'value'
      ? [
          {
            op: 'changed',
            page: `${reason.path} ${reason.expected}`.trim(),
            actual: `${reason.path} ${reason.actual}`.trim(),
            pageLine: reason.pageLine,
          },
        ]
      : [],
  );
}
