import { expect, test } from 'vitest';
import { judge, problemsOf } from '../../runner/match/index.ts';
import type { MatchMode } from '../../src/guide/model.ts';

const holes = (mode: MatchMode, text: string) =>
  problemsOf({ mode, printed: [{ lines: text.split('\n'), line: 10 }] });

test.each<[MatchMode, string, number, RegExp]>([
  ['docs', '', 10, /empty/],
  ['docs', '  \n\t', 10, /empty/],
  ['docs', '...', 10, /every output/],
  ['docs', '...\n  ...  \n...', 10, /every output/],
  ['docs', '{{any}}', 10, /every output/],
  ['docs', '{{any:x}} ...\n\n...', 10, /every output/],
  ['docs', 'a\n{{ipp}}', 11, /no type/],
  ['exact', '', 10, /empty/],
  ['contains', '...', 10, /every output/],
  ['contains', 'ok\n{{nope:x}}', 11, /no type/],
  ['unordered', '...\n{{any}}', 10, /every output/],
  ['regex', '', 10, /empty/],
  ['regex', '.*', 10, /every output/],
  ['regex', '.*\n.+\n...', 10, /every output/],
  ['regex', '(?s).*', 10, /every output/],
  ['regex', '[\\s\\S]*', 10, /every output/],
  ['regex', 'ok\n(', 11, /does not compile/],
  ['regex', '(a)\\1', 10, /does not compile/],
  ['regex', '(?=a)a', 10, /does not compile/],
  ['lines', 'a', 10, /start with/],
  ['lines', '+ a\nb', 11, /start with/],
  ['lines', '+a', 10, /start with/],
  ['lines', '+', 10, /start with/],
  ['lines', '+ a\n+ ...', 11, /every line/],
  ['lines', '+ a\n- {{any}}', 11, /every line/],
  ['json', '{"a": 1', 10, /no JSON/],
  ['json', '{"a": 1}\nnonsense', 11, /no JSON/],
  ['json', '"..."', 10, /every value/],
  ['json', '{"...": "..."}', 10, /every value/],
  ['json', '["..."]', 10, /every value/],
  ['json', '{\n...\n}', 11, /no JSON/],
  ['yaml', 'a: [', 10, /no YAML/],
  ['yaml', 'a: 1\na: 2', 11, /no YAML/],
  ['yaml', '"..."', 10, /every value/],
  ['table', 'a b c', 10, /capital letters/],
  ['table', 'NAME   AGE', 10, /capital letters/],
  ['table', 'NAME   AGE\nweb    5s\n\nmore', 13, /no part/],
])('problemsOf: match=%s with %j has a hole on line %i', (mode, text, pageLine, detail) => {
  const found = holes(mode, text);
  expect(found[0]).toEqual({ pageLine, detail: expect.stringMatching(detail) });
  const result = judge({
    mode,
    printed: { lines: text.split('\n'), line: 10 },
    actual: 'anything',
    exit: 0,
    expectExit: 0,
    bindings: {},
    literals: new Set(),
  });
  expect(result.matches).toBe(false);
  expect(result.reasons[0]).toEqual({ code: 'invalid', pageLine, detail: expect.stringMatching(detail) });
});

test.each<[MatchMode, string, string]>([
  ['exact', '', '`match=exact` needs printed output to compare with; print it, or use match=none'],
  [
    'regex',
    '(a',
    'this RE2 pattern does not compile: missing closing ): `(a`. Correct it; write `\\` before a ' +
      'special character that stands for itself',
  ],
  [
    'lines',
    'a',
    'every line of `match=lines` must start with "+ " (present) or "- " (absent); write one of the two ' +
      'before the text',
  ],
  [
    'json',
    '{"a": 1,}',
    'the printed output is no JSON: Expected double-quoted property name. Correct it, or choose ' +
      'another `match`',
  ],
  [
    'yaml',
    'a: b: c',
    'the printed output is no YAML: Nested mappings are not allowed in compact mappings. Correct it, ' +
      'or choose another `match`',
  ],
  [
    'table',
    'a',
    '`match=table` needs a line of at least two column heads in capital letters, two blanks apart, and ' +
      'a row below it; print them, or delete the option',
  ],
  [
    'table',
    'A  B\n1  2\n\nc',
    '`match=table` compares one table, and this line is no part of it; delete the line or the option',
  ],
])('problemsOf: says what is wrong with match=%s and %j, and what to do', (mode, text, detail) => {
  expect(
    problemsOf({ mode, printed: text === '' ? [] : [{ lines: text.split('\n'), line: 10 }] }).map(
      (hole) => hole.detail,
    ),
  ).toEqual([detail]);
});

test.each<[MatchMode, string]>([
  ['docs', 'a'],
  ['docs', '...\na'],
  ['docs', '{{ip}}'],
  ['docs', '{{.spec.clusterIP}}'],
  ['docs', 'NAME   AGE\n...'],
  ['exact', '...'],
  ['contains', 'a'],
  ['regex', '.*\na'],
  ['regex', '\\d+'],
  ['lines', '- a'],
  ['lines', '+ a\n\n- b'],
  ['unordered', 'a\n...'],
  ['json', '{"a": "...", "...": "..."}'],
  ['json', '{}'],
  ['json', '[]'],
  ['yaml', 'a: 1'],
  ['table', 'NAME   AGE\nweb    5s\n...'],
  ['none', ''],
])('problemsOf: match=%s with %j has no hole', (mode, text) => {
  expect(holes(mode, text)).toEqual([]);
});

test('problemsOf: every mode but docs and none needs printed output', () => {
  expect(problemsOf({ mode: 'docs', printed: [] })).toEqual([]);
  expect(problemsOf({ mode: 'none', printed: [] })).toEqual([]);
  expect(problemsOf({ mode: 'json', printed: [] })).toHaveLength(1);
});

test('problemsOf: checks each printed output', () => {
  expect(
    problemsOf({
      mode: 'docs',
      printed: [
        { lines: ['a'], line: 3 },
        { lines: ['...'], line: 8, when: 'istio>=1.2' },
      ],
    }),
  ).toEqual([{ pageLine: 8, detail: expect.stringMatching(/every output/) }]);
});
