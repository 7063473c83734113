import { beforeAll } from 'vitest';
import { localTarget } from '../../../runner/cluster/local-target.ts';
import { takeSnapshot } from '../../../runner/cluster/snapshot/snapshot.ts';
import type { Target } from '../../../runner/cluster/target.ts';
import { status } from '../../../runner/local-cluster/index.ts';
import { ensureTestCluster, testCluster, testKubectl } from './test-cluster.ts';

export interface UsedCluster {
  /** The cluster as the runner sees it. */
  readonly target: Target;
  /** Calls kubectl as administrator, for changes by another user. Returns its output. */
  readonly kubectl: (...args: string[]) => string;
  /**
   * All objects, each with its UID and its edits. Two lists are equal if nothing was created, changed or
   * deleted between them.
   */
  objects(): Promise<string[]>;
}

/** Brings the test cluster up before the tests of a file. Only these tests may use the returned object. */
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
