import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { startShell } from '../support/sessions/started-shell.ts';

test('Shell: write sends text to a command that waits for input', async () => {
  const { shell, run } = await startShell();
  const answer = run('read -r line; echo "got $line"');
  shell.write('hello\n');
  expect((await answer).output).toBe('got hello\n');
});

test('Shell: input that no command read is neither run nor added to the next command', async () => {
  const { shell, run } = await startShell();
  const first = run('sleep 0.3');
  shell.write('touch typed\nabc');
  await first;
  expect(shell.write('abc')).toBe('nothing-runs');
  expect(await run('echo *typed*')).toEqual({ ending: { how: 'exited', exit: 0 }, output: '*typed*\n' });
});

test('Shell: Ctrl-C cancels a command; a late one loses neither output nor the end', async () => {
  const { shell, folder, run } = await startShell();
  const stopped = await shell.execute('sh -c "echo begun; exec sleep 60"', {
    onText: (text) => text.includes('begun') && shell.write('\u0003'),
  });
  expect(stopped).toEqual({ how: 'cancelled', shellAlive: true });
  const done = run('echo done; touch ended');
  // No program reads the terminal meanwhile, so the report of the end is still in it when Ctrl-C comes.
  await new Promise((resolve) => setImmediate(resolve));
  execFileSync('sh', ['-c', 'until [ -e "$0/ended" ]; do :; done; sleep 0.1', folder]);
  shell.write('\u0003');
  expect(await done).toEqual({ ending: { how: 'exited', exit: 0 }, output: 'done\n' });
  expect((await run('echo on')).output).toBe('on\n');
});

test('Shell: text that no command reads neither blocks the runner nor outlives its command', async () => {
  const { shell, run } = await startShell();
  // A blocking write would end only with the command, so the timeout would come too late.
  const asleep = run('sleep 20; echo woke', 500);
  expect(shell.write('a line\n'.repeat(8500))).toBe('written');
  expect(await asleep).toEqual({
    ending: { how: 'timed-out', shellAlive: true },
    output: expect.stringMatching(/^\n*$/),
  });
  expect(await run('read -r -t 0.1 line; echo "got $line"')).toEqual({
    ending: { how: 'exited', exit: 0 },
    output: 'got \n',
  });
});

test('Shell: a command gets more text than the terminal holds, and prints meanwhile', async () => {
  const { shell, run } = await startShell();
  const lines = 'a line of thirty-two characters\n'.repeat(1900);
  const read = run('while read -r line; do [[ $line == end ]] && break; echo "$line"; done');
  expect([shell.write(lines), shell.write('end\n')]).toEqual(['written', 'written']);
  expect(await read).toEqual({ ending: { how: 'exited', exit: 0 }, output: lines });
});

test('Shell: write refuses text if too much of it waits, but not Ctrl-C', async () => {
  const { shell, run, sleepLong } = await startShell();
  const { asleep, isBegun } = sleepLong();
  await isBegun;
  const typed = Array.from({ length: 4 }, () => shell.write('x\n'.repeat(30_000)));
  expect(typed).toContain('full');
  expect(shell.write('\u0003')).toBe('written');
  expect(await asleep).toEqual({ how: 'cancelled', shellAlive: true });
  expect(await run('read -r -t 0.1 line; echo "got $line"')).toEqual({
    ending: { how: 'exited', exit: 0 },
    output: 'got \n',
  });
});

test('Shell: Ctrl-C with more text than can wait still interrupts the command', async () => {
  const { shell, run, sleepLong } = await startShell();
  const { asleep, isBegun } = sleepLong();
  await isBegun;
  expect(shell.write(`${'x\n'.repeat(40_000)}\u0003`)).toBe('written');
  expect(await asleep).toEqual({ how: 'cancelled', shellAlive: true });
  expect(await run('echo on')).toEqual({ ending: { how: 'exited', exit: 0 }, output: 'on\n' });
});

test('Shell: repeated Ctrl-C ends only the running command', async () => {
  const { shell, run, sleepLong } = await startShell();
  const { asleep, isBegun } = sleepLong();
  await isBegun;
  for (let press = 0; press < 30; press += 1) {
    shell.write('\u0003');
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await asleep).toEqual({ how: 'cancelled', shellAlive: true });
  expect(await run('echo on')).toEqual({ ending: { how: 'exited', exit: 0 }, output: 'on\n' });
});

test('Shell: bash does not read the part of a line that an interrupted `read` had taken', async () => {
  const { shell, run } = await startShell();
  const read = run('kept=1; read -r x', 5000);
  await until(() => shell.reads);
  shell.write('x\u0003y\u0004');
  expect((await read).ending).toEqual({ how: 'cancelled', shellAlive: true });
  expect(await run('echo $kept; read -r -t 0.1 line; echo "got $line"')).toEqual({
    ending: { how: 'exited', exit: 0 },
    output: '1\ngot \n',
  });
});

test('Shell: Ctrl-C ends a command even if a program in the background reads typed text', async () => {
  const { shell, run, sleepLong } = await startShell();
  await run('while read -r line; do :; done </dev/tty & cat </dev/tty >/dev/null &');
  for (let round = 0; round < 3; round += 1) {
    const { asleep, isBegun } = sleepLong();
    await isBegun;
    shell.write('a\nb\n\u0003');
    expect(await asleep).toEqual({ how: 'cancelled', shellAlive: true });
    expect(await run(`echo ${round}`)).toEqual({ ending: { how: 'exited', exit: 0 }, output: `${round}\n` });
  }
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
