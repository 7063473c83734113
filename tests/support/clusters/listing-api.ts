import type { ClusterApi } from '../../../runner/cluster/cluster-api.ts';

/** An API server with discovery and lists only. */
export function listingApi(objects: Record<string, object[]>): ClusterApi {
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

/** When the objects of `listedObjects` were created. */
export const listedAt = '2026-11-22T15:00:10Z';
/** Objects by the path of their list. */
export const listedObjects = {
  '/api/v1/services': [
    { name: 'kept', namespace: 'default', uid: '1', creationTimestamp: listedAt },
    { name: 'child', namespace: 'default', uid: '2', creationTimestamp: listedAt, ownerReferences: [{}] },
    { name: 'elsewhere', namespace: 'other', uid: '3', creationTimestamp: listedAt },
  ],
  '/api/v1/namespaces': [{ name: 'new', uid: '4', creationTimestamp: listedAt }],
  '/api/v1/nodes': [{ name: 'node1', uid: '5', creationTimestamp: listedAt }],
  '/api/v1/events': [{ name: 'event', namespace: 'default', uid: '6', creationTimestamp: listedAt }],
};
