import type { StepResult } from '../../../src/guide/protocol.ts';
import type { PastRun } from './history.ts';

/** Why no step of a runner that was killed holds. */
export const shellGone = 'The runner was started again, and the shell that it ran in is gone.';

/** The result of a run that another runner made, as far as the journal knows it. */
export function pastResult({ run, step, at, verdict = 'interrupted' }: PastRun): StepResult {
  const why = verdict === 'interrupted' ? interrupted : outputNotKept;
  return { run, step, verdict, startedAt: at, ms: 0, ...why, commands: [] };
}

const outputNotKept = {
  message: 'It ran before the runner was started again; what it printed was not kept.',
};
const interrupted = {
  message: 'The runner was killed while this step ran, so how far it came is not known.',
  next: 'See what it has done and run it again; nothing was run again by itself.',
};
