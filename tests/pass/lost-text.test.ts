import { expect, test } from 'vitest';
import { LeaseLostError, ReplacedError } from '../../runner/errors.ts';
import { lostText } from '../../runner/pass/lost-text.ts';
import type { CommandResult, StepResult } from '../../src/guide/result.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

const { guide } = guideOf(
  [fence('$ touch a', 'id=a'), fence('$ ls', 'id=look'), fence('$ touch b\n$ touch c', 'id=b')].join('\n\n'),
);
const result = (step: string, verdict: StepResult['verdict'], commands: number): StepResult => ({
  run: step,
  step,
  verdict,
  startedAt: '',
  ms: 0,
  commands: Array.from({ length: commands }, (_, command) => ({ command }) as CommandResult),
});
const object = { step: 'a', kind: 'ConfigMap', namespace: 'default', name: 'made', path: '/made' };
const [a, look] = [result('a', 'passed', 1), result('look', 'passed', 1)];
const context = {
  name: 'context=kind-x',
  origin: { kind: 'context', context: 'kind-x', files: [] },
} as const;
const replaced = new ReplacedError('It is another cluster.');
const lost = new LeaseLostError('Another runner took it.');
const known = { guide, makes: [object], made: { '/made': 'u' } };

test.each<[string, Parameters<typeof lostText>, string]>([
  [
    'before the first write',
    [replaced, { ...known, made: {}, target: context, steps: [look, result('b', 'errored', 0)] }],
    'It is another cluster. Step b was not run, and no later step was run. Nothing was written; start again.',
  ],
  [
    'between two commands',
    [lost, { ...known, target: context, steps: [a, look, result('b', 'errored', 1)] }],
    'Another runner took it. Step b was not run to its end, and no later step was run. Before that, a and ' +
      'b had run. They made ConfigMap made in default. ' +
      '`npx guiderail cleanup` removes it once the other runner has finished.',
  ],
  [
    'after the last step',
    [replaced, { ...known, target: context, steps: [a] }],
    'It is another cluster. a had run. It made ConfigMap made in default. `npx guiderail cleanup` ' +
      'removes it when context=kind-x leads to the first cluster again.',
  ],
  [
    'without a known object',
    [lost, { ...known, made: {}, target: context, steps: [a] }],
    'Another runner took it. a had run. Guiderail does not know which objects were made, so look for ' +
      'leftovers.',
  ],
  [
    'with the local cluster',
    [replaced, { ...known, target: { name: 'local', origin: { kind: 'local', name: 'demo' } }, steps: [a] }],
    'It is another cluster. a had run. The objects are gone with that cluster; start again.',
  ],
])('lostText: %s', (_, [error, pass], text) => {
  expect(lostText(error, pass)).toBe(text);
});
