import { expect, test } from 'vitest';
import { judge } from '../../runner/match/index.ts';
import type { MatchMode } from '../../src/guide/model.ts';

const mebibyte = 1 << 20;
function judged(mode: MatchMode, page: readonly string[], actual: string) {
  const result = judge({
    mode,
    printed: { lines: page, line: 1 },
    actual,
    exit: 0,
    expectExit: 0,
    bindings: {},
    literals: new Set(),
  });
  return result.matches;
}

const unit = [
  'x',
  'a-b4-',
  '1234567890',
  '10.0.0.1 ',
  '.',
  ':1',
  'ab12:',
  '[',
  '-',
  'a1',
  '-4bcdf',
  '5s',
  '2024-01-15T',
  '{{',
  '... ',
  '\u{1f600}',
  '\0',
  '\ud800',
];
test.each(unit)('judge: reads a line of 1 MiB of %j in time', (text) => {
  const line = text.repeat(Math.floor(mebibyte / text.length));
  expect(judged('docs', [`${line}|`], `${line}|\n`)).toBe(true);
  expect(judged('docs', ['|...|'], `|${line}|`)).toBe(true);
  expect(judged('docs', ['q ... 10.0.0.9 ... {{word}} {{any:x}} z'], `q ${line}`)).toBe(false);
  expect(judged('contains', ['10.0.0.9 ... {{word}} {{name}} y'], line)).toBe(false);
});

test.each(['10.0.0.9', 'p-66c8d79ff5-8tqrl'])('judge: finds %j after 1 MiB of other text', (sample) => {
  const actual = `q ${'y '.repeat(mebibyte / 2)}${sample.replace('9', '7')} end`;
  expect(judged('docs', [`q ... ${sample} end`], actual)).toBe(true);
  expect(judged('docs', [`q ... ${sample} never`], actual)).toBe(false);
});

test('judge: reads a line with 1 MiB of blanks in time', () => {
  expect(judged('docs', ['a b'], `a${' '.repeat(mebibyte)}b`)).toBe(true);
  expect(judged('docs', ['a b'], `${' '.repeat(mebibyte)}a b`)).toBe(false);
});

const many = Array.from(
  { length: 100_000 },
  (_, index) => `line ${index} of 10.0.${(index >> 8) & 255}.${index & 255} after ${index % 60}s`,
);
test('judge: reads 100,000 lines in time', () => {
  expect(judged('docs', many, many.join('\n'))).toBe(true);
  expect(judged('docs', ['...', many[99_999]!], many.join('\r\n'))).toBe(true);
  expect(judged('docs', ['...', 'never', '...'], many.join('\n'))).toBe(false);
  expect(judged('docs', ['never'], many.join('\n'))).toBe(false);
});

test('judge: matches 1,000 elisions with 10,000 lines in time', () => {
  const lines = Array.from({ length: 10_000 }, (_, index) => `line ${index}`);
  const page = lines.flatMap((line, index) => (index % 10 === 0 ? [line, '...'] : []));
  expect(judged('docs', page, lines.join('\n'))).toBe(true);
  expect(judged('docs', [...page, 'never'], lines.join('\n'))).toBe(false);
  expect(
    judged(
      'docs',
      [...Array.from({ length: 2001 }, (_, index) => (index % 2 ? '...' : 'a')), 'b'],
      Array(10_000).fill('a').join('\n'),
    ),
  ).toBe(false);
});

test('judge: ends in time, however many ways there are to bind samples', () => {
  const suffix = (index: number) =>
    [0, 1, 2, 3, 4].map((digit) => 'bcdfghjklm'[Math.floor(index / 10 ** digit) % 10]).join('');
  const pods = Array.from({ length: 5_000 }, (_, index) => `pod p-66c8d79ff5-${suffix(index)}`);
  expect(
    judged(
      'docs',
      ['...', 'pod p-66c8d79ff5-8tqrl', '...', 'pod p-66c8d79ff5-w2l7h', '...', 'never'],
      pods.join('\n'),
    ),
  ).toBe(false);
  expect(
    judged(
      'unordered',
      ['pod p-66c8d79ff5-8tqrl', 'pod p-66c8d79ff5-w2l7h', 'never', '...'],
      pods.join('\n'),
    ),
  ).toBe(false);
});

test('judge: reads deep JSON and YAML, and YAML aliases that multiply, in time', () => {
  expect(judged('json', ['{"a": 1}'], '['.repeat(500_000))).toBe(false);
  expect(judged('json', ['{"a": "..."}'], `{"a": ${'['.repeat(500)}${']'.repeat(500)}}`)).toBe(true);
  expect(judged('json', ['{"a": 1}'], `{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toBe(false);
  expect(judged('yaml', ['a: 1'], '['.repeat(50_000))).toBe(false);
  for (const levels of [1_500, 2_000, 2_500]) {
    const deep = `${'['.repeat(levels)}1${']'.repeat(levels)}`;
    for (const mode of ['json', 'yaml'] as const)
      for (const page of ['[1]', deep]) expect(judged(mode, [page], deep)).toBe(false);
  }
  const bomb = [
    'a0: &a0 [x, x]',
    ...Array.from({ length: 30 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`),
  ].join('\n');
  expect(judged('yaml', ['a: 1'], bomb)).toBe(false);
});
