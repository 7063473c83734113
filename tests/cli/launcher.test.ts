import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { spawn as spawnInTerminal } from '@lydell/node-pty';
import { expect, onTestFinished, test } from 'vitest';
import { livingProcesses } from '../../runner/kernel/processes.ts';
import { projectFolder } from '../../runner/project.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

const launcher = join(projectFolder, 'runner', 'guiderail.mjs');
const serve = ['serve', '--target', 'recorded', '--port', '0'];
const drains = '\nStopping: running steps may end first. Ctrl-C stops them.\n';

interface Launched {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** The process id of the program that the launcher has started. */
  readonly program: () => number | undefined;
}

function launch(args: readonly string[]): Launched {
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  let program: number | undefined;
  onTestFinished(() => {
    child.kill('SIGKILL');
    if (program !== undefined && isLiving(program)) process.kill(program, 'SIGKILL');
  });
  return {
    child,
    said: () => text,
    ended: new Promise((resolve) => child.on('exit', (status, signal) => resolve(status ?? signal))),
    program: () => (program ??= livingProcesses().find(({ parent }) => parent === child.pid)?.pid),
  };
}

const isLiving = (wanted: number) => livingProcesses().some(({ pid }) => pid === wanted);

test.each<[NodeJS.Signals, number | string]>([
  ['SIGTERM', 0],
  ['SIGKILL', 'SIGKILL'],
])('guiderail.mjs: when it gets %s, its server ends normally', async (signal, status) => {
  const { child, said, ended, program } = launch(serve);
  await expect.poll(said, { timeout: 25_000 }).toContain('Guiderail is ready');
  const server = program() ?? 0;
  expect(isLiving(server)).toBe(true);
  child.kill(signal);
  expect(await ended).toBe(status);
  await expect.poll(() => isLiving(server), { timeout: 5000 }).toBe(false);
  await expect.poll(said).toContain(drains);
});

test('guiderail.mjs: one Ctrl-C at a terminal stops the server once, and it ends normally', async () => {
  const terminal = spawnInTerminal(process.execPath, [launcher, ...serve], {
    cwd: projectFolder,
    env: process.env,
  });
  onTestFinished(() => terminal.kill('SIGKILL'));
  let text = '';
  terminal.onData((data) => (text += data));
  const ended = new Promise((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
  await expect.poll(() => text, { timeout: 25_000 }).toContain('Guiderail is ready');
  terminal.write('\x03');
  expect(await ended).toBe(0);
  expect(text.match(/Stopping/g)).toHaveLength(1);
});

test.each([
  ['exits with 7', 'process.exit(7)', 7],
  ['is ended by SIGKILL', "process.kill(process.pid, 'SIGKILL')", 137],
  ['is ended by SIGHUP', "process.kill(process.pid, 'SIGHUP')", 129],
])('guiderail.mjs: has the exit status of its program, which %s', async (_, code, status) => {
  const file = join(temporaryFolder(), 'program.mjs');
  writeFileSync(file, code);
  expect(await launch(['--run', relative(projectFolder, file)]).ended).toBe(status);
});
