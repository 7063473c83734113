import type { MatchMode, Printed } from '../../src/guide/model.ts';
import type { Mode } from './modes/mode.ts';
import { modeOf } from './modes/modes.ts';
import type { Hole } from './text/holes.ts';
import { printedLines } from './text/normalise.ts';

/** All holes of an expectation that can be found without running its command. */
export function problemsOf(expectation: {
  readonly mode: MatchMode;
  readonly printed: readonly Printed[];
}): readonly Hole[] {
  const mode = modeOf(expectation.mode);
  if (!mode) return [];
  if (expectation.printed.length === 0 && !mode.printedIsOptional) {
    const option = `match=${expectation.mode}`;
    const detail = `\`${option}\` needs printed output to compare with; print it, or use match=none`;
    return [{ pageLine: 0, detail }];
  }
  return expectation.printed.flatMap((printed) => holesIn(mode, printed));
}

export function holesIn(mode: Mode, printed: Printed): readonly Hole[] {
  const lines = printedLines(printed.lines);
  if (lines.some((line) => line.trim() !== '')) return mode.holes(lines, printed.line);
  const detail = 'the printed output is empty: print what the command shows, or use match=none';
  return [{ pageLine: printed.line, detail }];
}
