import { describe, expect, test } from 'vitest';
import { judge, literalsOf } from '../../runner/match/index.ts';
import type { MatchMode } from '../../src/guide/model.ts';
import { accepts, ask } from './ask.ts';

type Row = readonly [page: string, accepted: readonly string[], rejected: readonly string[]];

function table(mode: MatchMode, rows: readonly Row[]): void {
  for (const [page, accepted, rejected] of rows) {
    test.each(accepted)(`${JSON.stringify(page)} accepts %j`, (actual) =>
      expect(ask(mode, page, actual).reasons).toEqual([]),
    );
    test.each(rejected)(`${JSON.stringify(page)} rejects %j`, (actual) => {
      const result = ask(mode, page, actual);
      expect(result.matches).toBe(false);
      expect(result.reasons.length).toBeGreaterThan(0);
    });
  }
}

describe('docs mode', () => {
  table('docs', [
    [
      'a\nb',
      [
        'a\nb',
        'a\nb\n',
        'a\nb\n\n\n',
        'a\r\nb\r\n',
        'a  \nb\t',
        '\u001b[32ma\u001b[0m\nb',
        '\u001b]0;title\u0007a\nb',
        '\u001b[1;33ma\u001b[m\r\nb\u001b[K',
      ],
      ['a', 'b', 'a\nb\nc', 'a\n\nb', '\na\nb', 'b\na', 'a b', 'A\nb', 'a\n b', 'ab', 'a\nb.', ''],
    ],
    ['a b  c', ['a   b c', 'a\tb\tc'], ['ab c', 'a bc', ' a b c']],
    ['  deep', ['  deep', '  deep   '], ['deep', ' deep', '   deep', '\tdeep']],
    ['x\n\ny', ['x\n\ny', 'x\n   \ny'], ['x\ny', 'x\n\n\ny']],
    [
      'a\n...\nz',
      ['a\nz', 'a\nb\nz', 'a\n\n\nz', 'a\nz\nz', 'a\nb\nc\nd\nz'],
      ['a', 'z', 'a\nz\nb', 'b\na\nz', 'a\nb\nzz', ''],
    ],
    ['   ...  \nz', ['z', 'a\nz'], ['a', '', 'z\na']],
    ['a\n...', ['a', 'a\nb\nc'], ['b\na', '']],
    ['...\nm\n...\nn\n...', ['m\nn', 'x\nm\ny\nn\nz', 'n\nm\nn', 'm\nm\nn\nn'], ['n\nm', 'm', 'x\nn', 'mn']],
    ['a\n...\n...\nb', ['a\nb', 'a\nx\nb'], ['a', 'b']],
    ['a\n...\nb\nc', ['a\nb\nb\nc', 'a\nb\nx\nb\nc'], ['a\nb\nx\nc', 'a\nb\nc\nd', 'a\nc']],
    [
      'User-Agent: curl/...',
      ['User-Agent: curl/7.55.0', 'User-Agent: curl/'],
      ['User-Agent: wget/1', 'User-Agent: curl'],
    ],
    [
      'foo ... bar',
      ['foo bar', 'foo x bar', 'foo x y z bar', 'foo bar bar'],
      ['foobar', 'foox bar', 'foo xbar', 'foo', 'bar', 'foo bar x'],
    ],
    ['foo ...', ['foo', 'foo x'], ['food', 'a foo', 'fo']],
    ['... foo', ['foo', 'x foo'], ['xfoo', 'foo x']],
    ['a...b...c', ['abc', 'a1b2c', 'abbc', 'abcbc'], ['ac', 'acb', 'ab', 'xabc']],
    ['"key": "...",', ['"key": "abc",', '"key": "",'], ['"key": "abc"', '"kez": "abc",']],
    [
      'Trying 172.21.156.230...',
      ['Trying 10.0.0.1...', 'Trying 10.0.0.1:443...', 'Trying 10.0.0.1'],
      ['Trying ...', 'Trying x...'],
    ],
    ['loading ....', ['loading ....'], ['loading ...', 'loading now']],
    // Dots that follow a word directly at the end of a line are text.
    [
      'Pulling image...',
      ['Pulling image...'],
      [
        'Pulling image failed: not found',
        'Pulling image',
        'Pulling image....',
        'Pulling image... done',
        'Pulling images...',
      ],
    ],
    [
      'Waiting for rollout to finish: 0 of 1 updated replicas are available...',
      ['Waiting for rollout to finish: 0 of 1 updated replicas are available...'],
      [
        'Waiting for rollout to finish: 1 of 1 updated replicas are available...',
        'Waiting for rollout to finish: 0 of 1 updated replicas are available, giving up',
      ],
    ],
    [
      'Trying 172.21.156.230:443...',
      ['Trying 10.0.0.1:443...'],
      ['Trying 10.0.0.1:443', 'Trying 10.0.0.1:4431', 'Trying 10.0.0.1:443 failed: refused'],
    ],
    [
      'Trying 172.21.156.230...',
      ['Trying 10.0.0.1...'],
      ['Trying 10.0.0.1 failed: refused', 'Trying 10.0.0.1: refused'],
    ],
    ['waited 5s...', ['waited 7s...', 'waited 7s'], ['waited 7s in vain', 'waited long...']],
    ['déployé...', ['déployé...'], ['déployé jamais']],
    ['deleted ...', ['deleted', 'deleted from default namespace'], ['deleteds', 'not deleted']],
    ['token: ...', ['token: abc def', 'token:'], ['tokens: abc']],
    ['key=...', ['key=', 'key=a b'], ['keys=a']],
    ['say "...', ['say "hello" twice'], ['say hello']],
    ['  Pulling image...\n...', ['  Pulling image...\ndone'], ['  Pulling image failed\ndone']],
    ['wait…', ['wait…'], ['wait...', 'wait']],
    [
      'service/my-httpbin created',
      ['service/my-httpbin created'],
      [
        'service/my-httpbin configured',
        'service/my-httpbin unchanged',
        'service/my-httpbin2 created',
        'deployment.apps/my-httpbin created',
        'service/my-httpbin created (dry run)',
      ],
    ],
    [
      'Warning: old\nendpoints/x created',
      ['Warning: old\nendpoints/x created', '\u001b[33;1mWarning:\u001b[0m old\nendpoints/x created'],
      ['endpoints/x created', 'endpoints/x created\nWarning: old', 'Warning: new\nendpoints/x created'],
    ],
    ['done in 5s', ['done in 2m30s'], ['done in 5', 'done in 5s again', 'ready in 5s']],
  ]);
});

