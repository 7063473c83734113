import { expect, test } from 'vitest';
import { PassedSteps } from '../../runner/session/passed-steps.ts';
import type { Step } from '../../src/guide/model.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

const { guide } = guideOf(
  [
    fence('$ export A=1', 'id=set'),
    fence('$ echo $A', 'id=use'),
    fence('$ touch made', 'id=make'),
    fence('$ rm made', 'id=clean role=cleanup'),
    fence('$ rm -f other', 'id=clean-other role=cleanup'),
  ].join('\n\n'),
);
const stepOf = (id: string) => guide.steps.find((step) => step.id === id) as Step;
const binding = (value: string) => ({ value, pageLine: 1 });

/** Steps of the guide that passed, each with a binding of its own name. */
function passed(...ids: string[]): PassedSteps {
  const steps = new PassedSteps();
  for (const id of ids) steps.passed(stepOf(id), { [id]: binding(id) });
  return steps;
}

test('PassedSteps: a step waits for the steps that it needs, or for a line that sets their variables', () => {
  const steps = new PassedSteps();
  const why = () => steps.whyUnmet(stepOf('use'), guide, {});
  expect(why()).toBe('It needs set, which has not passed in this session.');
  steps.typed(['B']);
  expect(why()).toBeDefined();
  steps.typed(['A']);
  expect([why(), [...steps.ids], [...steps.met(guide)]]).toEqual([undefined, [], ['set']]);
  expect(steps.shellLost(guide)).toEqual([]);
  expect(why()).toBeDefined();
  steps.passed(stepOf('set'), {});
  expect(why()).toBeUndefined();
});

test('PassedSteps: with the shell, the steps that set variables are lost', () => {
  const steps = passed('set', 'make');
  expect(steps.shellLost(guide)).toEqual(['set']);
  expect([...steps.ids]).toEqual(['make']);
});

test('PassedSteps: a step sees the bindings of the steps above it, and loses its own when it begins', () => {
  const steps = passed('set', 'use', 'make');
  expect(steps.bindingsBefore(stepOf('make'), guide)).toEqual({ set: binding('set'), use: binding('use') });
  steps.begins(stepOf('use'));
  expect(steps.bindingsBefore(stepOf('make'), guide)).toEqual({ set: binding('set') });
});

test('PassedSteps: only after the last cleanup step no step counts and nothing is touched', () => {
  const steps = passed('make', 'clean');
  steps.writes(stepOf('clean'));
  expect(steps.touched).toBe(false);
  steps.writes(stepOf('make'));
  steps.ended(stepOf('clean'), guide);
  expect([steps.touched, [...steps.ids]]).toEqual([true, ['make', 'clean']]);
  steps.passed(stepOf('clean-other'), {});
  steps.ended(stepOf('clean-other'), guide);
  expect([steps.touched, [...steps.ids]]).toEqual([false, []]);
});
