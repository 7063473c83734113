import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { processesOfSession } from '../../runner/kernel/processes.ts';
import type { Ending } from '../../runner/shell/execution/execution.ts';
import { Shell } from '../../runner/shell/shell.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

let shell: Shell;
let folder: string;

afterEach(async () => shell.close());

async function start(name = 'shell'): Promise<void> {
  folder = temporaryFolder();
  shell = await Shell.start({
    folder: join(folder, name),
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' },
    enter: [],
  });
}

async function run(
  text: string,
  timeoutMs = 20_000,
  signal?: AbortSignal,
): Promise<{ ending: Ending; output: string }> {
  let output = '';
  const ending = await shell.execute(text, {
    timeoutMs,
    ...(signal && { signal }),
    onText: (more) => (output += more),
  });
  return { ending, output: output.replaceAll('\r\n', '\n') };
}

/** A command that only a signal ends. */
function sleepLong(): { asleep: Promise<Ending>; isBegun: Promise<void> } {
  let asleep: Promise<Ending> = Promise.resolve({ how: 'died' });
  const isBegun = new Promise<void>((resolve) => {
    asleep = shell.execute('sh -c "echo begun; exec sleep 60"', {
      onText: (text) => text.includes('begun') && resolve(),
    });
  });
  return { asleep, isBegun };
}

test('Shell: output in true order, exit status, and a terminal of fixed size', async () => {
  await start();
  expect(await run('echo a; echo b >&2; echo c; exit_status() { return 7; }; exit_status')).toEqual({
    ending: { how: 'exited', exit: 7 },
    output: 'a\nb\nc\n',
  });
  expect((await run('tty >/dev/null && stty size')).output).toBe('40 120\n');
});

test('Shell: directory, variables, functions, arrays, options and $? live on', async () => {
  await start();
  await run('cd /; export A=1; b=2; f() { echo "f $1"; }; declare -A m=([k]=v); set -o pipefail; (exit 5)');
  expect((await run('echo $? $A $b ${m[k]}; f x; pwd; false | true || echo pipefail')).output).toBe(
    '5 1 2 v\nf x\n/\npipefail\n',
  );
});

test('Shell: text without a final newline and 2 MiB of it arrive whole', async () => {
  await start();
  expect((await run('printf abc')).output).toBe('abc');
  const { output } = await run('head -c 2097152 /dev/zero | tr "\\0" x; printf END');
  expect(output).toHaveLength(2_097_152 + 3);
  expect(output.endsWith('xEND')).toBe(true);
});

test('Shell: here-documents, comments, and break outside a loop do no harm', async () => {
  await start();
  expect((await run('cat <<EOF # comment\n$((1+1))\nEOF')).output).toBe('2\n');
  await run('break; continue');
  expect((await run('echo on')).output).toBe('on\n');
});

test('Shell: a command that takes too long is stopped, and the shell lives on', async () => {
  await start();
  await run('A=kept');
  expect((await run('sleep 60; echo never', 200)).ending).toEqual({ how: 'timed-out', shellAlive: true });
  expect(await run('echo $A')).toEqual({ ending: { how: 'exited', exit: 0 }, output: 'kept\n' });
});

test('Shell: what a stopped command prints behind its end is not the next one’s', async () => {
  await start();
  const stopped = run(`(trap '' INT; sleep 0.4; echo behind) & wait`, 150);
  expect(await stopped).toEqual({
    ending: { how: 'timed-out', shellAlive: true },
    output: expect.not.stringContaining('behind'),
  });
  expect((await run('echo on')).output).toBe('on\n');
});

test('Shell: a cancelled command is stopped even if it ignores the interrupt', async () => {
  await start();
  const controller = new AbortController();
  const ending = run(
    `bash -c 'trap "" INT TERM; while :; do read -t 1 </dev/zero; done'`,
    60_000,
    controller.signal,
  );
  setTimeout(() => controller.abort(), 100);
  expect((await ending).ending).toEqual({ how: 'cancelled', shellAlive: true });
  expect((await run('echo on')).output).toBe('on\n');
});

test.each(['exit 3', 'set -e; false', 'exec true', 'kill -9 $$'])(
  'Shell: %s ends it, and that is told',
  async (text) => {
    await start();
    expect((await run(text)).ending).toEqual({ how: 'died' });
    expect((await run('echo on')).ending).toEqual({ how: 'died' });
  },
);

test('Shell: commands do not inherit what it is driven by, and nothing outlives close', async () => {
  await start();
  expect((await run('ls -l /proc/self/fd')).output).not.toContain('/shell/');
  // Bash itself has its command pipe and nothing else of ours.
  expect((await run('ls -l /proc/$$/fd | grep -o "/shell/.*"')).output).toBe('/shell/pipe\n');
  const leader = Number((await run('echo $$')).output);
  await run('sleep 1000 & sleep 1000 &');
  expect(processesOfSession(leader).length).toBe(3);
  await shell.close();
  expect(
    processesOfSession(leader).filter((pid) => readdirSync('/proc').includes(String(pid)) && !isZombie(pid)),
  ).toEqual([]);
});

test('Shell: a command that waits for input gets what is written', async () => {
  await start();
  const answer = run('read -r line; echo "got $line"');
  shell.write('hello\n');
  expect((await answer).output).toBe('got hello\n');
});