describe('docs mode: a sample stands for one value', () => {
  table('docs', [
    ['10.0.0.1\n10.0.0.1', ['10.9.9.9\n10.9.9.9'], ['10.9.9.9\n10.9.9.8']],
    ['10.0.0.1\n10.0.0.2', ['10.9.9.9\n10.9.9.8'], ['10.9.9.9', '10.9.9.9\n10.9.9.9']],
    ['from 10.0.0.1 to 10.0.0.1', ['from 10.9.9.9 to 10.9.9.9'], ['from 10.9.9.9 to 10.9.9.8']],
    ['5s\n5s', ['7s\n9s'], ['7s']],
    [
      'pod sleep-66c8d79ff5-8tqrl\nlogs of sleep-66c8d79ff5-8tqrl',
      ['pod sleep-7bc4b9d6c5-x2x9z\nlogs of sleep-7bc4b9d6c5-x2x9z'],
      ['pod sleep-7bc4b9d6c5-x2x9z\nlogs of sleep-7bc4b9d6c5-bcdfg'],
    ],
    [
      'sleep-66c8d79ff5-8tqrl\nsleep-66c8d79ff5-w2l7h',
      ['sleep-7bc4b9d6c5-x2x9z\nsleep-7bc4b9d6c5-bcdfg'],
      ['sleep-7bc4b9d6c5-x2x9z\nsleep-7bc4b9d6c5-x2x9z'],
    ],
    [
      'uid 123e4567-e89b-12d3-a456-426614174000\nsame 123e4567-e89b-12d3-a456-426614174000',
      ['uid 00000000-0000-4000-8000-000000000001\nsame 00000000-0000-4000-8000-000000000001'],
      ['uid 00000000-0000-4000-8000-000000000001\nsame 00000000-0000-4000-8000-000000000002'],
    ],
    // The first address that fits is not the right one, so the search must move the earlier elision.
    [
      '...\nip 10.0.0.1\n...\nuse 10.0.0.1',
      [
        'ip 1.1.1.1\nip 2.2.2.2\nuse 2.2.2.2',
        'ip 2.2.2.2\nip 1.1.1.1\nuse 2.2.2.2',
        'x\nip 1.1.1.1\nuse 2.2.2.2\nip 3.3.3.3\nuse 3.3.3.3',
      ],
      ['ip 1.1.1.1\nip 2.2.2.2\nuse 3.3.3.3', 'use 1.1.1.1\nip 1.1.1.1'],
    ],
    [
      '... 10.0.0.1 ...\nuse 10.0.0.1',
      ['a 1.1.1.1 b 2.2.2.2 c\nuse 2.2.2.2', 'a 1.1.1.1 b 2.2.2.2 c\nuse 1.1.1.1'],
      ['a 1.1.1.1 b 2.2.2.2 c\nuse 3.3.3.3'],
    ],
  ]);

  test('also in later outputs, but only after an output that matches', () => {
    const first = ask('docs', 'ip 10.0.0.1', 'ip 10.9.9.9');
    expect(first.bindings).toEqual({ 'ip:10.0.0.1': { value: '10.9.9.9', pageLine: 1 } });
    expect(ask('docs', 'use 10.0.0.1', 'use 10.9.9.9', { bindings: first.bindings }).matches).toBe(true);
    expect(ask('docs', 'use 10.0.0.1', 'use 10.0.0.1', { bindings: first.bindings }).reasons).toEqual([
      {
        code: 'line',
        pageLine: 1,
        actualLine: 1,
        expected: 'use 10.0.0.1',
        actual: 'use 10.0.0.1',
        why: { kind: 'binding', sample: '10.0.0.1', bound: '10.9.9.9', actual: '10.0.0.1', since: 1 },
      },
    ]);
    expect(ask('docs', 'use 10.0.0.2', 'use 10.9.9.9', { bindings: first.bindings }).reasons).toEqual([
      {
        code: 'line',
        pageLine: 1,
        actualLine: 1,
        expected: 'use 10.0.0.2',
        actual: 'use 10.9.9.9',
        why: { kind: 'binding', sample: '10.0.0.1', bound: '10.9.9.9', actual: '10.9.9.9', since: 1 },
      },
    ]);
    const failed = ask('docs', 'ip 10.0.0.1\nok', 'ip 10.9.9.9\nno');
    expect(failed.bindings).toEqual({});
  });
  test('values in the commands are no samples', () => {
    const commands = [
      'curl --resolve x:443:91.198.174.192 && kubectl logs sleep-66c8d79ff5-8tqrl --since=5m',
    ];
    expect(literalsOf(commands)).toEqual(new Set(['91.198.174.192', 'sleep-66c8d79ff5-8tqrl', '5m']));
    expect(ask('docs', 'to 91.198.174.192', 'to 91.198.174.192', { commands }).bindings).toEqual({});
    expect(ask('docs', 'to 91.198.174.192', 'to 10.0.0.1', { commands }).matches).toBe(false);
    expect(
      ask('docs', 'sleep-66c8d79ff5-8tqrl is up', 'sleep-7bc4b9d6c5-x2x9z is up', { commands }).matches,
    ).toBe(false);
    expect(ask('docs', 'to 91.198.174.193', 'to 10.0.0.1', { commands }).matches).toBe(true);
  });
  test.each([
    [
      'NAME       READY   STATUS    RESTARTS   AGE\nweb-https   1/1     Running   0          5s',
      'web-https',
      'web-http2',
    ],
    ['pod/web-https created', 'web-https', 'web-http2'],
  ])('names in the commands are no samples, although they look like pods: %j', (page, name, other) => {
    const commands = [`kubectl run ${name} --image=nginx`];
    expect(ask('docs', page, page.replace(name, other), { commands }).matches).toBe(false);
    expect(ask('docs', page, page, { commands }).matches).toBe(true);
    expect(ask('docs', page, page.replace(name, other)).matches).toBe(true);
  });
  test('a cell of an age column is a sample, although a command has that age', () => {
    expect(
      ask('docs', 'NAME   AGE\nweb    5m', 'NAME   AGE\nweb    7s', {
        commands: ['kubectl wait --timeout=5m'],
      }).matches,
    ).toBe(true);
  });
});

