import { describe, expect, test } from 'vitest';
import type { MatchMode } from '../../src/guide/model.ts';
import { blessed } from './bless.ts';

type Row = readonly [what: string, page: string, actual: string, after: string];

function table(mode: MatchMode, rows: readonly Row[]): void {
  describe(`blessOutput, ${mode}`, () => {
    test.each(rows)('%s', (_, page, actual, after) => expect(blessed(mode, page, actual)).toBe(after));
  });
}

table('docs', [
  [
    'a word',
    'service/a created\nservice/b created',
    'service/a created\nservice/b configured',
    'service/a created\nservice/b configured',
  ],
  [
    'a new line',
    'a created\nc created',
    'a created\nb created\nc created',
    'a created\nb created\nc created',
  ],
  ['a lost line', 'a created\nb created\nc created', 'a created\nc created', 'a created\nc created'],
  ['moved lines', 'one 5s\ntwo\nthree', 'three\ntwo\none 7s', 'three\ntwo\none 5s'],
  ['spacing stays', 'a    b   c', 'a b d', 'a    b   d'],
  ['indentation that differs', '  a b', '    a b', '    a b'],
  [
    'samples that still fit stay',
    'done in 5s at 10.0.0.1',
    'ready in 7s at 10.9.9.9',
    'ready in 5s at 10.0.0.1',
  ],
  ['a sample that no longer fits', 'took 5s', 'took long', 'took long'],
  [
    'tokens and elisions stay',
    'Server: envoy/... x-{{number}} in 5s',
    'Server: nginx/1.2 x-17 in 7s now',
    'Server: nginx/... x-{{number}} in 5s now',
  ],
  ['an elided line stays', 'a\n...\nready 3', 'a\nx\ny\nready 4', 'a\n...\nready 4'],
  ['a line between elisions that is gone', 'a\n...\nnever seen again\n...\nz', 'a\nb\nz', 'a\n...\n...\nz'],
  ['a named sample stays', 'to {{ip:gateway}} port 80', 'to 10.9.9.9 port 81', 'to {{ip:gateway}} port 81'],
  [
    'a value that a sample stands for is printed as that sample',
    'ip 10.0.0.1\nold',
    'ip 10.9.9.9\nnew 10.9.9.9',
    'ip 10.0.0.1\nnew 10.0.0.1',
  ],
  [
    'one value for two samples',
    'ip 10.0.0.1\nip 10.0.0.2',
    'ip 10.9.9.9\nip 10.9.9.9',
    'ip 10.0.0.1\nip 10.0.0.1',
  ],
  [
    'two values for one sample',
    'ip 10.0.0.1\nip 10.0.0.1',
    'ip 10.9.9.9\nip 10.9.9.8',
    'ip 10.0.0.1\nip 10.9.9.8',
  ],
  ['colours and carriage returns', 'a\nb', '\u001b[32ma\u001b[0m\r\nc\r\n', 'a\nc'],
  [
    'cells',
    'NAME                     READY   STATUS    RESTARTS   AGE\nsleep-66c8d79ff5-8tqrl   1/1     ' +
      'Running   0          32s',
    'NAME                    READY   STATUS    RESTARTS   AGE\nsleep-5d9599fb76-kv4t2   2/2     ' +
      'Pending   3          8s',
    'NAME                     READY   STATUS    RESTARTS   AGE\nsleep-66c8d79ff5-8tqrl   2/2     ' +
      'Pending   0          32s',
  ],
  [
    'a cell wider than its column',
    'NAME   STATUS    AGE\na      Running   5s\nb      Running   5s',
    'NAME   STATUS             AGE\na      CrashLoopBackOff   7s\nb      Running            7s',
    'NAME   STATUS             AGE\na      CrashLoopBackOff   5s\nb      Running            5s',
  ],
  [
    'rows: one moved, one renamed',
    'NAME   READY   AGE\na      1/1     1s\nb      1/1     2s\nx      1/1     3s',
    'NAME   READY   AGE\nb      1/1     9s\nc      1/1     9s\na      1/1     9s',
    'NAME   READY   AGE\nb      1/1     2s\nc      1/1     3s\na      1/1     1s',
  ],
  [
    'a renamed row keeps its samples',
    'NAME   READY   AGE\na      1/1     1s\nb      1/1     2s',
    'NAME   READY   AGE\na      1/1     9s\nd      1/1     9s',
    'NAME   READY   AGE\na      1/1     1s\nd      1/1     2s',
  ],
  [
    'a new column',
    'NAME   AGE\na      5s',
    'NAME   READY   AGE\na      1/1     9s',
    'NAME   READY   AGE\na      1/1     5s',
  ],
  [
    'a lost column',
    'NAME   READY   AGE\na      1/1     5s',
    'NAME   AGE\na      9s',
    'NAME   AGE\na      5s',
  ],
  [
    'elided cells',
    'NAME   READY   AGE\na      1/1     ...\nb      ...',
    'NAME   READY   AGE\na      2/2     9s\nb      1/1     9s',
    'NAME   READY   AGE\na      2/2     ...\nb      ...',
  ],
  [
    'elided rows',
    'NAME   READY\n...\nb      1/1',
    'NAME   READY\na      1/1\nb      2/2',
    'NAME   READY\n...\nb      2/2',
  ],
  [
    'no table any more',
    'NAME   READY\na      1/1',
    'No resources found in default namespace.',
    'No resources found in default namespace.',
  ],
]);

