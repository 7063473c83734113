import { expect, test } from 'vitest';
import { plannedSteps } from '../../runner/pass/planned-steps.ts';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

const { guide } = guideOf(
  [
    fence('$ true', 'id=one choice=way:one'),
    fence('$ true', 'id=two choice=way:two'),
    fence('$ true', 'id=old when="istio<1.21"'),
    fence('$ true', 'id=last'),
    fence('$ true', 'id=clean role=cleanup'),
  ].join('\n\n'),
);
const signal = new AbortController().signal;

test.each([
  [undefined, ['two', 'last', 'clean']],
  ['two', ['two', 'clean']],
])('plannedSteps: until %s, without steps of other choices and other versions', (until, expected) => {
  const planned = plannedSteps({
    guide,
    target: loopbackTarget(),
    choices: { way: 'two' },
    signal,
    ...(until !== undefined && { until }),
  });
  expect(planned.map(({ id }) => id)).toEqual(expected);
});
