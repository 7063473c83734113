import { bootId } from '../kernel/namespaces.ts';
import { type ClusterAccess, clusterAccess } from './api/access.ts';
import { isAbort, LocalClusterError, takenByAnother } from './errors.ts';
import { clusterFolders } from './folders.ts';
import { ingredients, prepareIngredients } from './ingredients.ts';
import { claimMachine, otherOwner } from './machine/host-settings.ts';
import { machineFacts } from './machine/machine-facts.ts';
import { reasonAgainst } from './machine/reason-against.ts';
import { type OnProgress, Progress } from './progress.ts';
import { checkName, defaultName, isClusterName } from './record/cluster-name.ts';
import { type Keeping, keeperAfter, thisProcess } from './record/keeper.ts';
import { withLock } from './record/lock.ts';
import { readRecord, writeRecord } from './record/record.ts';
import { removeCluster } from './remove.ts';
import { startCluster, startParts } from './start/start-cluster.ts';
import { status } from './status.ts';

export interface UpOptions {
  name?: string;
  onProgress?: OnProgress;
  signal?: AbortSignal;
  /** How long the cluster stays up. With `unchanged`, the default, a new cluster stays until `down`. */
  keeping?: Keeping;
}

/**
 * Why this machine cannot have a cluster of that name, in one sentence that says what to do; `undefined`: it
 * can.
 */
export async function whyNot(name = defaultName): Promise<string | undefined> {
  const isUp = isClusterName(name) && (await status(name)).state === 'up';
  return isUp ? undefined : reasonAgainst(await machineFacts(name));
}

/**
 * Makes a cluster ready for use. A cluster that is up and was made from the same ingredients stays as it is.
 * The remains of any other cluster of this name are removed first. Throws a LocalClusterError.
 */
export async function up({
  name = defaultName,
  onProgress,
  signal,
  keeping = 'unchanged',
}: UpOptions = {}): Promise<ClusterAccess & { startedHere: boolean }> {
  checkName(name);
  const progress = new Progress(onProgress);
  return withLock(
    `cluster-${name}`,
    async () => {
      if (await isUpAsWanted(name)) {
        await keep(name, keeping);
        return { ...clusterAccess(name), startedHere: false };
      }
      const reason = reasonAgainst(await machineFacts(name));
      if (reason) throw new LocalClusterError('no-local-cluster', reason);
      await refuseOtherCache(name);
      const prepared = await prepareIngredients(progress, signal);
      await removeRemains(name, progress);
      progress.expect(...startParts);
      try {
        await writeRecord({
          name,
          bootId: bootId(),
          recipe: prepared.recipe,
          phase: 'starting',
          processes: [],
        });
        await startCluster(name, {
          ingredients: prepared,
          progress,
          keeper: keeping === 'this-process' ? thisProcess() : undefined,
          signal,
        });
      } catch (error) {
        await removeCluster(name, new Progress(), { keepLogs: !isAbort(error) }).catch((removal: unknown) => {
          throw new AggregateError(
            [error, removal],
            `${String(error)}; what was left could not be removed: ${String(removal)}`,
          );
        });
        throw error;
      }
      return { ...clusterAccess(name), startedHere: true };
    },
    { signal, onWait: (end) => progress.run('another call', () => end) },
  );
}

/** Writes into the record how long a running cluster stays up. */
async function keep(name: string, keeping: Keeping): Promise<void> {
  const record = await readRecord(name);
  if (!record) return;
  const keeper = keeperAfter(record.keeper, keeping);
  if (keeper !== record.keeper) await writeRecord({ ...record, keeper });
}

/** Whether the cluster is up and was made from the present ingredients. */
async function isUpAsWanted(name: string): Promise<boolean> {
  const record = await readRecord(name);
  if (record?.phase !== 'up') return false;
  const [found, wanted] = await Promise.all([status(name), ingredients()]);
  return found.state === 'up' && record.recipe === wanted.recipe;
}

/** Removes what is left of an earlier cluster of this name, and claims the machine for a new one. */
async function removeRemains(name: string, progress: Progress): Promise<void> {
  await refuseOtherCache(name);
  if ((await status(name)).state !== 'down')
    await progress.run('earlier remains', () => removeCluster(name, new Progress()));
  await claimMachine(name, clusterFolders(name).state);
}

/** Throws if a cluster of this name belongs to another cache: only that cache may remove it. */
async function refuseOtherCache(name: string): Promise<void> {
  const owner = await otherOwner(name, clusterFolders(name).state);
  if (owner) throw takenByAnother(name, owner);
}
