import { expect, onTestFinished, test, vi } from 'vitest';
import type { ClusterApi } from '../../runner/cluster/cluster-api.ts';
import { EarlierSnapshot } from '../../runner/cluster/snapshot/earlier-snapshot.ts';
import { takeSnapshot } from '../../runner/cluster/snapshot/snapshot.ts';
import { TargetError, UnreachableError } from '../../runner/errors.ts';
import { earlierSnapshotMs } from '../../runner/limits.ts';
import {
  asOf42,
  type Listed,
  namespaces,
  nodes,
  object,
  requests,
  revisionApi,
  services,
  widgets,
} from '../support/clusters/revision-api.ts';

/** The names of the new objects. */
async function newIn(api: ClusterApi, before: EarlierSnapshot, kinds = [services, nodes]): Promise<string[]> {
  return (await before.newIn(await takeSnapshot(api, { all: true }, kinds))).map(({ name }) => name);
}

function fakeTimers(): void {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

test('EarlierSnapshot: an object with an older revision existed; no request is needed for it', async () => {
  const { api, asked } = revisionApi({
    after: {
      [services.path]: [object('kept', '1', 42), object('old', '2', 7)],
      [nodes.path]: [object('node', '3', 40)],
    },
  });
  const before = await EarlierSnapshot.begin(api, [services, nodes]);
  onTestFinished(() => before.end());
  expect(await newIn(api, before)).toEqual([]);
  expect(asked).toEqual([services.path, nodes.path]);
});

test('EarlierSnapshot: lists the kind of a newer object once, as of the earlier moment', async () => {
  const after = {
    [services.path]: [object('edited', '1', 43), object('new', '2', 44)],
    [nodes.path]: [object('node', '3', 40)],
  };
  const { api, asked } = revisionApi({ before: { [services.path]: [object('edited', '1', 9)] }, after });
  const before = await EarlierSnapshot.begin(api, [services, nodes]);
  onTestFinished(() => before.end());
  expect(await newIn(api, before)).toEqual(['new']);
  expect(asked).toEqual([services.path, nodes.path, `${services.path}${asOf42}`]);
  expect(await newIn(api, before)).toEqual(['new']);
  expect(asked.slice(3)).toEqual([services.path, nodes.path]);
});

test('EarlierSnapshot: an object made again under its name is new; so are all of a new kind', async () => {
  const after = {
    [services.path]: [object('again', '2', 43)],
    [widgets.path]: [object('widget', '3', 5), { ...object('uncounted', '4', 0), resourceVersion: '' }],
  };
  const { api, asked } = revisionApi({ before: { [services.path]: [object('again', '1', 9)] }, after });
  const before = await EarlierSnapshot.begin(api, [services]);
  onTestFinished(() => before.end());
  expect(await newIn(api, before, [services, widgets])).toEqual(['again', 'widget', 'uncounted']);
  expect(asked.filter((path) => path.includes('?'))).toEqual([`${services.path}${asOf42}`]);
});

test('EarlierSnapshot: lists the kind of an object without a revision', async () => {
  const uncounted = { ...object('uncounted', '1', 0), resourceVersion: '' };
  const { api, asked } = revisionApi({
    before: { [services.path]: [uncounted] },
    after: { [services.path]: [uncounted] },
  });
  const before = await EarlierSnapshot.begin(api, [services]);
  onTestFinished(() => before.end());
  expect(await newIn(api, before, [services])).toEqual([]);
  expect(asked).toEqual([services.path, `${services.path}${asOf42}`]);
});

test('EarlierSnapshot: lists every kind before the cluster forgets the earlier moment', async () => {
  fakeTimers();
  const after = { [services.path]: [object('edited', '1', 43), object('new', '2', 44)] };
  const { api, asked, failures } = revisionApi({
    before: { [services.path]: [object('edited', '1', 9)] },
    after,
  });
  const before = await EarlierSnapshot.begin(api, [services, nodes]);
  await vi.advanceTimersByTimeAsync(earlierSnapshotMs - 1);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toEqual([`${services.path}${asOf42}`, `${nodes.path}${asOf42}`]);
  failures.push(new TargetError('cluster-refused', 'The cluster answered 410.'));
  await expect(newIn(api, before)).rejects.toThrow('410');
  expect(await newIn(api, before)).toEqual(['new']);
  expect(asked.slice(2).filter((path) => path.includes('?'))).toEqual([]);
});

test('EarlierSnapshot: after `end`, sends no request', async () => {
  fakeTimers();
  const { api, asked } = revisionApi({});
  (await EarlierSnapshot.begin(api, [services])).end();
  await vi.advanceTimersByTimeAsync(2 * earlierSnapshotMs);
  expect(asked).toEqual([]);
});

test('EarlierSnapshot: repeats a request after an error; a refused list is no empty list', async () => {
  fakeTimers();
  const { api, asked, failures } = revisionApi({ after: { [services.path]: [object('new', '2', 44)] } });
  const before = await EarlierSnapshot.begin(api, [services]);
  const failure = new UnreachableError('127.0.0.1:6443', 'gone');
  failures.push(failure);
  await vi.advanceTimersByTimeAsync(earlierSnapshotMs);
  const there = await takeSnapshot(api, { all: true }, [services]);
  failures.push(failure);
  await expect(before.newIn(there)).rejects.toBe(failure);
  expect((await before.newIn(there)).map(({ name }) => name)).toEqual(['new']);
  expect(asked.filter((path) => path.includes('?'))).toEqual(
    Array.from({ length: 3 }, () => `${services.path}${asOf42}`),
  );
});

test('EarlierSnapshot: every object that is not in a known snapshot is new', async () => {
  const { api } = revisionApi({
    after: { [services.path]: [object('kept', '1', 5), object('new', '2', 6)] },
  });
  const [kept] = [...(await takeSnapshot(api, { all: true }, [services])).values()];
  const before = EarlierSnapshot.of(new Map(kept && [[kept.uid, kept]]));
  expect([before.uids, await newIn(api, before, [services])]).toEqual([['1'], ['new']]);
});

/** The names of the objects that are gone. */
async function goneIn(
  api: ClusterApi,
  before: EarlierSnapshot,
  kinds = [services, nodes],
): Promise<string[]> {
  return (await before.goneIn(await takeSnapshot(api, { all: true }, kinds), api)).map(({ name }) => name);
}

const leaving = (listed: Listed): Listed => ({ ...listed, deletionTimestamp: '2026-11-22T15:01:00Z' });

test('EarlierSnapshot: an object that was deleted, or is being deleted, is gone', async () => {
  const [kept, deleted, going, node] = [
    object('kept', '1', 5),
    object('deleted', '2', 6),
    object('going', '3', 7),
    object('node', '4', 9),
  ];
  const { api, asked } = revisionApi({
    before: { [services.path]: [kept, deleted, going], [nodes.path]: [node] },
    after: { [services.path]: [kept, leaving(going), object('deleted', '5', 43)] },
  });
  const before = await EarlierSnapshot.begin(api, [services, nodes]);
  onTestFinished(() => before.end());
  expect(await goneIn(api, before)).toEqual(['deleted', 'going', 'node']);
  expect(asked.filter((path) => path.includes('?'))).toEqual([
    `${services.path}${asOf42}`,
    `${nodes.path}${asOf42}`,
  ]);
  const known = await takeSnapshot(
    { get: async () => ({ items: [{ metadata: kept }, { metadata: deleted }] }) } as unknown as ClusterApi,
    { all: true },
    [services],
  );
  expect(await goneIn(api, EarlierSnapshot.of(known))).toEqual(['deleted']);
});

test('EarlierSnapshot: leaves out objects that expire or that were being deleted before', async () => {
  const within = { ...object('within', '3', 7), namespace: 'dying' };
  const { api } = revisionApi({
    before: {
      [requests.path]: [object('old', '1', 5)],
      [namespaces.path]: [leaving(object('dying', '2', 6))],
      [services.path]: [within, leaving(object('gone', '4', 8))],
    },
  });
  const before = await EarlierSnapshot.begin(api, [requests, namespaces, services]);
  onTestFinished(() => before.end());
  expect(await goneIn(api, before, [requests, namespaces, services])).toEqual([]);
});

test('EarlierSnapshot: an object that a controller owns now is not gone', async () => {
  const [adopted, replaced] = [object('adopted', '1', 5), object('replaced', '2', 6)];
  const owned = { ownerReferences: [{}] };
  const { api } = revisionApi({
    before: { [services.path]: [adopted, replaced] },
    after: {
      [services.path]: [
        { ...adopted, ...owned },
        { ...replaced, uid: '3', ...owned },
      ],
    },
  });
  const before = await EarlierSnapshot.begin(api, [services]);
  onTestFinished(() => before.end());
  expect(await goneIn(api, before, [services])).toEqual(['replaced']);
});

test('EarlierSnapshot: fails on a cluster that gives no revision', async () => {
  const silent = {
    get: async () => ({ metadata: {}, items: [] }),
    host: '127.0.0.1:6443',
  } as unknown as ClusterApi;
  await expect(EarlierSnapshot.begin(silent, [services])).rejects.toThrow(
    'The cluster at 127.0.0.1:6443 gave no resourceVersion to GET /api/v1/namespaces?limit=1.',
  );
});
