import { prepareIngredients } from './build/ingredients.ts';
import { LocalClusterError } from './errors.ts';
import { type OnProgress, Progress } from './progress.ts';
import { defaultName } from './record/cluster-name.ts';
import { whyNot } from './up.ts';

/**
 * Builds and installs all that a cluster is made from, and starts none: about 20 minutes on a machine that
 * never did, nothing afterwards.
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
