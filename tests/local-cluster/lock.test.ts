import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { withLock } from '../../runner/local-cluster/record/lock.ts';

const name = `test-${process.pid}`;

test('withLock: a second caller waits, and `onWait` is called', async () => {
  const order: string[] = [];
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const first = withLock(name, async () => {
    order.push('first');
    await released;
  });
  const second = withLock(name, async () => void order.push('second'), {
    onWait: (end) => {
      order.push('waiting');
      release();
      return end;
    },
  });
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'waiting', 'second']);
});

test('withLock: releases the lock after an error', async () => {
  await expect(withLock(name, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(name, async () => 'free')).toBe('free');
});

test('withLock: a killed process releases the lock', async () => {
  const lock = new URL('../../runner/local-cluster/record/lock.ts', import.meta.url).href;
  const script = `import { withLock } from ${JSON.stringify(lock)};
    setInterval(() => {}, 1000);
    await withLock('${name}', () => { console.log('held'); return new Promise(() => {}); });`;
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  await once(holder.stdout, 'data');
  const mine = withLock(name, async () => 'mine', {
    onWait: (end) => {
      holder.kill('SIGKILL');
      return end;
    },
  });
  expect(await mine).toBe('mine');
});

test('withLock: stops waiting when the signal is aborted', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const held = withLock(name, () => released);
  const waiting = withLock(name, async () => 'never', { signal: AbortSignal.timeout(20) });
  await expect(waiting).rejects.toThrow(/timeout/);
  release();
  await held;
});
