import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { startTimeOf } from '../../runner/kernel/process-stat.ts';
import { CarriedVariable } from '../../runner/shell/containment/carried-variable.ts';

test('CarriedVariable: remembers the first value of a process until its pid is reused', async () => {
  const child = startShell('read -r line; exec env -i sleep 60', { ...process.env, CARRIED: 'a=b' });
  const { pid, startTicks } = await named(child);
  const carried = new CarriedVariable('CARRIED');
  await expect.poll(() => carried.valueIn({ pid, startTicks })).toBe('a=b');
  expect(new CarriedVariable('CARRIE').valueIn({ pid, startTicks })).toBeUndefined();

  child.stdin?.write('\n');
  await expect.poll(() => programOf(pid)).toBe('sleep');
  carried.forgetAllBut([{ pid, startTicks }]);
  expect(carried.valueIn({ pid, startTicks })).toBe('a=b');
  expect(carried.valueIn({ pid, startTicks: startTicks + 1 })).toBeUndefined();
  carried.forgetAllBut([]);
  expect(carried.valueIn({ pid, startTicks })).toBeUndefined();
});

test('CarriedVariable: reads a process again whose environment was empty', async () => {
  const child = startShell('read -r line; CARRIED=late exec sleep 60', {});
  const { pid, startTicks } = await named(child);
  const carried = new CarriedVariable('CARRIED');
  expect(carried.valueIn({ pid, startTicks })).toBeUndefined();
  child.stdin?.write('\n');
  await expect.poll(() => programOf(pid)).toBe('sleep');
  await expect.poll(() => carried.valueIn({ pid, startTicks })).toBe('late');
});

function startShell(script: string, env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn('/bin/sh', ['-c', script], { env, stdio: ['pipe', 'ignore', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function named({
  pid = 0,
}: ChildProcess): Promise<{ readonly pid: number; readonly startTicks: number }> {
  await expect.poll(() => programOf(pid)).toBe('sh');
  return { pid, startTicks: startTimeOf(pid) ?? 0 };
}

function programOf(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
}
