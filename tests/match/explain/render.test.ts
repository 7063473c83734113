import { describe, expect, test } from 'vitest';
import { renderComparison } from '../../../runner/match/index.ts';
import { ask } from '../ask.ts';

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