describe('exact mode', () => {
  table('exact', [
    [
      'a\n  b  c',
      ['a\n  b  c', 'a\n  b  c\n', 'a\r\n  b  c\r\n', '\u001b[31ma\u001b[0m\n  b  c'],
      ['a\n  b c', 'a\n b  c', 'a', 'a\n  b  c\nd', 'a\n  b  c ', ''],
    ],
    ['10.0.0.1 5s', ['10.0.0.1 5s'], ['10.0.0.2 5s', '10.0.0.1 6s']],
    ['...', ['...'], ['a', '']],
    ['{{ip}}', ['{{ip}}'], ['10.0.0.1']],
  ]);
});

describe('contains mode', () => {
  table('contains', [
    [
      '200 OK',
      ['HTTP/1.1 200 OK', 'x\n< HTTP/1.1 200 OK\ny'],
      ['HTTP/1.1 503 Service Unavailable', '1200 OK', '200 OKAY', ''],
    ],
    ['did', ['he did it', 'did'], ['didn’t'.replace('’', "'"), 'candid', 'done']],
    ['ready', ['it is ready.', 'not-ready'], ['unready', 'readying']],
    ['can', ['I can'], ["I can't"]],
    ['a\nb', ['xx a xx\nyy\nzz b', 'a\nb'], ['b\na', 'a b', 'a', 'b']],
    ['a\n...\nb', ['a\nb', 'a\nx\nb'], ['b\na']],
    [
      'ip 10.0.0.1\nuse 10.0.0.1',
      ['x ip 1.1.1.1\ny ip 2.2.2.2\nz use 2.2.2.2 ok'],
      ['x ip 1.1.1.1\nz use 2.2.2.2 ok'],
    ],
    ['ready after 5s', ['pod ready after 2m30s.'], ['pod ready after 5']],
    ['x-envoy-', ['< x-envoy-attempt: 1'], ['< x-envoi']],
    // The text is first a part of a word, and later a whole word.
    ['200', ['2000 200', '200 2000'], ['2000 1200']],
    ['a ... b', ['ax a b', 'a x b bx'], ['ax b']],
  ]);
});

