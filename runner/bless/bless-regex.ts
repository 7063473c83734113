import { RE2JS } from 're2js';
import { isElision, linesOf, printedLines } from '../match/normalise.ts';
import { alignLists } from './align-lists.ts';
import { elision } from './context.ts';
import { alikeFrom, likeness } from './likeness.ts';
import type { Candidates, OutputTask } from './output-task.ts';

/** `regex`: a pattern whose line differs becomes that line, escaped. */
export function* regexCandidates({ printed, actual, fill }: OutputTask): Candidates {
  const page = printedLines(printed.lines);
  const patterns = page.map((line) => (isElision(line) ? undefined : RE2JS.compile(line)));
  const output = linesOf(actual);
  const differing = (line: number) => (fill === 'elision' ? elision : RE2JS.quote(output[line]!));
  const beside = alignLists({
    page: page.length,
    actual: output.length,
    isGap: (index) => patterns[index] === undefined,
    ways: (index, line) => {
      if (patterns[index]!.matches(output[line]!)) return [{ width: 1, cost: 0 }];
      const alike = likeness(page[index]!, output[line]!);
      return [{ width: 1, cost: alike >= alikeFrom ? 1.5 - alike : 1.8 }];
    },
  });
  if (beside)
    yield beside.flatMap((one) => {
      switch (one.op) {
        case 'gap':
          return [printed.lines[one.page]!];
        case 'pair':
          return [one.same ? printed.lines[one.page]! : differing(one.actual)];
        case 'add':
          return [differing(one.actual)];
        case 'drop':
          return fill === 'elision' ? [elision] : [];
      }
    });
  if (fill === 'real') yield output.map((_, line) => differing(line));
  return undefined;
}
