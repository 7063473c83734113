import { Ledger } from '../match/ledger.ts';
import { fits } from '../match/match-text.ts';
import { collapsed, isElision, linesOf, printedLines } from '../match/normalise.ts';
import { sheetOf } from '../match/page.ts';
import { patternOf } from '../match/pattern.ts';
import { blessText } from './bless-text.ts';
import { type Context, elision } from './context.ts';
import { mostAlike } from './most-alike.ts';
import type { Candidates, OutputTask } from './output-task.ts';
import { realLine, realText } from './real-text.ts';

/**
 * `unordered`: what still fits stays in its place; a lost line becomes the new one most like it; further new
 * ones come last.
 */
export function* unorderedCandidates({ printed, actual, bindings, literals, fill }: OutputTask): Candidates {
  const page = printedLines(printed.lines);
  const output = linesOf(actual).filter((line) => line !== '');
  const context: Context = { ledger: new Ledger(bindings), literals, fill };
  const left = new Set(output.keys());
  const isWanted = (line: string) => line !== '' && !isElision(line);
  const take = (line: number) => left.delete(line);
  const kept = page.map((line) => {
    if (!isWanted(line)) return true;
    const pattern = patternOf(collapsed(line), literals);
    const isThis = (text: string, place: number) =>
      left.has(place) && fits(pattern, collapsed(text), context.ledger, 0);
    const equal = output.findIndex((text, place) => text === line && isThis(text, place));
    const found = equal >= 0 ? equal : output.findIndex(isThis);
    return found >= 0 && take(found);
  });
  const lines = page.flatMap((line, index) => {
    if (kept[index]) return [line];
    const place = mostAlike(line, output, (each) => left.has(each));
    if (place === undefined) return fill === 'elision' ? [elision] : [];
    take(place);
    return [blessText(line, output[place]!, context)];
  });
  const isOpen = lines.some(isElision);
  if (!isOpen)
    for (const place of left) lines.push(fill === 'elision' ? elision : realText(output[place]!, context));
  yield lines.filter(
    (line, index) => !isElision(line) || lines.findIndex(isElision) === index || fill === 'real',
  );
  if (fill === 'real') {
    const sheet = sheetOf(linesOf(actual));
    yield sheet.raw.map((_, index) => realLine(sheet, index, { ...context, ledger: new Ledger(bindings) }));
  }
  return undefined;
}
