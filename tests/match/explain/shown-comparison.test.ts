import { expect, test } from 'vitest';
import { cutPair, lineDifference } from '../../../runner/match/explain/render/line-difference.ts';
import { shownComparison } from '../../../runner/match/index.ts';
import type { LinePair } from '../../../src/guide/outcome.ts';
import { ask } from '../ask.ts';

/** Returns both lines, with the differences in brackets. */
function marked({ page, actual }: LinePair): string[] {
  return [page, actual].map((parts) =>
    parts.map(({ text, differs }) => (differs ? `[${text}]` : text)).join(''),
  );
}

test.each<[string, string, string[]]>([
  ['a b c', 'a x c', ['a [b] c', 'a [x] c']],
  ['a b', 'a b c', ['a b', 'a b [c]']],
  ['foo', 'bar', ['[foo]', '[bar]']],
  ['same', 'same', ['same', 'same']],
  ['error: a b', 'oops: c d', ['[error: a b]', '[oops: c d]']],
  ['a  b', 'a b', ['a  [b]', 'a [b]']],
  ['a ... b c', 'a x y b d', ['a ... b [c]', 'a x y b [d]']],
  ['{"a":1,"b":[1,2]}', '{"a":2,"b":[1,2]}', ['{"a":[1],"b":[1,2]}', '{"a":[2],"b":[1,2]}']],
  [
    'image registry.example.com/team/web:1.2',
    'image registry.example.com/team/web:1.3',
    ['image registry.example.com/team/web:1.[2]', 'image registry.example.com/team/web:1.[3]'],
  ],
])('lineDifference: marks the differences of %j and %j', (page, actual, expected) => {
  expect(marked(lineDifference(page, actual))).toEqual(expected);
});

test('lineDifference: treats accepted words as equal', () => {
  expect(marked(lineDifference('up 5s on a', 'up 9s on b', [['5s', '9s']]))).toEqual([
    'up 5s on [a]',
    'up 9s on [b]',
  ]);
});

test('lineDifference: shows very many changes as one change between equal ends', () => {
  const words = (sign: string) =>
    `begin ${Array.from({ length: 1_000 }, (_, at) => `${sign}${at}`).join(' ')} end`;
  const [page] = marked(lineDifference(words('a'), words('b')));
  expect(page).toBe(`begin [${words('a').slice(6, -4)}] end`);
});

test('cutPair: leaves out equal parts, and never cuts a character in half', () => {
  const pair = lineDifference(
    `${'🙂'.repeat(100)} a ${'é'.repeat(100)}`,
    `${'🙂'.repeat(100)} b ${'é'.repeat(100)}`,
  );
  expect(marked(cutPair(pair, 80))).toEqual([
    `…${'🙂'.repeat(14)} [a] ${'é'.repeat(29)}…`,
    `…${'🙂'.repeat(14)} [b] ${'é'.repeat(29)}…`,
  ]);
});

test('shownComparison: adds the cut texts of lines, and of rows with long cells', () => {
  const lines = shownComparison(ask('docs', 'a b\nc', 'a x\nc').comparison!);
  expect(lines).toEqual({
    kind: 'lines',
    lines: [
      {
        op: 'changed',
        page: 'a b',
        actual: 'a x',
        pageLine: 1,
        shown: {
          page: [
            { text: 'a ', differs: false },
            { text: 'b', differs: true },
          ],
          actual: [
            { text: 'a ', differs: false },
            { text: 'x', differs: true },
          ],
        },
      },
      { op: 'same', text: 'c', pageLine: 2 },
    ],
  });
  const row = (cell: string) => `NAME   TEXT\na      ${cell}`;
  const table = shownComparison(
    ask('docs', row(`${'x'.repeat(80)} b`), row(`${'x'.repeat(80)} c`)).comparison!,
  );
  expect(table.kind === 'table' && table.rows.map(({ shown = [] }) => shown.map(marked))).toEqual([
    [
      ['a', 'a'],
      [`…${'x'.repeat(29)} [b]`, `…${'x'.repeat(29)} [c]`],
    ],
  ]);
});
