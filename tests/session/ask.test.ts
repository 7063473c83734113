import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { fence } from '../support/guides/guide-text.ts';
import { openSession as open } from '../support/sessions/opened-session.ts';

test('Session: repeats a reading command until it matches, but not a writing one', async () => {
  const body = [
    fence('$ (while [ ! -e go ]; do :; done; touch done) & touch go', 'id=begin'),
    fence('$ ls done\ndone', 'id=read within=20s'),
  ].join('\n\n');
  const { run } = open(body);
  await run('begin');
  expect(await run('read')).toMatchObject({ verdict: 'passed' });
  const writing = open(fence('$ touch x; ls nothing-here', 'id=w'));
  expect(await writing.run('w')).toMatchObject({ verdict: 'failed', commands: [{ attempts: 1 }] });
});

test.each([
  ['an unquoted variable', 'OPTS="-X POST"; curl -s $OPTS'],
  ['an array', 'a=(-X POST); curl -s "${a[@]}"'],
  ['a quoted variable', 'METHOD=-XPOST; curl -s "$METHOD"'],
])(
  'Session: sends a request that %s makes a POST only once, even if its answer differs from the page',
  async (_what, command) => {
    const stop = new AbortController();
    const methods: string[] = [];
    const server = createServer(({ method = '' }, response) => {
      methods.push(method);
      if (methods.length > 1) stop.abort();
      response.end('posted\n');
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { run } = open(fence(`$ ${command} http://127.0.0.1:${port}/\nanother answer`, 'id=a'));
    expect(await run('a', stop.signal)).toMatchObject({ verdict: 'differs', commands: [{ attempts: 1 }] });
    expect(methods).toEqual(['POST']);
  },
);

test('Session: does not repeat a reading command if no later output could match', async () => {
  const { run } = open(
    [fence('$ echo one\ntwo', 'id=constant'), fence('$ cat samples/a.txt | kubctl\ntwo', 'id=missing')].join(
      '\n\n',
    ),
  );
  expect(await run('constant')).toMatchObject({
    verdict: 'differs',
    commands: [{ attempts: 1, hopeless: true }],
    message: expect.stringContaining('not repeated'),
  });
  expect(await run('missing')).toMatchObject({ verdict: 'failed', commands: [{ attempts: 1 }] });
});

test('Session: stable=3 repeats a command until three outputs in a row match', async () => {
  const program = [
    '$ cat > kubectl <<"EOF"',
    '#!/bin/sh',
    'echo x >> asked',
    'case $(wc -l < asked) in 2) echo no;; *) echo yes;; esac',
    'EOF',
    '$ chmod +x kubectl',
  ];
  const { run } = open(
    [
      fence([...program, '$ export PATH=$PWD:$PATH'].join('\n'), 'id=program'),
      fence('$ kubectl get x\nyes', 'id=stable stable=3'),
      fence('$ kubectl get x\nno', 'id=never stable=2 within=1s'),
    ].join('\n\n'),
  );
  await run('program');
  expect(await run('stable')).toMatchObject({ verdict: 'passed', commands: [{ attempts: 5 }] });
  expect(await run('never')).toMatchObject({ verdict: 'differs' });
});

test('Session: an answer that does not match often enough in a row differs, and says so', async () => {
  const program = [
    '$ cat > kubectl <<"EOF"',
    '#!/bin/sh',
    'echo x >> asked',
    'sleep 0.3',
    'case $(wc -l < asked) in 1) echo no;; *) echo yes;; esac',
    'EOF',
    '$ chmod +x kubectl',
  ];
  const { run } = open(
    [
      fence([...program, '$ export PATH=$PWD:$PATH'].join('\n'), 'id=program'),
      fence('$ kubectl get x\nyes', 'id=a stable=100 within=1500ms'),
    ].join('\n\n'),
  );
  await run('program');
  expect(await run('a')).toMatchObject({
    verdict: 'differs',
    message: expect.stringMatching(/matched \d+ times? in a row; the step asks for 100/),
  });
});

test('Session: a step that is stopped between two attempts is cancelled and does not differ', async () => {
  const { run } = open(fence('$ cat samples/a.txt\nb', 'id=a within=20s'));
  const controller = new AbortController();
  const result = run('a', controller.signal);
  setTimeout(() => controller.abort(), 300);
  expect(await result).toMatchObject({ verdict: 'cancelled' });
});
