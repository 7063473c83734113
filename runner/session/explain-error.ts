import type { Step } from '../../src/guide/model.ts';
import type { CommandResult } from '../../src/guide/result.ts';
import { messageOf, NotOursError } from '../errors.ts';
import { DiskError } from '../io/disk-error.ts';
import type { Why } from './explain-step.ts';
import { StoppedError } from './unless-stopped.ts';

/** The effect of an error on the step in which it happened. */
export interface BrokenStep {
  readonly verdict: 'cancelled' | 'errored';
  readonly why: Why;
  /** Whether the cluster may know the cause. */
  readonly mayHaveEvidence: boolean;
}

export function explainError(error: unknown, step: Step, done: readonly CommandResult[]): BrokenStep {
  if (error instanceof StoppedError)
    return {
      verdict: 'cancelled',
      why: {
        message: `Stopped during the check that the cluster is still the same. ${whatRan(step, done)}`,
      },
      mayHaveEvidence: false,
    };
  if (error instanceof DiskError)
    return {
      verdict: 'errored',
      why: { message: error.message, next: error.next },
      mayHaveEvidence: false,
    };
  if (error instanceof NotOursError)
    return {
      verdict: 'errored',
      why: { message: `${error.message} ${whatRan(step, done)}`, next: error.next },
      mayHaveEvidence: false,
    };
  return {
    verdict: 'errored',
    why: { message: messageOf(error), next: 'Check that the cluster is up, then run the step again.' },
    mayHaveEvidence: true,
  };
}

function whatRan({ commands }: Step, done: readonly CommandResult[]): string {
  const ran = done.filter(({ attempts }) => attempts > 0).length;
  if (ran === 0) return 'No command of this step was run.';
  return `${ran} of the ${commands.length} commands of this step had run.`;
}
