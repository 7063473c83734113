import { expect, test } from 'vitest';
import { LineHistory } from '../../../../src/client/terminal/line-history.ts';

test('LineHistory: goes back and forth, and keeps the line that is being typed', () => {
  const history = new LineHistory();
  expect(history.go(-1, 'draft')).toBeUndefined();
  for (const line of ['one', 'two', 'two']) history.add(line);
  expect([history.go(-1, 'draft'), history.go(-1, 'two'), history.go(-1, 'one')]).toEqual([
    'two',
    'one',
    undefined,
  ]);
  expect([history.go(1, 'one'), history.go(1, 'two'), history.go(1, 'draft')]).toEqual([
    'two',
    'draft',
    undefined,
  ]);
});
