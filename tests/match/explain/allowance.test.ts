import { expect, test } from 'vitest';
import { type Allowance, modeOf } from '../../../runner/match/index.ts';
import type { MatchMode } from '../../../src/guide/model.ts';
import { accepts } from '../ask.ts';

type Row = readonly [
  mode: Exclude<MatchMode, 'none'>,
  page: string,
  output: string,
  other: string,
  allowance: Allowance,
];

const pods =
  'NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          5s\napi-0   1/1     ' +
  'Running   0          5s';

test.each<Row>([
  [
    'docs',
    pods,
    pods,
    pods.replace('0          5s\n', '7          5s\n'),
    { by: 'type', pageLine: 2, type: 'restarts', sample: '0', column: 'RESTARTS' },
  ],
  ['docs', 'took 5s', 'took 7s', 'took 8s', { by: 'type', pageLine: 1, type: 'duration', sample: '5s' }],
  [
    'docs',
    'a\nto 10.0.0.1 in 5s',
    'a\nto 10.9.9.9 in 5s',
    'a\nto 10.9.9.8 in 5s',
    { by: 'type', pageLine: 2, type: 'ipv4', sample: '10.0.0.1' },
  ],
  ['docs', 'got {{word}}', 'got x', 'got y', { by: 'type', pageLine: 1, type: 'word', sample: '{{word}}' }],
  [
    'docs',
    'got {{any}} end',
    'got x end',
    'got y end',
    { by: 'type', pageLine: 1, type: 'any', sample: '{{any}}' },
  ],
  ['docs', 'curl/...', 'curl/7', 'curl/8', { by: 'elided text', pageLine: 1 }],
  [
    'docs',
    '"a": "...", "b": "..."',
    '"a": "1", "b": "2"',
    '"a": "1", "b": "3"',
    { by: 'elided text', pageLine: 1 },
  ],
  ['docs', 'x deleted ...', 'x deleted from a', 'x deleted', { by: 'elided text', pageLine: 1 }],
  ['docs', 'a\n...\nz', 'a\nb\nz', 'a\nc\nz', { by: 'elided lines', pageLine: 2 }],
  ['docs', 'a\n...\nz\n...', 'a\nz\nb', 'a\nz', { by: 'elided lines', pageLine: 4 }],
  ['docs', 'a\n...\nz\n...', 'a\nb\nz', 'a\nb\nb\nz', { by: 'elided lines', pageLine: 2 }],
  ['docs', '...\nx\n...', 'x', 'x\nx', { by: 'elided lines', pageLine: 3 }],
  [
    'docs',
    'NAME   READY   AGE\nweb    ...',
    'NAME   READY   AGE\nweb    1/1     5s',
    'NAME   READY   AGE\nweb    0/1     5s',
    { by: 'elided text', pageLine: 2 },
  ],
  ['contains', 'b', 'a\nb', 'c\nb', { by: 'not compared', pageLine: 1 }],
  ['contains', 'b', 'a b', 'c b', { by: 'not compared', pageLine: 1 }],
  [
    'contains',
    'b\ntook 5s',
    'b\ntook 6s',
    'b\ntook 7s',
    { by: 'type', pageLine: 2, type: 'duration', sample: '5s' },
  ],
  ['lines', '+ a\n- z', 'a\nb', 'a\nc', { by: 'not compared', pageLine: 1 }],
  ['lines', '+ a\n+ b', 'a\nb', 'b\na', { by: 'order', pageLine: 2 }],
  [
    'lines',
    '+ a\n+ in 5s',
    'a\nin 6s',
    'a\nin 7s',
    { by: 'type', pageLine: 2, type: 'duration', sample: '5s' },
  ],
  ['unordered', 'a\nb', 'a\nb', 'b\na', { by: 'order', pageLine: 2 }],
  ['unordered', 'a\n...', 'a\nb', 'a\nc', { by: 'elided lines', pageLine: 2 }],
  ['unordered', 'a\nb', 'a\nb', 'a\n\nb', { by: 'not compared', pageLine: 1 }],
  ['regex', 'x\\d\n...\nz', 'x1\nz', 'x2\nz', { by: 'pattern', pageLine: 1 }],
  ['regex', 'x\\d\n...\nz', 'x1\ny\nz', 'x1\nz', { by: 'elided lines', pageLine: 2 }],
  ['table', pods, pods, pods.replace(/(web-0.*)\n(api-0.*)/, '$2\n$1'), { by: 'order', pageLine: 3 }],
  [
    'table',
    pods,
    pods,
    pods.replace('5s', '9s'),
    { by: 'type', pageLine: 2, type: 'age', sample: '5s', column: 'AGE' },
  ],
  [
    'table',
    `${pods}\n...`,
    pods,
    `${pods}\nx       1/1     Running   0          5s`,
    { by: 'elided lines', pageLine: 4 },
  ],
  [
    'json',
    '{"a": {\n"b": "5s"}, "c": 1}',
    '{"a": {"b": "5s"}, "c": 1}',
    '{"c": 1, "a": {"b": "5s"}}',
    { by: 'notation', pageLine: 1 },
  ],
  [
    'json',
    '{"a": [\n{"age": "5s"}]}',
    '{"a": [{"age": "5s"}]}',
    '{"a": [{"age": "6s"}]}',
    { by: 'type', pageLine: 2, type: 'duration', sample: '5s' },
  ],
  [
    'json',
    '{"a": 1,\n"b": "..."}',
    '{"a": 1, "b": 2}',
    '{"a": 1, "b": [3]}',
    { by: 'any value', pageLine: 2, path: '.b' },
  ],
  [
    'json',
    '{"a": 1, "...": "..."}',
    '{"a": 1, "b": 2}',
    '{"a": 1}',
    { by: 'any value', pageLine: 1, path: '' },
  ],
  [
    'json',
    '{"n": "{{number}}"}',
    '{"n": 1}',
    '{"n": 2}',
    { by: 'type', pageLine: 1, type: 'number', sample: '{{number}}' },
  ],
  [
    'yaml',
    'a: 1\nb:\n- "..."\n- x',
    'a: 1\nb:\n- y\n- x',
    'a: 1\nb:\n- z\n- x',
    { by: 'any value', pageLine: 3, path: '.b' },
  ],
])('allowance: %s mode, page %j, %j beside %j', (mode, page, output, other, allowance) => {
  expect([accepts(mode, page, output), accepts(mode, page, other)]).toEqual([true, true]);
  const question = {
    printed: { lines: page.split('\n'), line: 1 },
    actual: output,
    bindings: {},
    literals: new Set<string>(),
  };
  expect(modeOf(mode)?.allowance(question, other)).toEqual(allowance);
});

test('allowance: undefined for outputs that are the same to the matcher', () => {
  const question = {
    printed: { lines: ['a b'], line: 1 },
    actual: 'a b',
    bindings: {},
    literals: new Set<string>(),
  };
  expect(modeOf('docs')?.allowance(question, 'a   b\r\n')).toBeUndefined();
});
