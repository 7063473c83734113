import { expect, test } from 'vitest';
import type { ClusterApi } from '../../runner/cluster/cluster-api.ts';
import type { ClusterObject, Snapshot } from '../../runner/cluster/snapshot/snapshot.ts';
import { freshSnapshotMs } from '../../runner/limits.ts';
import { ChangeTracker, changesBetween } from '../../runner/observe/changes.ts';

const object = (kind: string, name: string, change: Partial<ClusterObject> = {}): ClusterObject => ({
  kind,
  namespace: 'default',
  name,
  uid: `${kind}/${name}`,
  path: `/${kind}/${name}`,
  createdAt: '2026-11-22T15:00:10Z',
  isLeaving: false,
  revision: 1,
  edits: '1, kubectl-create 15:00:10',
  managers: ['kubectl-create'],
  ...change,
});
const snapshot = (...objects: ClusterObject[]): Snapshot => new Map(objects.map((each) => [each.uid, each]));

test('changesBetween: gives created, changed and deleted objects by kind and name', () => {
  const before = snapshot(object('Service', 'kept'), object('Service', 'gone'), object('Service', 'edited'));
  const after = snapshot(
    object('Service', 'kept'),
    object('Service', 'edited', { edits: '1, kubectl-patch 15:01:00' }),
    object('Service', 'new'),
    object('Namespace', 'shop', { namespace: undefined as never }),
    object('ConfigMap', 'new'),
  );
  expect(changesBetween(before, after)).toEqual([
    { op: 'created', kind: 'ConfigMap', namespace: 'default', name: 'new' },
    { op: 'created', kind: 'Namespace', name: 'shop' },
    { op: 'created', kind: 'Service', namespace: 'default', name: 'new' },
    { op: 'changed', kind: 'Service', namespace: 'default', name: 'edited' },
    { op: 'deleted', kind: 'Service', namespace: 'default', name: 'gone' },
  ]);
});

test('changesBetween: an object made again is deleted and created; one being deleted is gone', () => {
  const madeAgain = changesBetween(
    snapshot(object('Pod', 'a')),
    snapshot(object('Pod', 'a', { uid: 'other' })),
  );
  expect(madeAgain.map(({ op }) => op)).toEqual(['created', 'deleted']);
  const going = object('Pod', 'a', { isLeaving: true });
  expect(changesBetween(snapshot(object('Pod', 'a')), snapshot(going))).toMatchObject([{ op: 'deleted' }]);
  expect(changesBetween(snapshot(going), snapshot())).toEqual([]);
});

test('changesBetween: leaves out objects that only controllers write', () => {
  const own = object('ConfigMap', 'kube-root-ca.crt', { edits: '' });
  expect(changesBetween(snapshot(), snapshot(own))).toEqual([]);
  expect(changesBetween(snapshot(own), snapshot())).toEqual([]);
});

test('changesBetween: marks writes that the guide does not declare', () => {
  const before = snapshot(object('Service', 'gone'), object('Service', 'edited'));
  const after = snapshot(
    object('Service', 'edited', { edits: '1, kubectl-create 15:00:10, kubectl-patch 15:01:00' }),
    object('Service', 'new'),
  );
  const asked: [string, string | undefined][] = [];
  const isUndeclared = ({ name }: ClusterObject, was: ClusterObject | undefined) => {
    asked.push([name, was?.edits]);
    return name !== 'new';
  };
  expect(changesBetween(before, after, isUndeclared)).toEqual([
    { op: 'created', kind: 'Service', namespace: 'default', name: 'new' },
    { op: 'changed', kind: 'Service', namespace: 'default', name: 'edited', undeclared: true },
    { op: 'deleted', kind: 'Service', namespace: 'default', name: 'gone', undeclared: true },
  ]);
  expect(asked).toEqual([
    ['new', undefined],
    ['edited', '1, kubectl-create 15:00:10'],
    ['gone', undefined],
  ]);
});

/** A cluster with one kind, whose list can change with each request, and the requests to it. */
function clusterOf(lists: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const get = async (path: string) => {
    asked.push(path);
    if (path === '/apis') return { groups: [] };
    if (path === '/api/v1')
      return { resources: [{ name: 'services', kind: 'Service', namespaced: true, verbs: ['list'] }] };
    if (path !== '/api/v1/services') return undefined;
    const names = lists[asked.filter((each) => each === path).length - 1] ?? [];
    return {
      items: names.map((name) => ({
        metadata: {
          name,
          namespace: 'default',
          uid: name,
          creationTimestamp: '2026-11-22T15:00:10Z',
          managedFields: [{ manager: 'kubectl-create' }],
        },
      })),
    };
  };
  return { api: { get } as unknown as ClusterApi, asked };
}

const created = (name: string) => ({ op: 'created', kind: 'Service', namespace: 'default', name });

test('ChangeTracker: discovers kinds once, and ignores changes by others between two steps', async () => {
  let now = 0;
  const { api, asked } = clusterOf([['a'], ['a', 'b'], ['a', 'b', 'c'], ['b', 'c']]);
  const tracker = new ChangeTracker(api, { all: true }, { now: () => now });
  await tracker.begin();
  expect(await tracker.end()).toEqual([created('b')]);
  now += freshSnapshotMs;
  await tracker.begin();
  expect(await tracker.end()).toEqual([{ op: 'deleted', kind: 'Service', namespace: 'default', name: 'a' }]);
  expect(asked.filter((path) => path === '/api/v1')).toHaveLength(1);
  expect(asked.filter((path) => path === '/api/v1/services')).toHaveLength(4);
});

test('ChangeTracker: a step that follows at once begins with the last snapshot, once', async () => {
  let now = 0;
  const { api, asked } = clusterOf([
    ['a'],
    ['a', 'b'],
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
    ['a', 'b', 'c', 'd'],
  ]);
  const tracker = new ChangeTracker(api, { all: true }, { now: () => now });
  await tracker.begin();
  expect(await tracker.end()).toEqual([created('b')]);
  now += freshSnapshotMs - 1;
  await tracker.begin();
  expect(asked.filter((path) => path === '/api/v1/services')).toHaveLength(2);
  expect(await tracker.end()).toEqual([created('c')]);
  await tracker.begin();
  // If a run was abandoned, `end` is never called for its step.
  await tracker.begin();
  expect(asked.filter((path) => path === '/api/v1/services')).toHaveLength(4);
  expect(await tracker.end()).toEqual([created('d')]);
});
