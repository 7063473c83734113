import { expect, test } from 'vitest';
import { fence, guideOf } from '../../support/guides/guide-text.ts';

test('parseGuide: a step needs all setup steps and the steps that set its variables', () => {
  const { guide } = guideOf(
    [
      fence('$ kubectl apply -f x', 'id=setup role=setup'),
      fence('$ export POD=x', 'id=pod'),
      fence('$ echo $OTHER', 'id=other'),
      fence('$ echo "${POD}"', 'id=use'),
      fence('$ echo $POD', 'id=clean role=cleanup'),
    ].join('\n\n'),
  );
  expect(guide.steps.map(({ needs }) => needs)).toEqual([[], ['setup'], ['setup'], ['setup', 'pod'], []]);
});

test.each([
  [
    'a misspelt id',
    `${fence('$ a', 'id=setup')}\n\n${fence('$ b', 'needs=steup,setup')}`,
    '8: needs=steup: no step above has this id. Did you mean setup?',
  ],
  [
    'an unknown id',
    fence('$ a', 'needs=zzz'),
    '4: needs=zzz: no step above has this id. Name a step that is above this one.',
  ],
  [
    'a step below',
    `${fence('$ a', 'needs=later')}\n\n${fence('$ b', 'id=later')}`,
    '4: needs=later: the step in line 8 is below this one. Move that step up, or delete this id.',
  ],
  [
    'the step itself',
    fence('$ a', 'id=me needs=me'),
    '4: needs=me: a step cannot need itself. Delete this id.',
  ],
])('parseGuide: reports that `needs` has %s', (_, body, message) => {
  expect(guideOf(body).problems.map(({ line, message: found }) => `${line}: ${found}`)).toEqual([message]);
});
