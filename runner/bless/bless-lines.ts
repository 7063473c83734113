import { Ledger } from '../match/ledger.ts';
import { demandsOf } from '../match/lines.ts';
import { fits } from '../match/match-text.ts';
import { collapsed, linesOf, printedLines } from '../match/normalise.ts';
import { openPatternOf, patternOf, within } from '../match/pattern.ts';
import { blessText } from './bless-text.ts';
import type { Context } from './context.ts';
import { mostAlike } from './most-alike.ts';
import type { Candidates, OutputTask } from './output-task.ts';

/**
 * `lines`: a line that should be there becomes the line most like it. One that should not be there is the
 * author's word.
 */
export function* linesCandidates({ printed, actual, bindings, literals, fill }: OutputTask): Candidates {
  const page = printedLines(printed.lines);
  const output = linesOf(actual).map((line) => collapsed(line).trim());
  const context: Context = { ledger: new Ledger(bindings), literals, fill };
  const { demands } = demandsOf(page, 0);
  const taken = new Set<number>();
  const lost = demands.filter(({ present, text }) => {
    if (!present) return false;
    const place = output.findIndex((line) => fits(patternOf(text, literals), line, context.ledger, 0));
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
  const lines = [...page];
  for (const { text, pageLine } of lost) {
    const place = mostAlike(text, output, (line) => !taken.has(line));
    if (place === undefined)
      return (
        `No line of the output is like ${JSON.stringify(text)} (line ${printed.line + pageLine}). Take ` +
        'it out, or print what the output has.'
      );
    taken.add(place);
    const sign = /^\s*\+[ \t]+/.exec(page[pageLine]!)![0];
    lines[pageLine] = sign + blessText(page[pageLine]!.slice(sign.length), output[place]!, context);
  }
  yield lines;
  return undefined;
}
