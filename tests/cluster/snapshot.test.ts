import { expect, test } from 'vitest';
import type { ClusterApi } from '../../runner/cluster/cluster-api.ts';
import { leftoversOf, missingObjects } from '../../runner/cluster/snapshot/leftovers.ts';
import { scopeOf } from '../../runner/cluster/snapshot/scope.ts';
import { newObjects, takeSnapshot } from '../../runner/cluster/snapshot/snapshot.ts';
import { ForbiddenError, TargetError } from '../../runner/errors.ts';
import { leftoverText } from '../../runner/report/reporter.ts';

/** An API server with discovery and lists only. */
function apiOf(objects: Record<string, object[]>): ClusterApi {
  const resource = (name: string, kind: string, namespaced: boolean) => ({
    name,
    kind,
    namespaced,
    verbs: ['list'],
  });
  const answers: Record<string, unknown> = {
    '/apis': { groups: [{ preferredVersion: { groupVersion: 'apps/v1' } }] },
    '/api/v1': {
      resources: [
        resource('services', 'Service', true),
        resource('namespaces', 'Namespace', false),
        resource('nodes', 'Node', false),
        resource('events', 'Event', true),
        resource('pods/log', 'Pod', true),
      ],
    },
    '/apis/apps/v1': { resources: [resource('deployments', 'Deployment', true)] },
    ...Object.fromEntries(
      Object.entries(objects).map(([path, items]) => [
        path,
        { items: items.map((metadata) => ({ metadata })) },
      ]),
    ),
  };
  return { get: async (path: string) => answers[path] } as unknown as ClusterApi;
}

const at = '2026-11-22T15:00:10Z';
const objects = {
  '/api/v1/services': [
    { name: 'kept', namespace: 'default', uid: '1', creationTimestamp: at },
    { name: 'child', namespace: 'default', uid: '2', creationTimestamp: at, ownerReferences: [{}] },
    { name: 'elsewhere', namespace: 'other', uid: '3', creationTimestamp: at },
  ],
  '/api/v1/namespaces': [{ name: 'new', uid: '4', creationTimestamp: at }],
  '/api/v1/nodes': [{ name: 'node1', uid: '5', creationTimestamp: at }],
  '/api/v1/events': [{ name: 'event', namespace: 'default', uid: '6', creationTimestamp: at }],
};

test('takeSnapshot: lists every object of every kind, without events and owned objects', async () => {
  expect(
    [...(await takeSnapshot(apiOf(objects), { all: true })).values()].map(
      ({ kind, name }) => `${kind}/${name}`,
    ),
  ).toEqual(['Service/kept', 'Service/elsewhere', 'Namespace/new', 'Node/node1']);
});

test('takeSnapshot: on a shared cluster, lists only the guide’s namespaces and kinds', async () => {
  const scope = { all: false, namespaces: ['default'], kinds: ['namespace'] } as const;
  expect([...(await takeSnapshot(apiOf(objects), scope)).values()].map(({ name }) => name)).toEqual([
    'kept',
    'new',
  ]);
});

test('scopeOf: on a shared cluster, includes the objects in `creates`, by any name of a kind', async () => {
  const namesIn = async (namespaces: string[], creates: string[]) => {
    const scope = scopeOf({ namespaces, creates }, { isShared: true });
    return [...(await takeSnapshot(apiOf(objects), scope)).values()].map(({ name }) => name);
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
  const old = apiOf(objects);
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
  const old = apiOf(objects);
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
    const old = apiOf(objects);
    const get = async (path: string) => {
      if (path === '/api/v1/services') throw error;
      return old.get(path);
    };
    await expect(takeSnapshot({ get } as unknown as ClusterApi, { all: true })).rejects.toBe(error);
  }
});

test('takeSnapshot: gives the same with aggregated discovery', async () => {
  const old = apiOf(objects);
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
      items: [{ metadata: { name: 'web', namespace: 'default', uid: '7', creationTimestamp: at } }],
    },
  };
  const api = {
    get: async (path: string) => answers[path] ?? (await old.get(path)),
  } as unknown as ClusterApi;
  expect(
    [...(await takeSnapshot(api, { all: true })).values()].map(({ kind, name }) => `${kind}/${name}`),
  ).toEqual(['Service/kept', 'Service/elsewhere', 'Namespace/new', 'Node/node1', 'Deployment/web']);
});