table('exact', [
  ['what differs', 'a  b 5s\nc', 'a  b 6s\nc\n', 'a  b 6s\nc'],
  ['dots are only dots', 'a', 'a...\n...\n{{x}}', 'a...\n...\n{{x}}'],
]);

table('contains', [
  ['the part that was printed', 'Connected to x', 'foo\n* Connected to y port 3\nbar', 'Connected to y'],
  ['the order of the output', 'b\na', 'a\nb', 'a\nb'],
  ['other lines stay', 'one\nready 3 of 4', 'one\ntwo\nnow ready 4 of 4', 'one\nready 4 of 4'],
]);

table('lines', [
  ['a present line', '+ pod ready 3\n-  error', 'pod ready 4\nfine', '+ pod ready 4\n-  error'],
  ['only that one', '+ a 5s\n+ b one', 'b two\na 7s', '+ a 5s\n+ b two'],
]);

table('unordered', [
  ['lines in the page’s order', 'a 1\nb\nc', 'c\nd\na 2', 'a 2\nc\nd'],
  ['further lines stay elided', 'a 1\n...', 'z\na 2', 'a 2\n...'],
]);

table('regex', [
  ['the real line, escaped', 'a\\d+\nfoo.*\n...', 'a12\nbar (x)\nz', 'a\\d+\nbar \\(x\\)\n...'],
  ['a new line', 'a+\nc+', 'aa\nb.\ncc', 'a+\nb\\.\nc+'],
]);

table('json', [
  [
    'by path, in its own layout',
    '{\n  "a": 1,\n  "list": ["x", "..."],\n  "h": { "User-Agent": "curl/...", "n": "..." }\n}',
    '{"a":2,"list":["y","z"],"h":{"User-Agent":"wget/7.1","n":5},"z":true}',
    '{\n  "a": 2,\n  "list": ["y", "..."],\n  "h": { "User-Agent": "wget/...", "n": "..." },\n  "z": true\n}',
  ],
  [
    'list entries',
    '{\n  "items": [\n    {"n": "a", "v": 1},\n    {"n": "b", "v": 2}\n  ]\n}',
    '{"items":[{"n":"b","v":2},{"n":"c","v":1}]}',
    '{\n  "items": [\n    {"n": "b", "v": 2},\n    {"n": "c", "v": 1}\n  ]\n}',
  ],
  ['a lost key', '{\n  "a": 1,\n  "b": "10.0.0.1"\n}', '{"b":"10.9.9.9"}', '{\n  "b": "10.0.0.1"\n}'],
  ['further keys stay open', '{"a": 1, "...": "..."}', '{"a":2,"b":3}', '{"a": 2, "...": "..."}'],
  ['a whole number beyond 2^53', '{"a": 1}', '{"a": 12345678901234567890}', '{"a": 12345678901234567890}'],
  ['several values', '{"a":1}\n{"a":2}', '{"a":1}\n{"a":3}', '{"a":1}\n{"a":3}'],
]);

table('yaml', [
  [
    'scalars in place',
    'a: 1 # one\nlist:\n- x\n- "..."\nh:\n    k: \'v\'',
    'a: 2\nlist:\n- y\n- z\nh:\n  k: v',
    'a: 2 # one\nlist:\n- y\n- "..."\nh:\n    k: \'v\'',
  ],
  [
    'a new key and a new entry',
    'list:\n- x\nh:\n  k: v',
    'list:\n- x\n- z\nh:\n  k: v\n  j: 5',
    'list:\n- x\n- z\nh:\n  k: v\n  j: 5',
  ],
]);

table('table', [
  [
    'rows and columns in the page’s order',
    'NAME   READY   AGE\nb      1/1     5s\na      1/1     6s',
    'NAME   READY   NODE   AGE\na      2/2     n1     7s\nc      1/1     n1     8s',
    'NAME   READY   NODE   AGE\na      2/2     n1     6s\nc      1/1     n1     8s',
  ],
  [
    'further rows stay elided',
    'NAME   READY\na      1/1\n...',
    'NAME   READY\nb      1/1\na      2/2',
    'NAME   READY\na      2/2\n...',
  ],
]);

describe('blessOutput: says why an output cannot be printed', () => {
  test.each<[MatchMode, string, string, string]>([
    ['docs', 'a', '', 'The command printed nothing'],
    ['docs', 'a', '\nb', 'begins or ends with a blank line'],
    ['docs', 'a', 'b\n...', 'a line of three dots'],
    ['docs', 'a', 'b {{any}}', 'double braces'],
    ['contains', 'Connected', 'nothing alike', 'No line of the output is like "Connected" (line 1).'],
    ['lines', '+ pod', 'nothing alike', 'No line of the output is like "pod" (line 1).'],
    ['lines', '- error', 'an error', 'The page says that "error" is absent (line 1), and the output has it.'],
    ['json', '{"a": 1}', 'Error', 'The output is no JSON'],
    ['table', 'NAME   READY\na      1/1', 'Error', 'The output is no table.'],
    [
      'table',
      'NAME   READY\na      1/1',
      'NAME   READY\na      1/1\n\nbye',
      'a line outside the table: "bye"',
    ],
  ])('%s: %j, %j', (mode, page, actual, why) => expect(blessed(mode, page, actual)).toContain(why));

  test('a real value that the page uses as a sample of another value', () => {
    const bindings = { 'ip:10.9.9.9': { value: '10.1.1.1', pageLine: 1 } };
    expect(blessed('docs', 'ip <none>', 'ip 10.9.9.9', { bindings })).toContain('a sample of another');
  });
});
