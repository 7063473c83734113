import { Ledger } from '../match/ledger.ts';
import { fits } from '../match/match-text.ts';
import { collapsed, isElision, linesOf, printedLines } from '../match/normalise.ts';
import { patternOf, within } from '../match/pattern.ts';
import { blessText } from './bless-text.ts';
import type { Context } from './context.ts';
import { mostAlike } from './most-alike.ts';
import type { Candidates, OutputTask } from './output-task.ts';

/**
 * `contains`: a printed line that no line of the output holds becomes the part that it was of the line most
 * like it; lines that the output has in another order change places.
 */
export function* containsCandidates({ printed, actual, bindings, literals, fill }: OutputTask): Candidates {
  const page = printedLines(printed.lines);
  const output = linesOf(actual).map((line) => collapsed(line).trim());
  const context: Context = { ledger: new Ledger(bindings), literals, fill };
  const holds = (index: number, line: number, ledger: Ledger) =>
    fits(within(patternOf(collapsed(page[index]!).trim(), literals)), output[line]!, ledger, 0);
  const wanted = page.flatMap((line, index) => (line.trim() === '' || isElision(line) ? [] : [index]));
  const places = new Map<number, number>();
  for (const index of wanted) {
    const behind = Math.max(-1, ...places.values()) + 1;
    const found = [...range(behind, output.length), ...range(0, behind)].find((line) =>
      holds(index, line, context.ledger),
    );
    if (found !== undefined) places.set(index, found);
  }
  const lines = new Map(wanted.map((index) => [index, page[index]!]));
  for (const index of wanted.filter((each) => !places.has(each))) {
    const place = mostAlike(page[index]!, output, (line) => ![...places.values()].includes(line));
    if (place === undefined)
      return (
        `No line of the output is like ${JSON.stringify(page[index])} (line ${printed.line + index}). ` +
        'Take it out, or print what the output has.'
      );
    places.set(index, place);
    const indent = /^\s*/.exec(page[index]!)![0];
    lines.set(index, indent + blessText(page[index]!.trim(), output[place]!, context, { part: true }));
  }
  const inOrder = wanted.toSorted((a, b) => places.get(a)! - places.get(b)!);
  const order = new Map(wanted.map((index, at) => [index, inOrder[at]!]));
  yield page.map((line, index) => lines.get(order.get(index)!) ?? line);
  return undefined;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
