import type { StepResult } from '../../../../src/guide/result.ts';
import type { PastRun } from './history.ts';

/** Why the steps that passed in a killed runner are stale. */
export const shellGone = 'The runner was started again, and the shell that it ran in is gone.';

/** The result of a run of another runner. The journal has its verdict, but no outputs. */
export function pastResult({ run, step, at, verdict = 'interrupted' }: PastRun): StepResult {
  const why = verdict === 'interrupted' ? interrupted : outputNotKept;
  return { run, step, verdict, startedAt: at, ms: 0, ...why, commands: [] };
}

const outputNotKept = {
  message: 'It ran before the runner was started again; its output was not kept.',
};
const interrupted = {
  message: 'The runner was killed while this step ran, and how far it came is unknown.',
  next: 'Check what it has done, then run it again; the runner does not repeat it by itself.',
};
