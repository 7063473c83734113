import { takenByAnother } from './errors.ts';
import { clusterFolders } from './folders.ts';
import { otherOwner } from './machine/host-settings.ts';
import { type OnProgress, Progress } from './progress.ts';
import { checkName, defaultName } from './record/cluster-name.ts';
import { withLock } from './record/lock.ts';
import { removeCluster, removeParts } from './remove.ts';

/**
 * Removes a cluster and everything that it changed on the machine, even after a crash. Does nothing if there
 * is no such cluster. Throws a LocalClusterError if the cluster belongs to another cache.
 */
export async function down({
  name = defaultName,
  onProgress,
}: {
  name?: string;
  onProgress?: OnProgress;
} = {}): Promise<void> {
  checkName(name);
  const progress = new Progress(onProgress);
  progress.expect(...removeParts);
  await withLock(
    `cluster-${name}`,
    async () => {
      const other = await otherOwner(name, clusterFolders(name).state);
      if (other) throw takenByAnother(name, other);
      await removeCluster(name, progress);
    },
    { onWait: (end) => progress.run('another call', () => end) },
  );
}
