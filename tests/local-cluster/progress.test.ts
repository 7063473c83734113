import { afterEach, expect, test, vi } from 'vitest';
import { LocalClusterError, ProcessError } from '../../runner/local-cluster/errors.ts';
import { type PartProgress, Progress } from '../../runner/local-cluster/progress.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('Progress: reports the list of all parts on each change', async () => {
  let nowMs = 0;
  const reports: PartProgress[][] = [];
  const progress = new Progress(
    (parts) => reports.push(parts),
    () => nowMs,
  );
  progress.expect('network', 'DNS');
  await progress.run('network', async (note) => {
    nowMs = 40;
    note('half');
    nowMs = 50;
  });
  const waiting = { part: 'DNS', state: 'waiting', elapsedMs: 0, usualMs: expect.any(Number) };
  const network = { part: 'network', usualMs: expect.any(Number) };
  expect(reports).toEqual([
    [{ ...network, state: 'waiting', elapsedMs: 0 }, waiting],
    [{ ...network, state: 'running', elapsedMs: 0 }, waiting],
    [{ ...network, state: 'running', elapsedMs: 40, note: 'half' }, waiting],
    [{ ...network, state: 'done', elapsedMs: 50 }, waiting],
  ]);
});

test('Progress: reports a running part every second until it is done', async () => {
  vi.useFakeTimers();
  let reports = 0;
  const progress = new Progress(() => (reports += 1));
  const { promise, resolve } = Promise.withResolvers<void>();
  const running = progress.run('DNS', () => promise);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(reports).toBe(4);
  resolve();
  await running;
  await vi.advanceTimersByTimeAsync(3_000);
  expect(reports).toBe(5);
});

test('Progress: a failure names the part, shows the end of its log, and says what to do', async () => {
  const progress = new Progress();
  const log = { path: '/state/logs/etcd.log', tail: 'no space left on device' };
  const failure = await progress
    .run('API server', () => Promise.reject(new ProcessError('etcd', 'it ended', log)))
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(LocalClusterError);
  expect((failure as Error).message).toBe(
    'The local cluster\'s part "etcd" failed: it ended\nLast lines of /state/logs/etcd.log:\nno space ' +
      'left on device\n' +
      'Fix the cause. Then "npx guiderail cluster up" tries again and keeps what was already built.',
  );
  expect(progress.list()).toMatchObject([{ part: 'API server', state: 'failed' }]);
});

test('Progress: passes on an abort as it is', async () => {
  const abort = AbortSignal.abort().reason as Error;
  await expect(new Progress().run('DNS', () => Promise.reject(abort))).rejects.toBe(abort);
});
