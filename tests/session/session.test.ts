import { expect, test } from 'vitest';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';
import { fence } from '../support/guides/guide-text.ts';
import { openSession as open } from '../support/sessions/opened-session.ts';

test('Session: a step passes, its listener gets ordered events, and the guide’s files exist', async () => {
  const { run, heard } = open(fence('$ cat samples/a.txt\nfrom the guide\n$ echo b\nb', 'id=a'));
  expect(await run('a')).toMatchObject({
    step: 'a',
    verdict: 'passed',
    commands: [
      { verdict: 'passed', exit: 0 },
      { verdict: 'passed', attempts: 1 },
    ],
  });
  expect(heard).toEqual([
    'start 0 1',
    'output 0 from the guide\n',
    'end 0 passed',
    'start 1 1',
    'output 1 b\n',
    'end 1 passed',
  ]);
});

test('Session: differs and failed name the cause, and later commands do not run', async () => {
  const { run, session } = open(
    [
      fence('$ touch made; echo one\ntwo\n$ touch never', 'id=differs'),
      fence('$ ls /nowhere-at-all-x >/dev/null 2>&1', 'id=failed within=0'),
    ].join('\n\n'),
  );
  const differs = await run('differs');
  expect(differs).toMatchObject({
    verdict: 'differs',
    commands: [{ verdict: 'differs', exit: 0, attempts: 1, output: 'one\n' }],
  });
  expect(differs.message).toContain('one');
  expect(await run('failed')).toMatchObject({
    verdict: 'failed',
    message: expect.stringContaining('exit status 2'),
  });
  expect(session.passed).toEqual(new Set());
});

test('Session: expected exit statuses pass', async () => {
  const { run } = open(
    [fence('$ echo no; (exit 3)\nno', 'id=a exit=3'), fence('$ false', 'id=b exit=nonzero')].join('\n\n'),
  );
  expect([(await run('a')).verdict, (await run('b')).verdict]).toEqual(['passed', 'passed']);
});

test('Session: a missing or non-executable program does not satisfy `exit=nonzero`', async () => {
  const { run } = open(
    [
      fence('$ kubctl get pods', 'id=missing exit=nonzero'),
      fence('$ samples/a.txt', 'id=text exit=nonzero'),
      fence('$ sh -c "kubctl get pods" 2>/dev/null', 'id=inner exit=nonzero'),
      fence('$ kubctl get pods', 'id=meant exit=127'),
    ].join('\n\n'),
  );
  const sentences = async (id: string) =>
    (await run(id)).commands.flatMap((command) => [command.verdict, ...command.sentences]);
  const notFound =
    'the command ended with exit status 127 because there is no such program, not because it failed; ' +
    'the page expects nonzero';
  expect(await sentences('missing')).toEqual(['failed', notFound]);
  expect(await sentences('inner')).toEqual(['failed', notFound]);
  expect(await sentences('text')).toEqual([
    'failed',
    expect.stringContaining('exit status 126 because the program could not be run'),
  ]);
  expect(await sentences('meant')).toEqual(['passed']);
});

test('Session: names the commands after a failed one, and the option for exit status 1', async () => {
  const { run } = open(fence('$ echo as printed; (exit 1)\nas printed\n$ echo second\n$ echo third', 'id=a'));
  expect(await run('a')).toMatchObject({
    verdict: 'failed',
    message:
      'the output is as printed, but the exit status is 1; the page expects 0. ' +
      'If this exit status is expected, end the fence after this command and write `exit=1`: `exit=` ' +
      'applies to the last command of a fence.',
    notRun: [
      { text: 'echo second', line: 7 },
      { text: 'echo third', line: 8 },
    ],
  });
});

test('Session: sample values stand for the same real value in every step', async () => {
  const guide = (last: string) =>
    open(
      [
        fence('$ cat samples/a.txt >/dev/null; IP=10.9.8.7; echo "address $IP"\naddress 172.16.0.1', 'id=a'),
        fence(`$ echo "at $IP again"\nat ${last} again`, 'id=b within=0'),
      ].join('\n\n'),
    );
  // The assignment spells 10.9.8.7 out, but the page prints it as a sample.
  const same = guide('172.16.0.1');
  expect([(await same.run('a')).verdict, (await same.run('b')).verdict]).toEqual(['passed', 'passed']);
});

