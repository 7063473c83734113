import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import type * as processes from '../../runner/kernel/processes.ts';
import { SessionProcesses } from '../../runner/shell/containment/session-processes.ts';

/** What is found beside the machine's own processes. */
const strangers: processes.ProcessFacts[] = [];

vi.mock('../../runner/kernel/processes.ts', async (original) => {
  const real = await original<typeof processes>();
  return { ...real, livingProcesses: () => [...real.livingProcesses(), ...strangers] };
});

test('SessionProcesses: who gets the process number of a shell that has ended is none of the session', async () => {
  const shell = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  onTestFinished(() => void shell.kill('SIGKILL'));
  await once(shell, 'spawn');
  const pid = shell.pid as number;
  const own = new SessionProcesses();
  own.adopt(pid);
  expect(own.members().map((each) => each.pid)).toEqual([pid]);
  expect(await own.end()).toBe(true);
  // The next to lead a terminal session of this number.
  strangers.push({ pid, parent: 1, leader: pid, startTicks: Number.MAX_SAFE_INTEGER });
  expect(own.members()).toEqual([]);
});
