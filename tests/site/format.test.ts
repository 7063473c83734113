import { expect, test } from 'vitest';
import { day, duration } from '../../src/format.ts';

test.each([
  [0, '0.0 s'],
  [240, '0.2 s'],
  [9_949, '9.9 s'],
  [9_951, '10 s'],
  [48_200, '48 s'],
  [59_700, '1 min'],
  [80_000, '1 min 20 s'],
])('duration: %i ms is %s', (ms, expected) => {
  expect(duration(ms)).toBe(expected);
});

test('day: gives the date in UTC', () => {
  expect(day('2026-11-22T23:59:00.000Z')).toBe('22 Nov 2026');
});
