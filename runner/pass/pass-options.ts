import type { Guide, Step } from '../../src/guide/model.ts';
import type { Choices } from '../../src/guide/passes.ts';
import type { StepResult } from '../../src/guide/result.ts';
import type { Work } from '../cluster/lease/holder.ts';
import type { Target } from '../cluster/target.ts';

/** Gets the events of a pass while it runs. Reporters implement it. */
export interface PassListener {
  stepStarted?(step: Step): void;
  stepEnded?(step: Step, result: StepResult): void;
}

export interface PassOptions {
  readonly guide: Guide;
  readonly target: Target;
  readonly choices: Choices;
  /** If aborted, the pass ends before the next step; cleanup still runs. */
  readonly signal: AbortSignal;
  /** Id of a step: run only this step, the steps before it, and cleanup. */
  readonly until?: string;
  readonly listener?: PassListener;
  /** The command that runs the pass. Other runners get its name while they wait for the cluster. */
  readonly work?: Work;
  /** After the last step, objects in deletion have this time to be gone. */
  readonly deletionSettleMs?: number;
}
