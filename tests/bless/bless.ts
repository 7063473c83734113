import {
  blessOutput,
  type CommandRun,
  type Expected,
  judgeRun,
  proposeElisions,
} from '../../runner/bless/bless-output.ts';
import { literalsOf, problemsOf } from '../../runner/match/index.ts';
import type { MatchMode } from '../../src/guide/model.ts';
import type { Bindings } from '../../src/guide/outcome.ts';

interface More {
  readonly bindings?: Bindings;
  readonly commands?: readonly string[];
}

/**
 * The printed text that `blessOutput` makes for an output. The text must match the output and have no hole.
 * If there is no text, returns the reason in parentheses.
 */
export function blessed(
  mode: MatchMode,
  page: string,
  actual: string,
  { bindings = {}, commands = [] }: More = {},
): string {
  return proved(expectedOf(mode, page, commands), [{ actual, exit: 0, bindings }], blessOutput);
}

/**
 * The printed text that `proposeElisions` makes for runs that disagree. If there is none, returns the reason
 * in parentheses.
 */
export function proposed(mode: MatchMode, page: string, actuals: readonly string[]): string {
  const runs = actuals.map((actual) => ({ actual, exit: 0, bindings: {} }));
  return proved(expectedOf(mode, page, []), runs, (expected) => proposeElisions(expected, runs));
}

export function expectedOf(mode: MatchMode, page: string, commands: readonly string[]): Expected {
  return {
    mode,
    expectExit: 0,
    printed: { lines: page.split('\n'), line: 1 },
    literals: literalsOf(commands),
  };
}

function proved(
  expected: Expected,
  runs: readonly CommandRun[],
  bless: (expected: Expected, run: CommandRun) => ReturnType<typeof blessOutput>,
): string {
  const found = bless(expected, runs.at(-1)!);
  if ('why' in found) return `(${found.why})`;
  const printed = { ...expected.printed, lines: found.lines };
  if (problemsOf({ mode: expected.mode, printed: [printed] }).length > 0)
    throw new Error(`vacuous: ${found.lines.join('\n')}`);
  for (const run of runs)
    if (!judgeRun({ ...expected, printed }, run).matches)
      throw new Error(`not true: ${found.lines.join('\n')}`);
  return found.lines.join('\n');
}
