import { type Judged, judge, literalsOf } from '../../runner/match/index.ts';
import type { MatchMode } from '../../src/guide/model.ts';
import type { Bindings } from '../../src/guide/outcome.ts';

/** Judges an output, with defaults for what a test does not need. The printed output starts at line 1. */
export function ask(
  mode: MatchMode,
  page: string,
  actual: string,
  more: { bindings?: Bindings; commands?: readonly string[] } = {},
): Judged {
  return judge({
    mode,
    printed: { lines: page.split('\n'), line: 1 },
    actual,
    exit: 0,
    expectExit: 0,
    bindings: more.bindings ?? {},
    literals: literalsOf(more.commands ?? []),
  });
}

export function accepts(mode: MatchMode, page: string, actual: string): boolean {
  return ask(mode, page, actual).matches;
}
