import { expect, test } from 'vitest';
import type { ClusterApi } from '../../runner/cluster/cluster-api.ts';
import { scopeOf } from '../../runner/cluster/snapshot/scope.ts';
import { takeSnapshot } from '../../runner/cluster/snapshot/snapshot.ts';
import { ForbiddenError, TargetError } from '../../runner/errors.ts';
import { listedAt, listedObjects, listingApi } from '../support/clusters/listing-api.ts';

test('takeSnapshot: lists every object of every kind, without events and owned objects', async () => {
  expect(
    [...(await takeSnapshot(listingApi(listedObjects), { all: true })).values()].map(
      ({ kind, name }) => `${kind}/${name}`,
    ),
  ).toEqual(['Service/kept', 'Service/elsewhere', 'Namespace/new', 'Node/node1']);
});

test('takeSnapshot: on a shared cluster, lists only the guide’s namespaces and kinds', async () => {
  const scope = { all: false, namespaces: ['default'], kinds: ['namespace'] } as const;
  expect(
    [...(await takeSnapshot(listingApi(listedObjects), scope)).values()].map(({ name }) => name),
  ).toEqual(['kept', 'new']);
});

test('scopeOf: on a shared cluster, includes the objects in `creates`, by any name of a kind', async () => {
  const namesIn = async (namespaces: string[], creates: string[]) => {
    const scope = scopeOf({ namespaces, creates }, { isShared: true });
    return [...(await takeSnapshot(listingApi(listedObjects), scope)).values()].map(({ name }) => name);
  };
  expect(await namesIn([], ['services/other/elsewhere', 'service/default/none'])).toEqual(['elsewhere']);
  expect(await namesIn(['default'], ['Service/elsewhere', 'nodes/node1'])).toEqual([
    'kept',
    'elsewhere',
    'node1',
  ]);
  expect(await namesIn([], ['namespaces/other'])).toEqual(['elsewhere', 'new']);
  expect(await namesIn([], ['node.v1/node1'])).toEqual(['node1']);
});

test('scopeOf: a user without the right to all namespaces lists those of the guide', async () => {
  const asked: string[] = [];
  const old = listingApi(listedObjects);
  const get = async (path: string) => {
    asked.push(path);
    if (path === '/api/v1/services') throw new ForbiddenError('You may not.');
    return old.get(path);
  };
  await takeSnapshot(
    { get } as unknown as ClusterApi,
    scopeOf({ namespaces: ['default'], creates: ['service/other/x', 'node/y'] }, { isShared: true }),
  );
  expect(asked.filter((path) => path.endsWith('/services'))).toEqual([
    '/api/v1/services',
    '/api/v1/namespaces/default/services',
    '/api/v1/namespaces/other/services',
  ]);
});

test('takeSnapshot: each list is the newest, neither of an earlier revision nor from a cache', async () => {
  const asked: string[] = [];
  const old = listingApi(listedObjects);
  const get = async (path: string) => {
    asked.push(path);
    return old.get(path);
  };
  const api = { get } as unknown as ClusterApi;
  const lists = ['/api/v1/services', '/api/v1/namespaces', '/api/v1/nodes', '/apis/apps/v1/deployments'];
  for (const scope of [
    { all: true },
    { all: false, namespaces: ['default'], kinds: ['namespace', 'node'] },
  ] as const) {
    asked.length = 0;
    await takeSnapshot(api, scope);
    expect(asked.slice(-lists.length)).toEqual(lists);
  }
});

test('takeSnapshot: fails if the cluster refuses a list', async () => {
  for (const error of [
    new TargetError('cluster-refused', 'The cluster answered 500.'),
    new ForbiddenError('You may not.'),
  ]) {
    const old = listingApi(listedObjects);
    const get = async (path: string) => {
      if (path === '/api/v1/services') throw error;
      return old.get(path);
    };
    await expect(takeSnapshot({ get } as unknown as ClusterApi, { all: true })).rejects.toBe(error);
  }
});

test('takeSnapshot: gives the same with aggregated discovery', async () => {
  const old = listingApi(listedObjects);
  const resource = (name: string, kind: string, scope: string) => ({
    resource: name,
    responseKind: { kind },
    scope,
    verbs: ['list'],
  });
  const answers: Record<string, unknown> = {
    '/api': {
      kind: 'APIGroupDiscoveryList',
      items: [
        {
          metadata: {},
          versions: [
            {
              version: 'v1',
              resources: [
                resource('services', 'Service', 'Namespaced'),
                resource('namespaces', 'Namespace', 'Cluster'),
                resource('nodes', 'Node', 'Cluster'),
                { ...resource('bindings', 'Binding', 'Namespaced'), verbs: ['create'] },
              ],
            },
          ],
        },
      ],
    },
    '/apis': {
      kind: 'APIGroupDiscoveryList',
      items: [
        {
          metadata: { name: 'apps' },
          versions: [
            { version: 'v1', resources: [resource('deployments', 'Deployment', 'Namespaced')] },
            { version: 'v1beta1' },
          ],
        },
      ],
    },
    '/apis/apps/v1/deployments': {
      items: [{ metadata: { name: 'web', namespace: 'default', uid: '7', creationTimestamp: listedAt } }],
    },
  };
  const api = {
    get: async (path: string) => answers[path] ?? (await old.get(path)),
  } as unknown as ClusterApi;
  expect(
    [...(await takeSnapshot(api, { all: true })).values()].map(({ kind, name }) => `${kind}/${name}`),
  ).toEqual(['Service/kept', 'Service/elsewhere', 'Namespace/new', 'Node/node1', 'Deployment/web']);
});
