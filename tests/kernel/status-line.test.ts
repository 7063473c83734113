import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { statusBytes, statusLine } from '../../runner/kernel/status-line.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

test('statusLine: finds the value of the line with exactly this name', () => {
  expect(statusLine('/proc/self/status', 'Pid')).toBe(String(process.pid));
  const file = join(temporaryFolder(), 'status');
  writeFileSync(file, 'NSpid:\t7\t1\nVmRSS:\t    2048 kB\nPss_Anon: 4 kB\n');
  expect(['NSpid', 'VmRSS', 'Pss', 'Pid'].map((name) => statusLine(file, name))).toEqual([
    '7\t1',
    '2048 kB',
    undefined,
    undefined,
  ]);
  expect(statusLine(`${file}-missing`, 'Pid')).toBeUndefined();
});

test('statusBytes: reads kB, and is NaN for a line that is not there', () => {
  const file = join(temporaryFolder(), 'meminfo');
  writeFileSync(file, 'MemAvailable:   2048 kB\n');
  expect([statusBytes(file, 'MemAvailable'), statusBytes(file, 'MemFree')]).toEqual([
    2048 * 1024,
    Number.NaN,
  ]);
});
