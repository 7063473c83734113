import { describe, expect, test } from 'vitest';
import { ask } from '../ask.ts';
import { testRows } from '../mode-rows.ts';

const json =
  '{"kind": "Pod", "status": {"ready": 3, "ip": "10.0.0.1", "conditions": [{"type": "Ready"}, {"type": ' +
  '"Up"}]}}';
describe('json mode', () => {
  testRows('json', [
    [
      json,
      [
        json,
        '{"status":{"conditions":[{"type":"Ready"},{"type":"Up"}],"ip":"10.9.9.9","ready":3},"kind":"Pod"}\n',
        `\u001b[32m${json}\u001b[0m\r\n`,
      ],
      [
        json.replace('3', '0'),
        json.replace('"Ready"', '"Down"'),
        json.replace('"kind": "Pod", ', ''),
        json.replace('{"kind"', '{"x": 1, "kind"'),
        json.replace('10.0.0.1', 'none'),
        json.replace('3', '"3"'),
        json.replace('3', 'null'),
        json.replace('[{"type": "Ready"}, {"type": "Up"}]', '[{"type": "Up"}, {"type": "Ready"}]'),
        json.replace(', {"type": "Up"}', ''),
        json.slice(0, -1),
        'null',
        '[]',
        '',
      ],
    ],
    ['{"a": 1, "...": "..."}', ['{"a": 1}', '{"b": 2, "a": 1}'], ['{"b": 2}', '{"a": 2}', '[1]']],
    ['{"a": "..."}', ['{"a": null}', '{"a": {"b": [1]}}'], ['{}', '{"a": 1, "b": 2}']],
    ['[1, "...", 4]', ['[1,2,3,4]', '[1,4]'], ['[1,2]', '[4]', '[1,4,5]', '[2,1,4]']],
    [
      '["...", {"n": "10.0.0.1"}, "...", "10.0.0.1"]',
      ['[{"n":"1.1.1.1"},{"n":"2.2.2.2"},"2.2.2.2"]'],
      ['[{"n":"1.1.1.1"},{"n":"2.2.2.2"},"3.3.3.3"]'],
    ],
    [
      '{"n": "{{number}}", "id": "{{uuid}}", "x": 1}',
      [
        '{"n": 7, "id": "123e4567-e89b-12d3-a456-426614174000", "x": 1}',
        '{"n": "7", "id": "123e4567-e89b-12d3-a456-426614174000", "x": 1.0}',
      ],
      [
        '{"n": "x", "id": "123e4567-e89b-12d3-a456-426614174000", "x": 1}',
        '{"n": {}, "id": "123e4567-e89b-12d3-a456-426614174000", "x": 1}',
      ],
    ],
    [
      '{"resourceVersion": "12", "generation": 1}',
      ['{"resourceVersion": "99", "generation": 1}'],
      ['{"resourceVersion": "x", "generation": 1}', '{"resourceVersion": "99", "generation": 2}'],
    ],
    ['12345678901234567890', ['12345678901234567890'], ['12345678901234567891']],
    [
      '{"a":1}\n{"a":2}',
      ['{"a":1}\n{"a":2}\n'],
      ['{"a":1}', '{"a":2}\n{"a":1}', '{"a":1}\n{"a":2}\n{"a":3}'],
    ],
    ['{"a": "x  y"}', ['{"a": "x  y"}'], ['{"a": "x y"}']],
    ['{"maxAge": "24h"}', ['{"maxAge": "24h"}'], ['{"maxAge": "5s"}']],
  ]);
  test('a reason has the path, the values and the page line', () => {
    expect(
      ask('json', '{\n  "items": [\n    {"ready": 3}\n  ]\n}', '{"items": [{"ready": 0}]}').reasons,
    ).toEqual([
      {
        code: 'value',
        pageLine: 3,
        path: '.items[0].ready',
        expected: '3',
        actual: '0',
        why: { kind: 'literal' },
      },
    ]);
  });
});

describe('yaml mode', () => {
  testRows('yaml', [
    [
      'a: 1\nb: [x, y]',
      ['b:\n- x\n- y\na: 1\n', '{"a": 1, "b": ["x", "y"]}'],
      ['a: 1', 'a: "1"\nb: [x, y]', 'a: 1\nb: [y, x]', 'a: 1\nb: [x, y]\nc: 2', 'a: [', ''],
    ],
    [
      'metadata:\n  uid: 123e4567-e89b-12d3-a456-426614174000\n  creationTimestamp: ' +
        '"2024-01-15T10:20:30Z"\n  "...": "..."',
      [
        'metadata:\n  name: x\n  uid: 00000000-0000-4000-8000-000000000001\n  creationTimestamp: ' +
          '"2026-01-15T10:20:30Z"',
      ],
      ['metadata:\n  uid: x\n  creationTimestamp: "2026-01-15T10:20:30Z"', 'metadata: {}'],
    ],
    ['a: 1\n---\nb: 2', ['a: 1\n---\nb: 2'], ['a: 1', 'b: 2\n---\na: 1']],
    ['n: 12345678901234567890', ['n: 12345678901234567890'], ['n: 12345678901234567891']],
    ['n: .nan', ['n: .nan'], ['n: 1', 'n: .inf']],
    ['a: !!set {x, y}', ['a: !!set {y, x}'], ['a: !!set {z}', 'a: !!set {x}']],
    ['%YAML 1.1\n---\nday: 2024-01-15', ['day: 2024-01-15'], ['%YAML 1.1\n---\nday: 2025-01-15']],
  ]);
});
