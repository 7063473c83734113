import { describe, expect, test } from 'vitest';
import { renderComparison, describe as sentence } from '../../runner/match/index.ts';
import type { Reason } from '../../src/guide/outcome.ts';
import { ask } from './ask.ts';

const rendered = (page: string, actual: string, color = false) =>
  renderComparison(ask('docs', page, actual).comparison!, { color });

describe('renderComparison', () => {
  test('shows the row of the page above the row of the output', () => {
    expect(
      rendered(
        'NAME   TYPE   AGE\na      X      5s\nb      Y      5s\nc      Z      5s',
        'NAME   TYPE   AGE\na      X      9s\nb      Ya     7s\nd      Z      5s',
      ),
    ).toBe(
      [
        '  NAME   TYPE   AGE',
        '  a      X      9s',
        '- b      Y      5s',
        '+ b      Ya     7s',
        '         ^^',
        '- c      Z      5s',
        '+ d      Z      5s',
      ].join('\n'),
    );
  });
  test('folds long equal runs of lines', () => {
    const lines = Array.from({ length: 12 }, (_, index) => `line ${index}`);
    expect(rendered(lines.join('\n'), lines.with(6, 'other').join('\n'))).toBe(
      [
        '  ⋮ 3 lines as printed',
        '  line 3',
        '  line 4',
        '  line 5',
        '- line 6',
        '+ other',
        '  line 7',
        '  line 8',
        '  line 9',
        '  ⋮ 2 lines as printed',
      ].join('\n'),
    );
  });
  test('says how many lines an elision stands for', () => {
    expect(rendered('a\n...\nb\nc', 'a\nx\ny\nb\nd')).toBe(
      ['  a', '  ... (2 lines)', '  b', '- c', '+ d'].join('\n'),
    );
  });
  test('writes colours only if the option is set', () => {
    expect(rendered('a', 'b', true)).toBe('\u001b[31m- a\u001b[0m\n\u001b[32m+ b\u001b[0m');
  });
  test('shortens long lines', () => {
    expect(rendered('a', 'b'.repeat(5_000))).toBe(`- a\n+ ${'b'.repeat(160)}… (5000 characters)`);
  });
  test('cuts long lines around the differences, and marks them', () => {
    const line = (word: string) => `${'begin '.repeat(50)}${word}${' end'.repeat(50)}`;
    expect(rendered(line('red'), line('green'))).toBe(
      [
        '- …begin begin begin begin begin red end end end end end end end e… (503 characters)',
        '                                 ^^^',
        '+ …begin begin begin begin begin green end end end end end end end e… (505 characters)',
        '                                 ^^^^^',
      ].join('\n'),
    );
  });
  test('marks differences in bold if there are colours', () => {
    expect(rendered('a b c', 'a x c', true)).toBe(
      '\u001b[31m- \u001b[0m\u001b[31ma \u001b[0m\u001b[1m\u001b[31mb\u001b[0m\u001b[31m c\u001b[0m\n' +
        '\u001b[32m+ \u001b[0m\u001b[32ma \u001b[0m\u001b[1m\u001b[32mx\u001b[0m\u001b[32m c\u001b[0m',
    );
  });
  test('puts marks below wide characters and after tabs', () => {
    expect(rendered('日本\tname one', '日本\tname 二つ')).toBe(
      ['- 日本\tname one', '      \t     ^^^', '+ 日本\tname 二つ', '      \t     ^^^^'].join('\n'),
    );
  });
  test('does not mark a sample beside a word that differs', () => {
    expect(rendered('ready since 5m12s: yes', 'ready since 44s: no')).toBe(
      [
        '- ready since 5m12s: yes',
        '                     ^^^',
        '+ ready since 44s: no',
        '                   ^^',
      ].join('\n'),
    );
  });
  test('cuts long cells around the differences, and keeps the columns aligned', () => {
    const image = (tag: string) =>
      `registry.example.com/teams/platform/${'nested/'.repeat(6)}web:${tag} --flag`;
    expect(rendered(`NAME   IMAGE\nweb    ${image('1.2')}`, `NAME   IMAGE\nweb    ${image('1.3')}`)).toBe(
      [
        '  NAME   IMAGE',
        '- web    …ed/nested/nested/nested/web:1.2 --flag',
        '+ web    …ed/nested/nested/nested/web:1.3 --flag',
        '                                        ^',
      ].join('\n'),
    );
  });
  test.each(['docs', 'table'] as const)(
    'shows the columns of a table in the order of the output: %s',
    (mode) => {
      const { comparison } = ask(
        mode,
        'NAME   TYPE   AGE\na      X      5s',
        'NAME   READY   TYPE   PORTS   AGE\na      1/1     Y      80      5s',
      );
      expect(renderComparison(comparison!, { color: false })).toBe(
        [
          '  NAME   READY   TYPE   PORTS   AGE',
          '- a              X              5s',
          '+ a      1/1     Y      80      5s',
          '         ^^^     ^      ^^',
        ].join('\n'),
      );
    },
  );
  test('shows a column that only the page has after the column before it', () => {
    expect(rendered('NAME   NODE   AGE\na      n1     5s', 'NAME   READY   AGE\na      1/1     5s')).toBe(
      [
        '  NAME   NODE   READY   AGE',
        '- a      n1             5s',
        '+ a             1/1     5s',
        '         ^^     ^^^',
      ].join('\n'),
    );
  });
  test('shows whole lines if only the order of the columns differs', () => {
    expect(rendered('NAME   TYPE   AGE\na      X      5s', 'NAME   AGE   TYPE\na      5s    X')).toBe(
      [
        '- NAME   TYPE   AGE',
        '         ^^^^',
        '+ NAME   AGE   TYPE',
        '               ^^^^',
        '- a      X      5s',
        '         ^',
        '+ a      5s    X',
        '               ^',
      ].join('\n'),
    );
  });
  test('pads wide characters by their width', () => {
    expect(rendered('NAME   NOTE   AGE\n日本     x      5s', 'NAME   NOTE   AGE\n日本     y      5s')).toBe(
      ['  NAME   NOTE   AGE', '- 日本   x      5s', '+ 日本   y      5s', '         ^'].join('\n'),
    );
  });
});