test('Session: skips a step if steps that it needs have not passed, and names them', async () => {
  const { run } = open([fence('$ export A=1', 'id=a'), fence('$ echo $A\n1', 'id=b')].join('\n\n'));
  expect(await run('b')).toMatchObject({
    verdict: 'skipped',
    message: 'It needs a, which has not passed in this session.',
  });
  await run('a');
  expect(await run('b')).toMatchObject({ verdict: 'passed' });
});

test('Session: skips a step if the version is outside its range, with the reason', async () => {
  const { run } = open(
    [fence('$ true', 'id=a when="istio<1.21"'), fence('$ true', 'id=b skip="not on a laptop"')].join('\n\n'),
  );
  expect(await run('a')).toMatchObject({
    verdict: 'skipped',
    message: 'needs istio <1.21, the target has 1.31.1',
    commands: [],
  });
  expect(await run('b')).toMatchObject({ verdict: 'skipped', message: 'not on a laptop' });
});

test('Session: a shell that ends interrupts the step; it is replaced, and lost steps are named', async () => {
  const lost: (readonly string[])[] = [];
  const { run, session } = open(
    [
      fence('$ export A=1', 'id=a'),
      fence('$ touch x', 'id=t'),
      fence('$ exit 4', 'id=b'),
      fence('$ echo on\non', 'id=c'),
    ].join('\n\n'),
    {
      events: { onShellLost: (ids) => lost.push(ids) },
    },
  );
  await run('a');
  await run('t');
  expect(await run('b')).toMatchObject({
    verdict: 'interrupted',
    message: expect.stringContaining('The shell ended'),
    next: expect.stringContaining('again'),
  });
  expect(lost).toEqual([['a']]);
  expect(session.passed).toEqual(new Set(['t']));
  expect(await run('c')).toMatchObject({ verdict: 'passed' });
});

test('Session: a cleanup step tries every command, also after a failed one', async () => {
  const { run } = open(fence('$ rm nothing-here 2>/dev/null\n$ echo second\nsecond', 'id=a role=cleanup'));
  expect(await run('a')).toMatchObject({
    verdict: 'failed',
    commands: [{ verdict: 'failed' }, { verdict: 'passed' }],
  });
});

test('Session: a stopped step is cancelled, and a timeout is reported with its length', async () => {
  const { run } = open([fence('$ sleep 60', 'id=a'), fence('$ sleep 60', 'id=b timeout=200ms')].join('\n\n'));
  const controller = new AbortController();
  const cancelled = run('a', controller.signal);
  setTimeout(() => controller.abort(), 100);
  expect(await cancelled).toMatchObject({ verdict: 'cancelled', message: 'Stopped.' });
  expect(await run('b')).toMatchObject({
    verdict: 'timed-out',
    message: expect.stringContaining('did not end within'),
  });
});

test('Session: after the last cleanup step, no step counts as passed', async () => {
  const { run, session } = open(
    [fence('$ touch made', 'id=a'), fence('$ rm made', 'id=b role=cleanup')].join('\n\n'),
  );
  await run('a');
  expect([session.touched, [...session.passed]]).toEqual([true, ['a']]);
  await run('b');
  expect([session.touched, [...session.passed]]).toEqual([false, []]);
});

test('Session: a broken target makes a step errored, which says nothing about the page', async () => {
  const target = {
    ...loopbackTarget(),
    recheck: async () => Promise.reject(new Error('This is another cluster.')),
  };
  const { run } = open(fence('$ true', 'id=a'), { target });
  expect(await run('a')).toMatchObject({
    verdict: 'errored',
    message: 'This is another cluster.',
    commands: [],
  });
});

test('Session: secrets of the target never reach the output', async () => {
  const { run } = open(fence('$ echo "it is the-secret-of-this""-target"\nit is {{any}}', 'id=a'));
  expect(await run('a')).toMatchObject({ verdict: 'passed', commands: [{ output: 'it is [redacted]\n' }] });
});
