import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isAlive, type ProcessIdentity, parseStat, processStat } from '../../runner/kernel/process-stat.ts';
import { processesMarked } from '../../runner/kernel/processes.ts';

test('parseStat: reads past a name with blanks and brackets', () => {
  const rest = Array.from({ length: 14 }, (_, index) => index).join(' ');
  expect(parseStat(`42 (a) b (c) S 7 42 41 34817 ${rest} 12345 1 2`)).toEqual({
    pid: 42,
    name: 'a) b (c',
    state: 'S',
    parent: 7,
    leader: 41,
    terminal: 34817,
    startTicks: 12345,
  });
});

test('isAlive: identifies a process by pid and start; processesMarked finds it by its variable', async () => {
  const child = spawn('sleep', ['60'], { env: { ...process.env, GUIDERAIL_TEST_MARK: `${process.pid}` } });
  await once(child, 'spawn');
  const identity = { pid: child.pid!, startTicks: processStat(child.pid!)!.startTicks };
  expect(isAlive(identity)).toBe(true);
  expect(isAlive({ ...identity, startTicks: identity.startTicks + 1 })).toBe(false);
  await expect.poll(() => processesMarked('GUIDERAIL_TEST_MARK', `${process.pid}`)).toEqual([child.pid]);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(isAlive(identity)).toBe(false);
  // As in a damaged record.
  expect(isAlive({ pid: child.pid! } as ProcessIdentity)).toBe(false);
});
