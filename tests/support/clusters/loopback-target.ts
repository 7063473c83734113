import type { ClusterApi } from '../../../runner/cluster/cluster-api.ts';
import type { ClusterWrites } from '../../../runner/cluster/cluster-writes.ts';
import type { ObjectRemoval } from '../../../runner/cluster/object-removal.ts';
import type { Target } from '../../../runner/cluster/target.ts';

/** A target without a cluster. Its sessions are real shells on this machine. */
export function loopbackTarget(
  versions: Target['versions'] = { kubernetes: '1.35.4', istio: '1.31.1' },
): Target {
  return {
    name: 'context=none',
    uid: 'none',
    versions,
    api: {
      get: async () => undefined,
      text: async () => ({ status: 404, body: '' }),
    } as unknown as ClusterApi,
    writes: {
      mayI: async () => undefined,
      createLease: async () => ({ status: 404, body: '' }),
    } as unknown as ClusterWrites,
    removal: {} as ObjectRemoval,
    origin: { kind: 'context', context: 'none', files: [] },
    isShared: true,
    reachesProxies: true,
    kubeconfig: '{}',
    enter: [],
    pathBefore: [],
    pathBehind: [],
    secrets: ['the-secret-of-this-target'],
    recheck: async () => {},
  };
}
