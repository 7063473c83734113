import { beforeAll } from 'vitest';
import { localTarget } from '../../../runner/cluster/local-target.ts';
import { takeSnapshot } from '../../../runner/cluster/snapshot/snapshot.ts';
import type { Target } from '../../../runner/cluster/target.ts';
import { status } from '../../../runner/local-cluster/index.ts';
import { ensureTestCluster, testCluster, testKubectl } from './test-cluster.ts';

export interface UsedCluster {
  /** As the runner sees it. */
  readonly target: Target;
  /** As administrator, for what somebody else does to it. */
  readonly kubectl: (...args: string[]) => string;
  /**
   * Every object there is, with its UID and who edited it when: equal where nothing was made, changed or
   * removed.
   */
  objects(): Promise<string[]>;
}

/** The test cluster, brought up before the tests of a file; what is returned can be used in these. */
export function useTestCluster(): UsedCluster {
  let target: Target;
  let kubectl: UsedCluster['kubectl'];
  beforeAll(async () => {
    await ensureTestCluster();
    const { access } = await status(testCluster);
    if (!access) throw new Error('The test cluster is not up.');
    target = await localTarget(access);
    kubectl = await testKubectl();
  });
  return {
    get target() {
      return target;
    },
    kubectl: (...args) => kubectl(...args),
    objects: async () => [...(await takeSnapshot(target.api, { all: true })).values()].map(textOf).sort(),
  };
}

function textOf({
  kind,
  namespace,
  name,
  uid,
  edits,
}: {
  kind: string;
  namespace?: string;
  name: string;
  uid: string;
  edits: string;
}): string {
  return `${kind}/${namespace ?? ''}/${name} ${uid} ${edits}`;
}
