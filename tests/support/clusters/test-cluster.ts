import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type ClusterAccess, down, status, up } from '../../../runner/local-cluster/index.ts';
import { consoleProgress } from '../../../runner/report/progress.ts';

/**
 * Name of the local cluster for tests. It is not the cluster of a reader, and each project of tests has its
 * own.
 */
export const testCluster = process.env['GUIDERAIL_TEST_CLUSTER'] ?? 'test';

/** Brings the cluster up. This is quick if the cluster is already up. */
export async function ensureTestCluster(): Promise<void> {
  const progress = consoleProgress(process.stderr);
  await up({ name: testCluster, onProgress: progress.show }).finally(progress.end);
}

/** How to reach the cluster. Throws if it is down. */
export async function testAccess(): Promise<ClusterAccess> {
  const { access } = await status(testCluster);
  if (!access) throw new Error('The test cluster is not up.');
  return access;
}

/** Calls kubectl as administrator, for changes by another user. Returns its output. */
export async function testKubectl(): Promise<(...args: string[]) => string> {
  const access = await testAccess();
  return (...args) =>
    execFileSync(join(access.binFolder, 'kubectl'), ['--kubeconfig', access.hostKubeconfig, ...args], {
      encoding: 'utf8',
    });
}

/**
 * Global setup of Vitest: brings the cluster up before the first test, and takes it down after the last test
 * unless it was up before. It runs outside the processes of the tests, so that the cluster is not their
 * child.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const { state } = await status(testCluster);
  await ensureTestCluster();
  return async () => {
    if (state !== 'up') await down({ name: testCluster });
  };
}
