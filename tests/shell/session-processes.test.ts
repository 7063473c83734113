import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type ProcessStat, processStat } from '../../runner/kernel/process-stat.ts';
import type * as processes from '../../runner/kernel/processes.ts';
import { SessionProcesses } from '../../runner/shell/containment/session-processes.ts';

/** Processes that the machine does not have, but `livingProcesses` returns. */
const strangers: ProcessStat[] = [];

vi.mock('../../runner/kernel/processes.ts', async (original) => {
  const real = await original<typeof processes>();
  return { ...real, livingProcesses: () => [...real.livingProcesses(), ...strangers] };
});

test('SessionProcesses: a process with the pid of an ended shell is no member', async () => {
  const shell = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  onTestFinished(() => void shell.kill('SIGKILL'));
  await once(shell, 'spawn');
  const pid = shell.pid as number;
  const own = new SessionProcesses();
  own.adopt(pid);
  expect(own.members().map((each) => each.pid)).toEqual([pid]);
  const stat = processStat(pid)!;
  expect(await own.end()).toBe(true);
  // Another process gets the pid, and leads a terminal session.
  strangers.push({ ...stat, parent: 1, startTicks: Number.MAX_SAFE_INTEGER });
  expect(own.members()).toEqual([]);
});
