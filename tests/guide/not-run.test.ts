import { expect, test } from 'vitest';
import { notRunSentence } from '../../src/guide/not-run.ts';

const commands = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ text: `c${at}`, line: at + 10 }));

test('notRunSentence: names the first line of each command, with its number if that helps', () => {
  const notRun = [
    { text: 'a', line: 4 },
    { text: 'cat <<E\nb\nE', line: 5 },
  ];
  expect(notRunSentence(notRun, { lines: true })).toBe(
    'Therefore these commands were not run: `a` (line 4) and `cat <<E …` (line 5).',
  );
  expect(notRunSentence(notRun, { lines: false })).toBe(
    'Therefore these commands were not run: `a` and `cat <<E …`.',
  );
});

test('notRunSentence: names five commands and counts the rest; says nothing about none', () => {
  expect(notRunSentence(commands(7), { lines: false })).toBe(
    'Therefore these commands were not run: `c0`, `c1`, `c2`, `c3`, `c4` and 2 more.',
  );
  expect([notRunSentence([], { lines: true }), notRunSentence(undefined, { lines: true })]).toEqual([
    undefined,
    undefined,
  ]);
});
