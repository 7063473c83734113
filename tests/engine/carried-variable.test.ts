import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { CarriedVariable } from '../../runner/engine/containment/carried-variable.ts';
import { environmentOf, startTimeOf } from '../../runner/engine/processes.ts';

test('CarriedVariable: what a process carried when it was first asked about, until its id is another process’s', async () => {
  const child = spawn('sh', ['-c', 'read -r line; exec env -i sleep 60'], { env: { ...process.env, CARRIED: 'a=b' }, stdio: ['pipe', 'ignore', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const pid = child.pid ?? 0;
  await expect.poll(() => environmentOf(pid)).toContain('CARRIED=a=b');
  const startTicks = startTimeOf(pid) ?? 0;
  const carried = new CarriedVariable('CARRIED');
  expect(carried.valueIn({ pid, startTicks })).toBe('a=b');
  expect(new CarriedVariable('CARRIE').valueIn({ pid, startTicks })).toBeUndefined();

  child.stdin.write('\n');
  await expect.poll(() => environmentOf(pid)).not.toContain('CARRIED=a=b');
  carried.forgetAllBut([{ pid, startTicks }]);
  expect(carried.valueIn({ pid, startTicks })).toBe('a=b');
  expect(carried.valueIn({ pid, startTicks: startTicks + 1 })).toBeUndefined();
  carried.forgetAllBut([]);
  expect(carried.valueIn({ pid, startTicks })).toBeUndefined();
});
