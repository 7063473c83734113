import {
  blessOutput,
  type Expected,
  judgeShowing,
  proposeElisions,
  type Showing,
} from '../../runner/bless/bless-output.ts';
import { literalsOf, problemsOf } from '../../runner/match/index.ts';
import type { MatchMode } from '../../src/guide/model.ts';
import type { Bindings } from '../../src/guide/outcome.ts';

interface More {
  readonly bindings?: Bindings;
  readonly commands?: readonly string[];
}

/**
 * The printed text that `blessOutput` makes for an output, which must match it and have no hole. Or, in
 * parentheses, why there is none.
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
 * The printed text that `proposeElisions` makes for runs that disagree; or, in parentheses, why there is
 * none.
 */
export function proposed(mode: MatchMode, page: string, actuals: readonly string[]): string {
  const showings = actuals.map((actual) => ({ actual, exit: 0, bindings: {} }));
  return proved(expectedOf(mode, page, []), showings, (expected) => proposeElisions(expected, showings));
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
  showings: readonly Showing[],
  bless: (expected: Expected, showing: Showing) => ReturnType<typeof blessOutput>,
): string {
  const found = bless(expected, showings.at(-1)!);
  if ('why' in found) return `(${found.why})`;
  const printed = { ...expected.printed, lines: found.lines };
  if (problemsOf({ mode: expected.mode, printed: [printed] }).length > 0)
    throw new Error(`vacuous: ${found.lines.join('\n')}`);
  for (const showing of showings)
    if (!judgeShowing({ ...expected, printed }, showing).matches)
      throw new Error(`not true: ${found.lines.join('\n')}`);
  return found.lines.join('\n');
}
