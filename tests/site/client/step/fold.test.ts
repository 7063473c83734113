import { describe, expect, test } from 'vitest';
import { foldSame, isSameLine } from '../../../../src/client/step/fold.ts';

/** Small letters stand for equal items and capitals for different ones; numbers in the result are folds. */
const folded = (items: string) =>
  foldSame([...items], (item) => item === item.toLowerCase())
    .map((part) => ('item' in part ? part.item : part.folded))
    .join('');

describe('foldSame', () => {
  test.each([
    ['', ''],
    ['abc', '3'],
    ['ab', 'ab'],
    ['abcdX', '3dX'],
    ['Xabcd', 'Xa3'],
    ['XabcdeY', 'Xa3eY'],
    ['XabcdY', 'XabcdY'],
    ['XY', 'XY'],
    ['abcdefXghYijklm', '5fXghYi4'],
  ])('folds %j to %j', (items, expected) => {
    expect(folded(items)).toBe(expected);
  });
});

test('isSameLine: takes only equal and accepted lines', () => {
  expect(isSameLine({ op: 'same', text: 'a', pageLine: 1 })).toBe(true);
  expect(isSameLine({ op: 'accepted', page: '4s', actual: '5s', pageLine: 1 })).toBe(true);
  expect(isSameLine({ op: 'changed', page: 'a', actual: 'b', pageLine: 1 })).toBe(false);
  expect(isSameLine({ op: 'elided', count: 3 })).toBe(false);
});
