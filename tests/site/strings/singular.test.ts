import { expect, test } from 'vitest';
import { effectsUi } from '../../../src/strings/effects.ts';
import { pageUi } from '../../../src/strings/page.ts';
import { stepUi } from '../../../src/strings/step.ts';

test('strings: use the singular for one thing', () => {
  const texts = [
    pageUi.steps(1),
    pageUi.changedSince(1),
    stepUi.sameLines(1),
    stepUi.elidedLines(1),
    stepUi.attempts(1, '2 s'),
    stepUi.gap(1),
    effectsUi.proxy(1),
  ];
  expect(texts).toEqual([
    '1 step',
    '1 step changed since then',
    '1 line as printed on the page',
    '… 1 line that the page leaves out',
    '1 attempt in 2 s',
    '\n⋯ 1 character is missing here ⋯\n',
    'added 1 header',
  ]);
});
