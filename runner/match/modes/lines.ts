import type { LineComparison, Reason } from '../../../src/guide/outcome.ts';
import type { Account, LineAccount } from '../explain/account.ts';
import { allowanceByLine } from '../explain/allowance.ts';
import type { Answer, Question } from '../question.ts';
import type { Candidates, RewriteTask, Rewriting } from '../rewrite/candidates.ts';
import { mostAlike } from '../rewrite/likeness.ts';
import { rewriteText } from '../rewrite/rewrite-text.ts';
import { demandsOf, placeDemands } from '../text/demands.ts';
import { type Hole, noLiterals, tokenHoles } from '../text/holes.ts';
import { Ledger } from '../text/ledger.ts';
import { fits } from '../text/match-text.ts';
import { collapsed, linesOf, printedLines } from '../text/normalise.ts';
import { acceptsAll, openPatternOf, patternOf, within } from '../text/pattern.ts';
import type { Mode } from './mode.ts';
import { sampleNotation } from './notation.ts';

/**
 * The `lines` mode: `+ text` is a whole line of the output, indentation aside; `- text` is in no line of the
 * output, not even as a part (whole words). The lines may come in any order. Values are typed and bound as in
 * `docs`.
 */
export const lines: Mode = {
  judge,
  holes,
  allowance: allowanceByLine(accountOf),
  blessCandidates,
  comparedLines: linesOf,
  notation: sampleNotation,
};

function judge({ printed, actual, bindings, literals }: Question): Answer {
  const { demands } = demandsOf(printed.lines, printed.line);
  const output = outputLines(actual);
  const { wanted, places, ledger } = placeDemands({ demands, output, bindings, literals });

  const reasons: Reason[] = wanted
    .filter((_, index) => places[index] === undefined)
    .map(({ pageLine, text }): Reason => ({ code: 'missing-line', pageLine, expected: text }));
  for (const { present, text, pageLine } of demands) {
    if (present) continue;
    const pattern = within(openPatternOf(text, literals));
    const line = output.findIndex((candidate) =>
      fits(pattern, candidate, new Ledger(ledger.bindings()), pageLine),
    );
    if (line < 0) continue;
    const found = output[line]!;
    reasons.push({ code: 'present-line', pageLine, expected: text, actualLine: line + 1, actual: found });
  }
  if (reasons.length === 0) return { reasons, bindings: ledger.bindings() };
  return { reasons, comparison: { kind: 'lines', lines: sideBySide(reasons, output) } };
}

function outputLines(actual: string): string[] {
  return linesOf(actual).map((line) => collapsed(line).trim());
}

function sideBySide(reasons: readonly Reason[], output: readonly string[]): LineComparison[] {
  const forbidden = new Set(
    reasons.flatMap((reason) => (reason.code === 'present-line' ? [reason.actualLine - 1] : [])),
  );
  return [
    ...reasons.flatMap((reason): LineComparison[] =>
      reason.code === 'missing-line'
        ? [{ op: 'missing', page: reason.expected, pageLine: reason.pageLine }]
        : [],
    ),
    ...output.map(
      (text, index): LineComparison =>
        forbidden.has(index) ? { op: 'extra', actual: text } : { op: 'same', text, pageLine: 0 },
    ),
  ];
}

function accountOf({ printed, actual, bindings, literals }: Question): Account {
  const { demands } = demandsOf(printed.lines, printed.line);
  const output = outputLines(actual);
  const { wanted, places, ledger } = placeDemands({ demands, output, bindings, literals });
  const accounts = output.map((text, line): LineAccount => {
    const demand = wanted[places.indexOf(line)];
    return demand
      ? { as: 'line', pageLine: demand.pageLine, text, pattern: demand.pattern }
      : { as: 'not compared' };
  });
  return { lines: accounts, ledger };
}

function holes(printed: readonly string[], firstLine: number): Hole[] {
  const { demands, unmarked } = demandsOf(printed, firstLine);
  return [
    ...tokenHoles(printed, firstLine),
    ...unmarked.map((pageLine) => ({
      pageLine,
      detail:
        'every line of `match=lines` must start with "+ " (present) or "- " (absent); write one of the two ' +
        'before the text',
    })),
    ...demands
      .filter(({ text }) => acceptsAll(patternOf(text, noLiterals)))
      .map(({ pageLine }) => ({
        pageLine,
        detail: 'this fits every line: write the text that is present or absent',
      })),
  ];
}

/**
 * A line that should be present becomes the output line most like it. `bless` never changes a line `- text`.
 */
function* blessCandidates({ printed, actual, bindings, literals, fill }: RewriteTask): Candidates {
  const page = printedLines(printed.lines);
  const output = outputLines(actual);
  const rewriting: Rewriting = { ledger: new Ledger(bindings), literals, fill };
  const { demands } = demandsOf(page, 0);
  const taken = new Set<number>();
  const missing = demands.filter(({ present, text }) => {
    if (!present) return false;
    const place = output.findIndex((line) => fits(patternOf(text, literals), line, rewriting.ledger, 0));
    if (place >= 0) taken.add(place);
    return place < 0;
  });
  const forbidden = demands.find(
    ({ present, text }) =>
      !present && output.some((line) => fits(within(openPatternOf(text, literals)), line, Ledger.free(), 0)),
  );
  if (forbidden)
    return (
      `The page says that ${JSON.stringify(forbidden.text)} is absent (line ` +
      `${printed.line + forbidden.pageLine}), and the output has it. Fix the cause, or delete the line.`
    );
  const rewritten = [...page];
  for (const { text, pageLine: index } of missing) {
    const place = mostAlike(text, output, (line) => !taken.has(line));
    if (place === undefined)
      return (
        `No line of the output is like ${JSON.stringify(text)} (line ${printed.line + index}). Delete the ` +
        'printed line, or print what the output has.'
      );
    taken.add(place);
    const sign = /^\s*\+[ \t]+/.exec(page[index]!)![0];
    rewritten[index] = sign + rewriteText(page[index]!.slice(sign.length), output[place]!, rewriting);
  }
  yield rewritten;
  return undefined;
}
