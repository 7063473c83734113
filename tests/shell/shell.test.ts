import { mkdirSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { processesOfSession } from '../../runner/kernel/processes.ts';
import { SessionProcesses } from '../../runner/shell/containment/session-processes.ts';
import { Shell } from '../../runner/shell/shell.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';
import { startShell } from '../support/sessions/started-shell.ts';

test('Shell: returns output in true order and the exit status, in a terminal of fixed size', async () => {
  const { run } = await startShell();
  expect(await run('echo a; echo b >&2; echo c; exit_status() { return 7; }; exit_status')).toEqual({
    ending: { how: 'exited', exit: 7 },
    output: 'a\nb\nc\n',
  });
  expect((await run('tty >/dev/null && stty size')).output).toBe('40 120\n');
});

test('Shell: a start without room for the command file leaves no process and no open file', async () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'shell', 'command'), { recursive: true });
  const processes = new SessionProcesses();
  const env = { PATH: process.env['PATH'] ?? '' };
  const start = Shell.start({ folder: join(cwd, 'shell'), cwd, env, enter: [], processes });
  await expect(start).rejects.toThrow('EISDIR');
  expect(processes.members()).toEqual([]);
  expect(openFiles().filter((file) => file.startsWith(cwd))).toEqual([]);
});

test('Shell: directory, variables, functions, arrays, options and $? live on', async () => {
  const { run } = await startShell();
  await run('cd /; export A=1; b=2; f() { echo "f $1"; }; declare -A m=([k]=v); set -o pipefail; (exit 5)');
  expect((await run('echo $? $A $b ${m[k]}; f x; pwd; false | true || echo pipefail')).output).toBe(
    '5 1 2 v\nf x\n/\npipefail\n',
  );
});

test('Shell: returns text without a final newline whole, also 2 MiB of it', async () => {
  const { run } = await startShell();
  expect((await run('printf abc')).output).toBe('abc');
  const { output } = await run('head -c 2097152 /dev/zero | tr "\\0" x; printf END');
  expect(output).toHaveLength(2_097_152 + 3);
  expect(output.endsWith('xEND')).toBe(true);
});

test('Shell: runs here-documents, comments, and break outside a loop', async () => {
  const { run } = await startShell();
  expect((await run('cat <<EOF # comment\n$((1+1))\nEOF')).output).toBe('2\n');
  await run('break; continue');
  expect((await run('echo on')).output).toBe('on\n');
});

test('Shell: stops a command that takes too long, and lives on', async () => {
  const { run } = await startShell();
  await run('A=kept');
  expect((await run('sleep 60; echo never', 200)).ending).toEqual({ how: 'timed-out', shellAlive: true });
  expect(await run('echo $A')).toEqual({ ending: { how: 'exited', exit: 0 }, output: 'kept\n' });
});

test('Shell: refuses a second command or question while it is busy', async () => {
  const { shell, run } = await startShell();
  const busy = 'A shell does one thing at a time.';
  const running = run('sleep 0.2; echo one');
  await expect(run('echo two')).rejects.toThrow(busy);
  await expect(shell.state([])).rejects.toThrow(busy);
  expect((await running).output).toBe('one\n');
  const state = shell.state(['NONE']);
  await expect(run('echo three')).rejects.toThrow(busy);
  expect((await state)?.valueless).toEqual(['NONE']);
  expect((await run('echo four')).output).toBe('four\n');
});

test('Shell: the last output of a stopped command is not in the output of the next', async () => {
  const { run } = await startShell();
  const stopped = run(`(trap '' INT; sleep 0.4; echo behind) & wait`, 150);
  expect(await stopped).toEqual({
    ending: { how: 'timed-out', shellAlive: true },
    output: expect.not.stringContaining('behind'),
  });
  expect((await run('echo on')).output).toBe('on\n');
});

test('Shell: stops a cancelled command even if it ignores SIGINT', async () => {
  const { run } = await startShell();
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
  'Shell: reports that %s ended it',
  async (text) => {
    const { run } = await startShell();
    expect((await run(text)).ending).toEqual({ how: 'died' });
    expect((await run('echo on')).ending).toEqual({ how: 'died' });
  },
);

test('Shell: commands do not inherit its descriptors, and no process outlives close', async () => {
  const { shell, run } = await startShell();
  expect((await run('ls -l /proc/self/fd')).output).not.toContain('/shell/');
  // The only descriptor that bash itself has from us is its command pipe.
  expect((await run('ls -l /proc/$$/fd | grep -o "/shell/.*"')).output).toBe('/shell/pipe\n');
  const leader = Number((await run('echo $$')).output);
  await run('sleep 1000 & sleep 1000 &');
  expect(processesOfSession(leader).length).toBe(3);
  await shell.close();
  expect(
    processesOfSession(leader).filter((pid) => readdirSync('/proc').includes(String(pid)) && !isZombie(pid)),
  ).toEqual([]);
});

test.each([
  'PROMPT_COMMAND=',
  'unset -f __guiderail_lost 2>/dev/null; true',
  'printf() { :; }; read() { :; }; local() { :; }',
  "alias .='echo dot'",
  'set -u; PS0=x',
])('Shell: %s does not break it', async (text) => {
  const { run } = await startShell();
  expect((await run(text)).ending.how).toBe('exited');
  expect(await run('echo on')).toEqual({
    ending: { how: 'exited', exit: 0 },
    output: expect.stringMatching(/^x?on\n$/),
  });
});

test('Shell: the output of a background job between two commands comes before the next output', async () => {
  const { run } = await startShell();
  await run('(sleep 0.2; echo late) &');
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect((await run('echo next')).output).toBe('late\nnext\n');
});
test.each(['with blanks', 'it’s "quoted"', "a 'quote'", '$HOME', 'x; echo hi', '`*?['])(
  'Shell: works in a folder named %s',
  async (name) => {
    const { run } = await startShell(name);
    expect(await run('echo a; set -x')).toEqual({ ending: { how: 'exited', exit: 0 }, output: 'a\n' });
    expect(await run('echo b')).toEqual({ ending: { how: 'exited', exit: 0 }, output: '++ echo b\nb\n' });
  },
);

test('Shell: bash prints no error about its own variables that a command made read-only', async () => {
  const { run } = await startShell();
  await run('readonly TMOUT=600 PROMPT_COMMAND=');
  expect(await run('echo on')).toEqual({ ending: { how: 'exited', exit: 0 }, output: 'on\n' });
});

test('Shell: ends after a command that disabled builtins for good', async () => {
  const { run } = await startShell();
  expect((await run('enable -n enable .', 5000)).ending).toEqual({ how: 'died' });
});

function isZombie(pid: number): boolean {
  return readdirSync(`/proc/${pid}/fd`).length === 0;
}

/** The paths of the files that this process has open. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      return [readlinkSync(`/proc/self/fd/${descriptor}`)];
    } catch {
      // The descriptor with which we read the folder itself.
      return [];
    }
  });
}
