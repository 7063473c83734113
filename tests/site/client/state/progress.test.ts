import { describe, expect, test } from 'vitest';
import type { StepOnPage } from '../../../../src/client/state/page-model.ts';
import { firstState, type PageState, type StepPhase } from '../../../../src/client/state/page-state.ts';
import { plannedSteps, progress, stepState, stoppedAt } from '../../../../src/client/state/progress.ts';

const step = (id: string, more: Partial<StepOnPage> = {}) =>
  ({ id, ordinal: 0, hash: '', skip: false, ...more }) as StepOnPage;
/** A step that was started, unless it is only queued. */
const stateOf = (phase: StepPhase) => ({ phase, commands: [], startedAt: '2026-11-22T12:00:00.000Z' });
const state = (phases: Record<string, StepPhase>): PageState => ({
  ...firstState,
  steps: Object.fromEntries(Object.entries(phases).map(([id, phase]) => [id, stateOf(phase)])),
});

test('plannedSteps: takes one value of each choice and no step that is never run', () => {
  const steps = [
    step('a', { choice: { group: 'g', value: 'x' } }),
    step('b', { choice: { group: 'g', value: 'y' } }),
    step('c'),
    step('d', { skip: true }),
  ];
  expect(plannedSteps(steps, { g: 'y' }).map(({ id }) => id)).toEqual(['b', 'c']);
});

describe('progress', () => {
  const steps = ['a', 'b', 'c', 'd'].map((id) => step(id));

  test('counts verdicts and names the step to continue from', () => {
    expect(progress(steps, state({ a: 'passed', b: 'differs', c: 'failed' }))).toEqual({
      total: 4,
      done: 1,
      differs: 1,
      failed: 1,
      running: 0,
      queued: 0,
      stale: 0,
      next: steps[1],
    });
  });

  test('counts a step as done if the version of the target rules it out', () => {
    expect(progress(steps, state({ a: 'passed', b: 'skipped' }))).toMatchObject({ done: 2, next: steps[2] });
  });

  test('does not count a skipped step that a run never reached', () => {
    const dropped = { phase: 'skipped', commands: [] } as const;
    expect(progress(steps, { ...firstState, steps: { a: stateOf('differs'), b: dropped } })).toMatchObject({
      done: 0,
      next: steps[0],
    });
  });

  test('names no step if all steps are done', () => {
    expect(
      progress(steps, state({ a: 'passed', b: 'passed', c: 'passed', d: 'passed' })).next,
    ).toBeUndefined();
  });
});

describe('stepState', () => {
  const stale = {
    ...state({ a: 'passed', b: 'differs' }),
    stale: { a: 'It needs x, which ran again since.', b: 'x' },
  };

  test('shows a passed step as stale, with the reason, as the same object each time', () => {
    expect(stepState(stale, 'a')).toMatchObject({
      phase: 'stale',
      stale: 'It needs x, which ran again since.',
    });
    expect(stepState(stale, 'a')).toBe(stepState(stale, 'a'));
    expect(stepState(stale, 'b').phase).toBe('differs');
  });

  test('shows the step as passed again if the change is undone', () => {
    expect(stepState({ ...stale, stale: {} }, 'a').phase).toBe('passed');
  });
});

describe('stoppedAt', () => {
  const steps = ['a', 'b', 'c'].map((id) => step(id));

  test('names the first step that did not pass and the next step', () => {
    expect(stoppedAt(steps, state({ a: 'passed', b: 'differs', c: 'skipped' }))).toEqual({
      step: steps[1],
      next: steps[2],
    });
    expect(stoppedAt(steps, state({ a: 'passed', b: 'passed', c: 'failed' }))).toEqual({
      step: steps[2],
      next: undefined,
    });
  });

  test('names no step while a step runs, or if all steps passed', () => {
    expect(stoppedAt(steps, state({ a: 'differs', b: 'running' }))).toBeUndefined();
    expect(stoppedAt(steps, state({ a: 'passed' }))).toBeUndefined();
  });
});
