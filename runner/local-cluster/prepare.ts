import { LocalClusterError } from './errors.ts';
import { prepareIngredients } from './ingredients.ts';
import { type OnProgress, Progress } from './progress.ts';
import { defaultName } from './record/cluster-name.ts';
import { whyNot } from './up.ts';

/**
 * Builds and installs everything that a cluster is made of, and starts no cluster. The first call on a
 * machine takes about 20 minutes; later calls find everything built.
 */
export async function prepare({
  name = defaultName,
  onProgress,
  signal,
}: {
  name?: string;
  onProgress?: OnProgress;
  signal?: AbortSignal;
} = {}): Promise<void> {
  const reason = await whyNot(name);
  if (reason) throw new LocalClusterError('no-local-cluster', reason);
  await prepareIngredients(new Progress(onProgress), signal);
}
