import { takenByAnother } from './errors.ts';
import { clusterFolders } from './folders.ts';
import { otherOwner } from './machine/host-settings.ts';
import { type OnProgress, Progress } from './progress.ts';
import { checkName, defaultName } from './record/cluster-name.ts';
import { withLock } from './record/lock.ts';
import { removeCluster, removeParts } from './remove.ts';

/**
 * Removes a cluster and all that it did to the machine, also one that crashed. Of a cluster that is not
 * there, nothing.
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
