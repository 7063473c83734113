import { expect, test } from 'vitest';
import { judge } from '../../runner/match/index.ts';
import type { MatchMode } from '../../src/guide/model.ts';

const mebibyte = 1 << 20;
/** Generous: a busy machine is no failure, quadratic time is. */
const msAtMost = 15_000;

function timed(mode: MatchMode, page: readonly string[], actual: string) {
  const started = performance.now();
  const result = judge({ mode, printed: { lines: page, line: 1 }, actual, exit: 0, expectExit: 0, bindings: {}, literals: new Set() });
  expect(performance.now() - started).toBeLessThan(msAtMost);
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
test.each(unit)('judge takes a line of 1 MiB of %j', (text) => {
  const line = text.repeat(Math.floor(mebibyte / text.length));
  expect(timed('docs', [`${line}|`], `${line}|\n`)).toBe(true);
  expect(timed('docs', ['|...|'], `|${line}|`)).toBe(true);
  expect(timed('docs', ['q ... 10.0.0.9 ... {{word}} {{any:x}} z'], `q ${line}`)).toBe(false);
  expect(timed('contains', ['10.0.0.9 ... {{word}} {{name}} y'], line)).toBe(false);
});

test('judge takes a line of 1 MiB of blanks before its end', () => {
  expect(timed('docs', ['a b'], `a${' '.repeat(mebibyte)}b`)).toBe(true);
  expect(timed('docs', ['a b'], `${' '.repeat(mebibyte)}a b`)).toBe(false);
});

const many = Array.from({ length: 100_000 }, (_, index) => `line ${index} of 10.0.${(index >> 8) & 255}.${index & 255} after ${index % 60}s`);
test('judge takes 100,000 lines', { timeout: 60_000 }, () => {
  expect(timed('docs', many, many.join('\n'))).toBe(true);
  expect(timed('docs', ['...', many[99_999]!], many.join('\r\n'))).toBe(true);
  expect(timed('docs', ['...', 'never', '...'], many.join('\n'))).toBe(false);
  expect(timed('docs', ['never'], many.join('\n'))).toBe(false);
});

test('judge takes 1,000 elisions over 10,000 lines', () => {
  const lines = Array.from({ length: 10_000 }, (_, index) => `line ${index}`);
  const page = lines.flatMap((line, index) => (index % 10 === 0 ? [line, '...'] : []));
  expect(timed('docs', page, lines.join('\n'))).toBe(true);
  expect(timed('docs', [...page, 'never'], lines.join('\n'))).toBe(false);
  expect(timed('docs', [...Array.from({ length: 2001 }, (_, index) => (index % 2 ? '...' : 'a')), 'b'], Array(10_000).fill('a').join('\n'))).toBe(false);
});

test('judge gives up on no output, however many ways there are to bind', () => {
  const suffix = (index: number) => [0, 1, 2, 3, 4].map((digit) => 'bcdfghjklm'[Math.floor(index / 10 ** digit) % 10]).join('');
  const pods = Array.from({ length: 5_000 }, (_, index) => `pod p-66c8d79ff5-${suffix(index)}`);
  expect(timed('docs', ['...', 'pod p-66c8d79ff5-8tqrl', '...', 'pod p-66c8d79ff5-w2l7h', '...', 'never'], pods.join('\n'))).toBe(false);
  expect(timed('unordered', ['pod p-66c8d79ff5-8tqrl', 'pod p-66c8d79ff5-w2l7h', 'never', '...'], pods.join('\n'))).toBe(false);
});

test('judge takes deep JSON and YAML, and aliases that would explode', () => {
  expect(timed('json', ['{"a": 1}'], '['.repeat(500_000))).toBe(false);
  expect(timed('json', ['{"a": "..."}'], `{"a": ${'['.repeat(500)}${']'.repeat(500)}}`)).toBe(true);
  expect(timed('json', ['{"a": 1}'], `{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toBe(false);
  expect(timed('yaml', ['a: 1'], '['.repeat(50_000))).toBe(false);
  const bomb = ['a0: &a0 [x, x]', ...Array.from({ length: 30 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`)].join('\n');
  expect(timed('yaml', ['a: 1'], bomb)).toBe(false);
});
