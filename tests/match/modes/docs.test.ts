import { describe, expect, test } from 'vitest';
import { literalsOf } from '../../../runner/match/index.ts';
import { ask } from '../ask.ts';
import { testRows } from '../mode-rows.ts';

describe('docs mode', () => {
  testRows('docs', [
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
  testRows('docs', [
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