describe('regex mode', () => {
  table('regex', [
    [
      'HTTP/(1\\.1|2) 200.*',
      ['HTTP/1.1 200 OK', 'HTTP/2 200'],
      ['HTTP/1.1 503', ' HTTP/2 200', 'HTTP/2 200\nmore', ''],
    ],
    ['a+\n...\nb', ['aaa\nb', 'a\nx\nb'], ['b', 'a', 'a\nbb', 'a\nb\nb\nc']],
    ['(?i)ready', ['READY'], ['READY NOW']],
    ['(a|a)*b', [`${'a'.repeat(50)}b`], ['a'.repeat(5000)]],
  ]);
});

describe('lines mode', () => {
  table('lines', [
    ['+ a\n- b', ['a', 'x\na\nc', '  a'], ['b\na', 'c', 'a\nsome b here', '']],
    ['+ b\n+ a', ['a\nb', 'b\nx\na'], ['a', 'b']],
    [
      '- error',
      ['fine', '', 'errors'],
      ['error', 'an error: 7', 'x\nerror', 'errors: error', 'errors error'],
    ],
    // In a text that must be absent, dots at the end of a line are an elision.
    ['- Error...', ['fine', 'an error'], ['Error: x', 'Error', 'Errors: x', 'x\nan Error...']],
    ['+ Pulling image...', ['Pulling image...'], ['Pulling image failed', 'Pulling image']],
    [
      '+ pod sleep-66c8d79ff5-8tqrl',
      ['x\npod sleep-7bc4b9d6c5-x2x9z'],
      ['pod wake-7bc4b9d6c5-x2x9z', 'the pod sleep-7bc4b9d6c5-x2x9z'],
    ],
    ['+ ... ready', ['web is ready', 'ready'], ['web is unready']],
    [
      '+ ip 10.0.0.1\n+ use 10.0.0.1',
      ['use 2.2.2.2\nip 1.1.1.1\nip 2.2.2.2'],
      ['use 3.3.3.3\nip 1.1.1.1\nip 2.2.2.2'],
    ],
    ['+ {{any:x}} up\n+ {{any:x}} ok', ['a up\nb up\nb ok'], ['a up\nb ok']],
  ]);
});

describe('unordered mode', () => {
  table('unordered', [
    ['a\nb\nb', ['a\nb\nb', 'b\na\nb', 'b\n\nb\na'], ['a\nb', 'a\na\nb', 'a\nb\nb\nb', 'a\nb\nc', '']],
    ['a\n...', ['a', 'b\na\nc'], ['b', '']],
    ['x 5s\nx {{number}}', ['x 3\nx 7s', 'x 7s\nx 3'], ['x 3\nx 4', 'x 7s\nx 8s']],
    // The line that accepts more must leave the output line that the other one needs.
    ['{{any}} up\nweb up', ['web up\ndb up', 'db up\nweb up'], ['db up\ndb up', 'web up']],
    ['ip 10.0.0.1\nuse 10.0.0.1', ['use 1.1.1.1\nip 1.1.1.1'], ['use 1.1.1.1\nip 2.2.2.2']],
    [
      'ip 10.0.0.1\nip 10.0.0.2\nuse 10.0.0.2',
      ['ip 1.1.1.1\nip 2.2.2.2\nuse 1.1.1.1', 'use 2.2.2.2\nip 1.1.1.1\nip 2.2.2.2'],
      ['ip 1.1.1.1\nip 2.2.2.2\nuse 3.3.3.3'],
    ],
  ]);
});

