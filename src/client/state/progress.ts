import type { StepOnPage } from './page-model.ts';
import { idleStep, isDone, type PageState, type StepPhase, type StepState } from './page-state.ts';

export type Choices = Readonly<Record<string, string>>;

/** The steps of one pass with these choices, in page order. */
export function plannedSteps<S extends Pick<StepOnPage, 'choice' | 'skip'>>(
  steps: readonly S[],
  choices: Choices,
): S[] {
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
  readonly stale: number;
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
    stale: count('stale'),
    next: planned.find(({ id }) => !isDone(stepState(state, id))),
  };
}

/** A step as it is shown: what passed and does not hold any more is stale. */
export function stepState(state: PageState, id: string): StepState {
  const step = state.steps[id] ?? idleStep;
  const stale = step.phase === 'passed' ? state.stale[id] : undefined;
  return stale === undefined ? step : staleStep(step, stale);
}

const staleSteps = new WeakMap<StepState, StepState>();

/** The same object for the same facts: views compare by identity. */
function staleStep(step: StepState, stale: string): StepState {
  const known = staleSteps.get(step);
  if (known?.stale === stale) return known;
  const made: StepState = { ...step, phase: 'stale', stale };
  staleSteps.set(step, made);
  return made;
}

/** Where a run came to a stop: the first step that did not pass, while nothing is under way. */
export function stoppedAt<S extends Pick<StepOnPage, 'id'>>(
  planned: readonly S[],
  state: PageState,
): { readonly step: S; readonly behind: S | undefined } | undefined {
  const phases = planned.map(({ id }) => stepState(state, id).phase);
  if (phases.some((phase) => phase === 'running' || phase === 'queued')) return undefined;
  const at = phases.findIndex((phase) => stops.has(phase));
  const step = planned[at];
  return step && { step, behind: planned[at + 1] };
}

const stops: ReadonlySet<StepPhase> = new Set(['differs', 'failed', 'timed-out', 'interrupted', 'errored']);
