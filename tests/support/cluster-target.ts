import { status } from '../../runner/local-cluster/index.ts';
import { localTarget } from '../../runner/target/local-target.ts';
import { takeSnapshot } from '../../runner/target/snapshot.ts';
import type { Target } from '../../runner/target/target.ts';
import { testCluster } from './test-cluster.ts';

/** The test cluster, which is up, as the runner's target. */
export async function clusterTarget(): Promise<Target> {
  const { access } = await status(testCluster);
  if (!access) throw new Error('The test cluster is not up.');
  return localTarget(access);
}

/** Every object there is, with its UID and who edited it when: equal where nothing was made, changed or removed. */
export async function objectsOf({ api }: Target): Promise<string[]> {
  return [...(await takeSnapshot(api, { all: true })).values()]
    .map(({ kind, namespace, name, uid, edits }) => `${kind}/${namespace ?? ''}/${name} ${uid} ${edits}`)
    .sort();
}
