import { expect, onTestFinished, test, vi } from 'vitest';
import { DiskError } from '../../runner/disk-error.ts';
import { UnreachableError } from '../../runner/errors.ts';
import { earlierSnapshotMs } from '../../runner/limits.ts';
import type { ClusterApi } from '../../runner/target/cluster-api.ts';
import { EarlierSnapshot } from '../../runner/target/earlier-snapshot.ts';

const services = { path: '/api/v1/services', group: '', kind: 'Service', names: ['services'], namespaced: true };
const nodes = { path: '/api/v1/nodes', group: '', kind: 'Node', names: ['nodes'], namespaced: false };
const asOf42 = '?resourceVersion=42&resourceVersionMatch=Exact';
const kept = { name: 'kept', namespace: 'default', uid: '1', creationTimestamp: '2026-11-22T15:00:10Z' };

/** An API server whose newest revision is 42, with one Service; it fails as often as it is told to. */
function apiOf(): { api: ClusterApi; asked: string[]; failures: Error[] } {
  const asked: string[] = [];
  const failures: Error[] = [];
  const get = async (path: string) => {
    if (path === '/api/v1/namespaces?limit=1') return { metadata: { resourceVersion: '42' }, items: [] };
    asked.push(path);
    const failure = failures.shift();
    if (failure) throw failure;
    return { items: path.startsWith(services.path) ? [{ metadata: kept }] : [] };
  };
  return { api: { get, host: '127.0.0.1:6443' } as unknown as ClusterApi, asked, failures };
}

function fakeTimers(): void {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

test('EarlierSnapshot: it lists, a little later, what there was at its begin', async () => {
  fakeTimers();
  const { api, asked } = apiOf();
  const before = await EarlierSnapshot.begin(api, { all: true }, [services, nodes]);
  const told: string[][] = [];
  before.onTaken = (snapshot) => told.push([...snapshot.keys()]);
  await vi.advanceTimersByTimeAsync(earlierSnapshotMs - 1);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toEqual([`${services.path}${asOf42}`, `${nodes.path}${asOf42}`]);
  expect([...(await before.get()).values()].map(({ name }) => name)).toEqual(['kept']);
  expect([asked.length, told]).toEqual([2, [['1']]]);
});

test('EarlierSnapshot: whoever cannot wait asks at once; who ends it is asked nothing', async () => {
  fakeTimers();
  const { api, asked } = apiOf();
  const before = await EarlierSnapshot.begin(api, { all: true }, [services]);
  expect((await before.get()).size).toBe(1);
  const ended = await EarlierSnapshot.begin(api, { all: true }, [services]);
  ended.end();
  await vi.advanceTimersByTimeAsync(2 * earlierSnapshotMs);
  expect(asked).toEqual([`${services.path}${asOf42}`]);
});

test('EarlierSnapshot: where the cluster did not answer, the same revision is asked for again; what is refused then is no empty snapshot', async () => {
  fakeTimers();
  const { api, asked, failures } = apiOf();
  const before = await EarlierSnapshot.begin(api, { all: true }, [services]);
  const failure = new UnreachableError('127.0.0.1:6443', 'gone');
  failures.push(failure, failure);
  await vi.advanceTimersByTimeAsync(earlierSnapshotMs);
  await expect(before.get()).rejects.toBe(failure);
  expect((await before.get()).size).toBe(1);
  expect(asked).toEqual(Array.from({ length: 3 }, () => `${services.path}${asOf42}`));
});

test('EarlierSnapshot: who asks is told that what is known could not be written down', async () => {
  const before = EarlierSnapshot.of(new Map());
  const full = new DiskError('/tmp', Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
  before.onTaken = () => {
    throw full;
  };
  await expect(before.get()).rejects.toBe(full);
  before.onTaken = () => {};
  expect((await before.get()).size).toBe(0);
});

test('EarlierSnapshot: a cluster that does not say which moment it is cannot be asked for it later', async () => {
  const silent = { get: async () => ({ metadata: {}, items: [] }), host: '127.0.0.1:6443' } as unknown as ClusterApi;
  await expect(EarlierSnapshot.begin(silent, { all: true }, [services])).rejects.toThrow(
    'The cluster at 127.0.0.1:6443 gave no resourceVersion to GET /api/v1/namespaces?limit=1.',
  );
});
