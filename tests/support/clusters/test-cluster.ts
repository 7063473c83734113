import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type ClusterAccess, down, status, up } from '../../../runner/local-cluster/index.ts';
import { consoleProgress } from '../../../runner/report/progress.ts';

/**
 * The cluster of the tests: another than the one a reader uses, and one of its own for each part that runs at
 * the same time.
 */
export const testCluster = process.env['GUIDERAIL_TEST_CLUSTER'] ?? 'test';

/** Brings it up before the first test that needs it; quick when it is. */
export async function ensureTestCluster(): Promise<void> {
  const progress = consoleProgress(process.stderr);
  await up({ name: testCluster, onProgress: progress.show }).finally(progress.end);
}

/** How to reach it, once it is up. */
export async function testAccess(): Promise<ClusterAccess> {
  const { access } = await status(testCluster);
  if (!access) throw new Error('The test cluster is not up.');
  return access;
}

/** The cluster's own kubectl, as administrator, for what somebody else does to it. Gives its output. */
export async function testKubectl(): Promise<(...args: string[]) => string> {
  const access = await testAccess();
  return (...args) =>
    execFileSync(join(access.binFolder, 'kubectl'), ['--kubeconfig', access.hostKubeconfig, ...args], {
      encoding: 'utf8',
    });
}

/**
 * Brings it up before the first test, in no test's own process, of whose processes it would be; takes it down
 * after the last, unless it was up before.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const { state } = await status(testCluster);
  await ensureTestCluster();
  return async () => {
    if (state !== 'up') await down({ name: testCluster });
  };
}
