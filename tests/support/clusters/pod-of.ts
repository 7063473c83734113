import type { Pod } from '../../../runner/evidence/kubernetes.ts';

type Container = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number];

/** When the pods of these tests were created. */
export const podMadeAt = '2026-11-22T15:00:10Z';

/** A pod of Deployment `web`, not ready, with one container in this state. */
export function podOf(container: Partial<Container> = {}, change: Partial<Pod> = {}): Pod {
  const name = container.name ?? 'web';
  return {
    metadata: {
      name: 'web-7bd4f5c8b9-w2l7h',
      namespace: 'default',
      creationTimestamp: podMadeAt,
      labels: { 'pod-template-hash': '7bd4f5c8b9' },
      ownerReferences: [{ kind: 'ReplicaSet', name: 'web-7bd4f5c8b9' }],
    },
    spec: { containers: [{ name }] },
    status: {
      phase: 'Pending',
      conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: podMadeAt }],
      containerStatuses: [{ name, image: 'example/web:1', ready: false, restartCount: 0, ...container }],
    },
    ...change,
  };
}

export const readyStatus = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } as const;
