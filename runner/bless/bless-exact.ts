import { withoutColour } from '../match/normalise.ts';
import type { Candidates, OutputTask } from './output-task.ts';

/** `exact`: the output itself. Two runs that disagree cannot both be printed. */
export function* exactCandidates({ actual, fill }: OutputTask): Candidates {
  if (fill === 'elision') return 'match=exact knows no elision; use match=docs and elide what varies.';
  yield withoutColour(actual)
    .replace(/\r+\n/g, '\n')
    .replace(/[\r\n]+$/, '')
    .split('\n');
  return undefined;
}
