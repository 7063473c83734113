import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { SessionProcesses } from '../../runner/engine/containment/session-processes.ts';

/** Leads a terminal session of its own. */
async function leader(): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
  onTestFinished(() => void child.kill('SIGKILL'));
  return child as ChildProcess & { readonly pid: number };
}

/** One with this process number: the kernel gives the next free one behind the last (proc_sys_kernel(5), ns_last_pid), which others may take first. */
async function leaderNumbered(pid: number): Promise<ChildProcess> {
  for (let tries = 0; tries < 200; tries += 1) {
    writeFileSync('/proc/sys/kernel/ns_last_pid', String(pid - 1));
    const child = await leader();
    if (child.pid === pid) return child;
    child.kill('SIGKILL');
  }
  throw new Error(`The kernel gave the process number ${pid} to nobody of ours.`);
}

test('SessionProcesses: who gets the process number of a shell that has ended is none of the session', async () => {
  const shell = await leader();
  const processes = new SessionProcesses();
  processes.adopt(shell.pid);
  expect(processes.members().map(({ pid }) => pid)).toEqual([shell.pid]);
  const gone = once(shell, 'exit');
  expect(await processes.end()).toBe(true);
  await gone;
  const stranger = await leaderNumbered(shell.pid);
  expect(await processes.end()).toBe(true);
  expect(processes.members()).toEqual([]);
  expect([stranger.exitCode, stranger.signalCode]).toEqual([null, null]);
});