test('leftoversOf: names new objects, with the steps that ran when they were created', async () => {
  const before = await takeSnapshot(apiOf({}), { all: true });
  const after = await takeSnapshot(apiOf({ '/api/v1/services': objects['/api/v1/services'] }), { all: true });
  const second = Date.parse(at);
  const times = [
    { step: 'first', from: second - 5000, to: second - 100 },
    { step: 'second', from: second + 300, to: second + 400 },
    { step: 'third', from: second + 500, to: second + 2000 },
    { step: 'fourth', from: second + 5000, to: second + 6000 },
  ];
  expect(leftoversOf(newObjects(before, after), times)).toEqual([
    { kind: 'Service', namespace: 'default', name: 'kept', during: ['second', 'third'] },
    { kind: 'Service', namespace: 'other', name: 'elsewhere', during: ['second', 'third'] },
  ]);
  expect(newObjects(after, after)).toEqual([]);
  const replaced = new Map([
    [
      '9',
      {
        kind: 'Service',
        namespace: 'default',
        name: 'kept',
        uid: '9',
        path: '',
        createdAt: at,
        isLeaving: false,
        revision: 0,
        edits: '',
        managers: [],
      },
    ],
  ]);
  expect(leftoversOf(newObjects(after, replaced), [])).toEqual([
    { kind: 'Service', namespace: 'default', name: 'kept' },
  ]);
});

test('leftoversOf: names the step whose command names the object, else who wrote it and when', async () => {
  const second = Date.parse(at);
  const written = (name: string, ...managers: object[]) => ({
    name,
    namespace: 'team-a',
    uid: name,
    creationTimestamp: at,
    managedFields: managers,
  });
  const services = [
    written('named', { manager: 'kubectl-create' }),
    written('root', { manager: 'kube-controller-manager' }, { manager: 'kubelet', subresource: 'status' }),
    written('joined', { manager: 'cert-manager' }, { manager: 'kubectl-edit' }, { manager: 'cert-manager' }),
    written('bare'),
  ];
  const after = await takeSnapshot(apiOf({ '/api/v1/services': services }), { all: true });
  const makes = [{ step: 'make', kind: 'Service', namespace: 'team-a', name: 'named' }];
  const found = leftoversOf([...after.values()], [{ step: 'make', from: second, to: second + 900 }], makes);
  expect(found.map(leftoverText)).toEqual([
    'Service named in team-a (made by make)',
    'Service root in team-a (appeared while make ran, written by kube-controller-manager)',
    'Service joined in team-a (appeared while make ran, written by cert-manager and kubectl-edit)',
    'Service bare in team-a (appeared while make ran)',
  ]);
  expect(
    leftoversOf([...after.values()], [], makes)
      .map(leftoverText)
      .at(1),
  ).toBe('Service root in team-a (written by kube-controller-manager)');
});

test('missingObjects: names the only step that may delete; leaves out objects made again', async () => {
  const [kept, elsewhere] = [
    ...(
      await takeSnapshot(apiOf({ '/api/v1/services': objects['/api/v1/services'] }), { all: true })
    ).values(),
  ];
  if (!kept || !elsewhere) throw new Error('There are no two services.');
  const gone = { kind: 'Service', namespace: 'other', name: 'elsewhere', gone: true };
  expect(missingObjects([kept, elsewhere], [{ ...kept, uid: '9' }], ['clean'])).toEqual([
    { ...gone, step: 'clean' },
  ]);
  expect(missingObjects([elsewhere], [], ['clean', 'tidy'])).toEqual([gone]);
  const held = { ...elsewhere, finalizers: ['f'] };
  expect(missingObjects([held, { ...held, isLeaving: true }], [], [])).toEqual([
    gone,
    { ...gone, finalizers: ['f'] },
  ]);
});
