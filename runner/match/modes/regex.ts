import { RE2JS } from 're2js';
import type { LineComparison, Reason } from '../../../src/guide/outcome.ts';
import { type Account, accountOfSearch } from '../explain/account.ts';
import { allowanceByLine } from '../explain/allowance.ts';
import { type Answer, type Question, reasonsAtMost } from '../question.ts';
import { alignLists } from '../rewrite/align-lists.ts';
import { type Candidates, elision, type RewriteTask } from '../rewrite/candidates.ts';
import { replaceCost } from '../rewrite/likeness.ts';
import type { Hole } from '../text/holes.ts';
import { Ledger } from '../text/ledger.ts';
import { isElision, linesOf, printedLines } from '../text/normalise.ts';
import { type Item, search, stepsAtMost } from '../text/search.ts';
import type { Mode } from './mode.ts';
import { patternNotation } from './notation.ts';

/**
 * The `regex` mode: each printed line is an RE2 pattern for one whole line of the output, in order, all
 * lines. A line `...` stands for any number of lines. RE2 takes linear time for every pattern.
 */
export const regex: Mode = {
  judge,
  holes,
  allowance: allowanceByLine(accountOf),
  blessCandidates,
  comparedLines: linesOf,
  notation: patternNotation,
};

function judge({ printed, actual }: Question): Answer {
  const { page, output, items } = readQuestion({ printed, actual });
  if (!search(items, output.length, new Ledger({}), { steps: stepsAtMost }).next().done)
    return { reasons: [] };
  const { reasons, lines } = differences(page, output);
  return {
    reasons:
      reasons.length > 0
        ? reasons.slice(0, reasonsAtMost)
        : [{ code: 'missing-line', pageLine: printed.line, expected: page[0]!.text }],
    comparison: { kind: 'lines', lines },
  };
}

interface PatternLine {
  readonly text: string;
  readonly pageLine: number;
  /** The pattern of a printed line; undefined for a line `...`. */
  readonly pattern: RE2JS | undefined;
}

/** Reads the question. `items`: the printed lines, for a search over the output's lines. */
function readQuestion({ printed, actual }: Pick<Question, 'printed' | 'actual'>): {
  readonly page: readonly PatternLine[];
  readonly output: readonly string[];
  readonly items: readonly Item[];
} {
  const output = linesOf(actual);
  const page = printedLines(printed.lines).map((text, index) => ({
    text,
    pageLine: printed.line + index,
    pattern: isElision(text) ? undefined : RE2JS.compile(text),
  }));
  const items = page.map(({ pattern }): Item => {
    if (!pattern) return { gap: true };
    return {
      gap: false,
      width: 1,
      ends: (from) => (from < output.length && pattern.matches(output[from]!) ? [from + 1] : []),
    };
  });
  return { page, output, items };
}

/**
 * The patterns beside the output's lines, line by line; an elision ends where the pattern after it matches.
 */
function differences(
  page: readonly PatternLine[],
  output: readonly string[],
): { readonly reasons: Reason[]; readonly lines: LineComparison[] } {
  const reasons: Reason[] = [];
  const lines: LineComparison[] = [];
  let line = 0;
  for (const [index, { text, pageLine, pattern }] of page.entries()) {
    if (!pattern) {
      const following = page[index + 1]?.pattern;
      const until = following
        ? output.findIndex((candidate, at) => at >= line && following.matches(candidate))
        : output.length;
      const count = Math.max(0, until - line);
      lines.push({ op: 'elided', count });
      line += count;
      continue;
    }
    const shown = output[line];
    if (shown === undefined) {
      reasons.push({ code: 'missing-line', pageLine, expected: text });
      lines.push({ op: 'missing', page: text, pageLine });
    } else if (pattern.matches(shown)) lines.push({ op: 'accepted', page: text, actual: shown, pageLine });
    else {
      const why = { kind: 'type', type: 'pattern', expected: text, actual: shown } as const;
      reasons.push({ code: 'line', pageLine, actualLine: line + 1, expected: text, actual: shown, why });
      lines.push({ op: 'changed', page: text, actual: shown, pageLine });
    }
    line += 1;
  }
  const lastPageLine = page.at(-1)!.pageLine;
  for (; line < output.length; line += 1) {
    const actual = output[line]!;
    reasons.push({ code: 'extra-line', actualLine: line + 1, actual, pageLine: lastPageLine });
    lines.push({ op: 'extra', actual });
  }
  return { reasons, lines };
}

function accountOf(question: Question): Account {
  const { page, output, items } = readQuestion(question);
  return accountOfSearch(
    { items, length: output.length, ledger: new Ledger({}) },
    {
      part: (index) => ({ as: 'pattern', pageLine: page[index]!.pageLine }),
      gap: (index) => ({ as: 'elided', pageLine: page[index]!.pageLine }),
    },
  );
}

/** No useful pattern accepts all of these lines. */
const probes = ['x', 'Error: 7 != 8', '{"a": [1, "b"]}', '\t-~§', '0'];

function holes(lines: readonly string[], firstLine: number): Hole[] {
  const found: Hole[] = [];
  let canFail = false;
  for (const [index, line] of lines.entries()) {
    if (line === '' || isElision(line)) continue;
    try {
      const pattern = RE2JS.compile(line);
      if (!probes.every((probe) => pattern.matches(probe))) canFail = true;
    } catch (error) {
      canFail = true;
      found.push({
        pageLine: firstLine + index,
        detail:
          `this RE2 pattern does not compile: ${compilerMessage(error)}. Correct it; write \`\\\` before a ` +
          'special character that stands for itself',
      });
    }
  }
  if (canFail) return found;
  return [
    ...found,
    {
      pageLine: firstLine,
      detail: 'these patterns accept every output: write one that can fail, or use match=none',
    },
  ];
}

function compilerMessage(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/^error parsing regexp: /, '');
}

/** A pattern that its output line does not match becomes that line, escaped. */
function* blessCandidates({ printed, actual, fill }: RewriteTask): Candidates {
  const page = printedLines(printed.lines);
  const patterns = page.map((line) => (isElision(line) ? undefined : RE2JS.compile(line)));
  const output = linesOf(actual);
  const rewritten = (line: number) => (fill === 'elision' ? elision : RE2JS.quote(output[line]!));
  const steps = alignLists({
    page: page.length,
    actual: output.length,
    isGap: (index) => patterns[index] === undefined,
    ways: (index, line) => {
      const cost = patterns[index]!.matches(output[line]!) ? 0 : replaceCost(page[index]!, output[line]!);
      return [{ width: 1, cost }];
    },
  });
  if (steps)
    yield steps.flatMap((step) => {
      switch (step.op) {
        case 'gap':
          return [printed.lines[step.page]!];
        case 'pair':
          return [step.same ? printed.lines[step.page]! : rewritten(step.actual)];
        case 'add':
          return [rewritten(step.actual)];
        case 'drop':
          return fill === 'elision' ? [elision] : [];
      }
    });
  if (fill === 'real') yield output.map((_, line) => rewritten(line));
  return undefined;
}
