import { down, up } from '../../runner/local-cluster/index.ts';
import { consoleProgress } from '../../runner/report/progress.ts';

/** The cluster of the tests: another than the one a reader uses. */
export const testCluster = 'test';

/** Brings it up before the first test that needs it, and takes it down after the last. */
export default async function setup(): Promise<() => Promise<void>> {
  const progress = consoleProgress(process.stderr);
  const { startedHere } = await up({ name: testCluster, onProgress: progress.show });
  progress.end();
  return async () => {
    if (startedHere) await down({ name: testCluster });
  };
}