test('Shell: input that nobody read is neither run nor glued to the next command', async () => {
  await start();
  const first = run('sleep 0.3');
  shell.write('touch typed\nabc');
  await first;
  expect(shell.write('abc')).toBe('nothing-runs');
  expect(await run('echo *typed*')).toEqual({ ending: { how: 'exited', exit: 0 }, output: '*typed*\n' });
});

test.each([
  'PROMPT_COMMAND=',
  'unset -f __guiderail_lost 2>/dev/null; true',
  'printf() { :; }; read() { :; }; local() { :; }',
  "alias .='echo dot'",
  'set -u; PS0=x',
])('Shell: %s does not break it', async (text) => {
  await start();
  expect((await run(text)).ending.how).toBe('exited');
  expect(await run('echo on')).toEqual({
    ending: { how: 'exited', exit: 0 },
    output: expect.stringMatching(/^x?on\n$/),
  });
});

test('Shell: what a background job prints between two commands comes before the next output', async () => {
  await start();
  await run('(sleep 0.2; echo late) &');
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect((await run('echo next')).output).toBe('late\nnext\n');
});

function isZombie(pid: number): boolean {
  return readdirSync(`/proc/${pid}/fd`).length === 0;
}

test(
  'Shell: Ctrl-C cancels a command; one that comes too late takes neither output nor the news of the end ' +
    'with it',
  async () => {
    await start();
    const stopped = await shell.execute('sh -c "echo begun; exec sleep 60"', {
      onText: (text) => text.includes('begun') && shell.write('\u0003'),
    });
    expect(stopped).toEqual({ how: 'cancelled', shellAlive: true });
    const done = run('echo done; touch ended');
    // Nothing is read from the terminal meanwhile: the end stands in it when Ctrl-C comes.
    await new Promise((resolve) => setImmediate(resolve));
    execFileSync('sh', ['-c', 'until [ -e "$0/ended" ]; do :; done; sleep 0.1', folder]);
    shell.write('\u0003');
    expect(await done).toEqual({ ending: { how: 'exited', exit: 0 }, output: 'done\n' });
    expect((await run('echo on')).output).toBe('on\n');
  },
);

test('Shell: text that nobody reads neither stops the runner nor outlives its command', async () => {
  await start();
  // A blocking write would end with the command, and the timeout would come too late.
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

test('Shell: a command gets more text than the terminal holds, and answers meanwhile', async () => {
  await start();
  const lines = 'a line of thirty-two characters\n'.repeat(1900);
  const read = run('while read -r line; do [[ $line == end ]] && break; echo "$line"; done');
  expect([shell.write(lines), shell.write('end\n')]).toEqual(['written', 'written']);
  expect(await read).toEqual({ ending: { how: 'exited', exit: 0 }, output: lines });
});

test('Shell: text is refused where too much of it waits; Ctrl-C is not', async () => {
  await start();
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

test('Shell: Ctrl-C pressed again and again ends one command and no other', async () => {
  await start();
  const { asleep, isBegun } = sleepLong();
  await isBegun;
  for (let press = 0; press < 30; press += 1) {
    shell.write('\u0003');
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await asleep).toEqual({ how: 'cancelled', shellAlive: true });
  expect(await run('echo on')).toEqual({ ending: { how: 'exited', exit: 0 }, output: 'on\n' });
});

test.each(['with blanks', 'it’s "quoted"', "a 'quote'", '$HOME', 'x; echo hi', '`*?['])(
  'Shell: its folder may be named %s',
  async (name) => {
    await start(name);
    expect(await run('echo a; set -x')).toEqual({ ending: { how: 'exited', exit: 0 }, output: 'a\n' });
    expect(await run('echo b')).toEqual({ ending: { how: 'exited', exit: 0 }, output: '++ echo b\nb\n' });
  },
);

test('Shell: what an interrupted `read` had taken of a line is nothing that bash reads next', async () => {
  await start();
  const read = run('kept=1; read -r x', 5000);
  await until(() => shell.reads);
  shell.write('x\u0003y\u0004');
  expect((await read).ending).toEqual({ how: 'cancelled', shellAlive: true });
  expect(await run('echo $kept; read -r -t 0.1 line; echo "got $line"')).toEqual({
    ending: { how: 'exited', exit: 0 },
    output: '1\ngot \n',
  });
});

test('Shell: Ctrl-C ends a command also while a program in the background takes what is typed', async () => {
  await start();
  await run('while read -r line; do :; done </dev/tty & cat </dev/tty >/dev/null &');
  for (let round = 0; round < 3; round += 1) {
    const { asleep, isBegun } = sleepLong();
    await isBegun;
    shell.write('a\nb\n\u0003');
    expect(await asleep).toEqual({ how: 'cancelled', shellAlive: true });
    expect(await run(`echo ${round}`)).toEqual({ ending: { how: 'exited', exit: 0 }, output: `${round}\n` });
  }
});

test('Shell: a variable of bash’s that a command made read-only adds nothing to the next output', async () => {
  await start();
  await run('readonly TMOUT=600 PROMPT_COMMAND=');
  expect(await run('echo on')).toEqual({ ending: { how: 'exited', exit: 0 }, output: 'on\n' });
});

test('Shell: a command that took builtins away for good ends its shell', async () => {
  await start();
  expect((await run('enable -n enable .', 5000)).ending).toEqual({ how: 'died' });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
