import type { StepOnPage } from './page-model.ts';
import { idleStep, isDone, type PageState, type StepPhase, type StepState } from './state.ts';

export type Choices = Readonly<Record<string, string>>;

/** The steps of one pass with these choices, in page order. */
export function plannedSteps<S extends Pick<StepOnPage, 'choice' | 'skip'>>(steps: readonly S[], choices: Choices): S[] {
  return steps.filter(({ choice, skip }) => !skip && (!choice || choices[choice.group] === choice.value));
}

export interface Progress {
  readonly total: number;
  /** Passed, or ruled out by the target's version. */
  readonly done: number;
  readonly differs: number;
  /** Ran and did not pass, other than by its output. */
  readonly failed: number;
  readonly running: number;
  readonly queued: number;
  /** First step that is still to pass. */
  readonly next: StepOnPage | undefined;
}

export function progress(planned: readonly StepOnPage[], state: PageState): Progress {
  const states = planned.map(({ id }) => stepState(state, id));
  const count = (...wanted: StepPhase[]) => states.filter(({ phase }) => wanted.includes(phase)).length;
  return {
    total: planned.length,
    done: states.filter(isDone).length,
    differs: count('differs'),
    failed: count('failed', 'timed-out', 'interrupted', 'errored'),
    running: count('running'),
    queued: count('queued'),
    next: planned.find(({ id }) => !isDone(stepState(state, id))),
  };
}

export function stepState(state: PageState, id: string): StepState {
  return state.steps[id] ?? idleStep;
}
