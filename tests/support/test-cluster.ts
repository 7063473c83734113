import { down, status, up } from '../../runner/local-cluster/index.ts';
import { consoleProgress } from '../../runner/report/progress.ts';

/** The cluster of the tests: another than the one a reader uses. */
export const testCluster = 'test';

/** Brings it up before the first test that needs it; quick when it is. */
export async function ensureTestCluster(): Promise<void> {
  const progress = consoleProgress(process.stderr);
  await up({ name: testCluster, onProgress: progress.show }).finally(progress.end);
}

/** Takes it down after the last test, unless it was up before the first. */
export default async function setup(): Promise<() => Promise<void>> {
  const { state } = await status(testCluster);
  return async () => {
    if (state !== 'up') await down({ name: testCluster });
  };
}