const json =
  '{"kind": "Pod", "status": {"ready": 3, "ip": "10.0.0.1", "conditions": [{"type": "Ready"}, {"type": ' +
  '"Up"}]}}';
describe('json mode', () => {
  table('json', [
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
  table('yaml', [
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

describe('none mode and the exit status', () => {
  const base = { printed: { lines: ['x'], line: 1 }, actual: 'y', bindings: {}, literals: new Set<string>() };
  test.each([
    ['none', 0, 0, []],
    ['none', 1, 0, ['exit']],
    ['docs', 1, 0, ['exit', 'line']],
    ['docs', 0, 'nonzero', ['exit', 'line']],
    ['docs', 7, 'nonzero', ['line']],
    ['docs', 7, 7, ['line']],
    ['none', 1, 'nonzero', []],
    ['none', 126, 'nonzero', ['exit']],
    ['none', 127, 'nonzero', ['exit']],
    ['none', 137, 'nonzero', []],
    ['none', 126, 126, []],
    ['none', 127, 127, []],
  ] as const)('judge in %s mode with exit %s where %s is expected', (mode, exit, expectExit, codes) => {
    const result = judge({ ...base, mode, exit, expectExit });
    expect(result.reasons.map(({ code }) => code)).toEqual(codes);
    expect(result.matches).toBe(codes.length === 0);
  });
  test('judge: only the exit status counts when nothing is printed', () => {
    expect(judge({ ...base, printed: undefined, mode: 'docs', exit: 0, expectExit: 0 })).toEqual({
      matches: true,
      reasons: [],
      bindings: {},
    });
    expect(judge({ ...base, printed: undefined, mode: 'docs', exit: 2, expectExit: 0 }).reasons).toEqual([
      { code: 'exit', expected: '0', actual: '2' },
    ]);
  });
  test('judge: an output with the wrong exit status binds nothing', () => {
    expect(
      judge({
        ...base,
        printed: { lines: ['ip 10.0.0.1'], line: 1 },
        actual: 'ip 10.9.9.9',
        mode: 'docs',
        exit: 1,
        expectExit: 0,
      }).bindings,
    ).toEqual({});
  });
});

describe('judge: eleven differences that a loose matcher would miss', () => {
  const head = 'NAME                     READY   STATUS             RESTARTS   AGE\n';
  test.each<[MatchMode, string, string]>([
    ['docs', 'deployment.apps/sleep created', 'deployment.apps/sleep unchanged'],
    [
      'docs',
      `${head}sleep-66c8d79ff5-8tqrl   2/2     Running            0          32s`,
      `${head}sleep-66c8d79ff5-8tqrl   1/2     CrashLoopBackOff   7          32s`,
    ],
    [
      'docs',
      'sleep-66c8d79ff5-8tqrl   2/2     Running            0          32s',
      'sleep-66c8d79ff5-8tqrl   1/2     CrashLoopBackOff   7          32s',
    ],
    ['docs', 'sleep   3/3', 'sleep   0/3'],
    [
      'docs',
      'NAME      MODE     AGE\ndefault   STRICT   5s',
      'NAME      MODE         AGE\ndefault   PERMISSIVE   5s',
    ],
    ['docs', 'one\ntwo\nthree', 'three\ntwo\none'],
    ['docs', 'Already exists', 'Already deleted'],
    ['docs', 'it did work', "it didn't work"],
    ['contains', 'did', "it didn't"],
    ['json', '{"ready": 3}', '{"ready": 0}'],
    ['docs', '{"ready": 3}', '{"ready": 0}'],
    ['docs', 'job.batch/pi   Succeeded', 'job.batch/pi   Failed'],
    ['docs', 'HTTP/1.1 200 OK', 'HTTP/1.1 503 Service Unavailable'],
    ...(['docs', 'exact', 'contains', 'regex', 'unordered'] as const).map(
      (mode): [MatchMode, string, string] => [mode, 'anything', ''],
    ),
    ['lines', '+ anything', ''],
    ['json', '{}', ''],
    ['yaml', 'a: 1', ''],
    ['table', 'NAME   AGE\nweb    5s', ''],
  ])('%s mode: %j does not accept %j', (mode, page, actual) => {
    expect(accepts(mode, page, page.replace(/^\+ /, ''))).toBe(true);
    expect(accepts(mode, page, actual)).toBe(false);
  });
  test('docs mode: a pod row accepts another hash and age', () => {
    expect(
      accepts(
        'docs',
        `${head}sleep-66c8d79ff5-8tqrl   2/2     Running            0          32s`,
        `${head}sleep-7bc4b9d6c5-x2x9z   2/2     Running            0          2d5h`,
      ),
    ).toBe(true);
  });
});
