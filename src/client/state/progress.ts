import type { StepOnPage } from './page-model.ts';
import { idleStep, isDone, type PageState, type StepPhase, type StepState } from './page-state.ts';

export type Choices = Readonly<Record<string, string>>;

/** The steps that a run of the whole guide takes with these choices, in page order. */
export function plannedSteps<S extends Pick<StepOnPage, 'choice' | 'skip'>>(
  steps: readonly S[],
  choices: Choices,
): S[] {
  return steps.filter(({ choice, skip }) => !skip && (!choice || choices[choice.group] === choice.value));
}

export interface Progress {
  readonly total: number;
  /** Steps that passed or that the target's versions rule out. */
  readonly done: number;
  readonly differs: number;
  /** Steps that ran and did not pass, except those whose output differs from the page. */
  readonly failed: number;
  readonly running: number;
  readonly queued: number;
  readonly stale: number;
  /** The first step that still has to pass. */
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

/** The state of a step as it is shown: `stale` instead of `passed` if the runner says so. */
export function stepState(state: PageState, id: string): StepState {
  const step = state.steps[id] ?? idleStep;
  const stale = step.phase === 'passed' ? state.stale[id] : undefined;
  return stale === undefined ? step : staleStep(step, stale);
}

const staleSteps = new WeakMap<StepState, StepState>();

/** Returns the same object for the same facts, because views compare by identity. */
function staleStep(step: StepState, stale: string): StepState {
  const known = staleSteps.get(step);
  if (known?.stale === stale) return known;
  const changed: StepState = { ...step, phase: 'stale', stale };
  staleSteps.set(step, changed);
  return changed;
}

/**
 * The step at which the last run stopped, which is the first one that did not pass, and the next step.
 * `undefined` while something runs or is queued, or if no step failed.
 */
export function stoppedAt<S extends Pick<StepOnPage, 'id'>>(
  planned: readonly S[],
  state: PageState,
): { readonly step: S; readonly next: S | undefined } | undefined {
  const phases = planned.map(({ id }) => stepState(state, id).phase);
  if (phases.some((phase) => phase === 'running' || phase === 'queued')) return undefined;
  const at = phases.findIndex((phase) => stops.has(phase));
  const step = planned[at];
  return step && { step, next: planned[at + 1] };
}

const stops: ReadonlySet<StepPhase> = new Set(['differs', 'failed', 'timed-out', 'interrupted', 'errored']);