test.each<[Reason, string]>([
  [{ code: 'exit', expected: '0', actual: '7' }, 'the command ended with exit status 7; the page expects 0'],
  [
    { code: 'exit', expected: '0', actual: '1', asPrinted: true },
    'the output is as printed, but the exit status is 1; the page expects 0',
  ],
  [
    { code: 'exit', expected: '0', actual: '127', neverRan: 'not-found' },
    'the command ended with exit status 127 because there is no such program; the page expects 0',
  ],
  [
    {
      code: 'line',
      pageLine: 3,
      actualLine: 2,
      expected: `${'x '.repeat(200)}a`,
      actual: `${'x '.repeat(200)}b`,
      why: { kind: 'literal' },
    },
    'output line 2: the page says "…x x x x x x x x x x x x x x x a (401 characters)" (line 3), the ' +
      'output says "…x x x x x x x x x x x x x x x b (401 characters)"',
  ],
  [
    { code: 'exit', expected: 'nonzero', actual: '127', neverRan: 'not-found' },
    'the command ended with exit status 127 because there is no such program, not because it failed; ' +
      'the page expects nonzero',
  ],
  [
    { code: 'exit', expected: 'nonzero', actual: '126', neverRan: 'not-executable' },
    'the command ended with exit status 126 because the program could not be run, not because it ' +
      'failed; the page expects nonzero',
  ],
  [
    {
      code: 'cell',
      pageLine: 3,
      actualLine: 2,
      row: 'my-httpbin',
      column: 'TYPE',
      expected: 'ExternalName',
      actual: 'ClusterIP',
      why: { kind: 'literal' },
    },
    'row my-httpbin, column TYPE: the page says ExternalName, the output says ClusterIP',
  ],
  [
    {
      code: 'cell',
      pageLine: 3,
      actualLine: 2,
      row: 'a',
      column: 'IP',
      expected: '10.0.0.1',
      actual: '',
      why: { kind: 'type', type: 'ipv4', expected: '10.0.0.1', actual: '' },
    },
    'row a, column IP: the page says 10.0.0.1, the output says nothing: nothing is not of the type ' +
      'ipv4, as 10.0.0.1 is',
  ],
  [
    { code: 'line', pageLine: 3, actualLine: 2, expected: 'a', actual: '', why: { kind: 'literal' } },
    'output line 2: the page says "a" (line 3), the output says an empty line',
  ],
  [
    {
      code: 'line',
      pageLine: 9,
      actualLine: 2,
      expected: '10.0.0.1',
      actual: '10.9.9.9',
      why: { kind: 'binding', sample: '10.0.0.1', bound: '10.8.8.8', actual: '10.9.9.9', since: 4 },
    },
    'output line 2: the page says "10.0.0.1" (line 9), the output says "10.9.9.9": 10.0.0.1 stands for ' +
      '10.8.8.8 since page line 4, not for 10.9.9.9',
  ],
  [
    { code: 'missing-line', pageLine: 3, expected: 'a' },
    'the page says "a" (line 3), the output has no such line',
  ],
  [
    { code: 'extra-line', pageLine: 3, actualLine: 2, actual: 'b' },
    'the output says "b" (line 2), the page has no such line',
  ],
  [
    { code: 'present-line', pageLine: 3, expected: 'a', actualLine: 2, actual: 'x a' },
    'the page says that "a" is absent (line 3), the output has it: "x a" (line 2)',
  ],
  [
    { code: 'missing-row', pageLine: 3, row: 'a', expected: 'a 1' },
    'row a of page line 3 is missing from the output',
  ],
  [
    { code: 'extra-row', actualLine: 3, row: 'a', actual: 'a 1' },
    'row a of the output (line 3) is not on the page',
  ],
  [
    { code: 'missing-column', pageLine: 3, column: 'NODE', expected: '', actual: '' },
    "the page's table has a column NODE, the output's table does not",
  ],
  [
    { code: 'value', pageLine: 3, path: '.a[0]', expected: '3', actual: '0', why: { kind: 'literal' } },
    '.a[0]: the page says 3, the output says 0',
  ],
  [
    { code: 'not-parsed', pageLine: 3, side: 'output', format: 'json', detail: 'it is empty' },
    'the output is no JSON: it is empty',
  ],
  [
    { code: 'invalid', pageLine: 3, detail: 'it is empty' },
    "the page's expectation (line 3) cannot be judged: it is empty",
  ],
])('describe: makes a sentence of %j', (reason, expected) => {
  expect(sentence(reason)).toBe(expected);
});
