/** Takes away all that is left of a cluster, whatever state it is in and whatever is recorded. */

import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, isNamespaceInit, processesMarked, processStat } from '../kernel/process-table.ts';
import { clusterFolders } from './folders.ts';
import { askAgainMs, goneTimeoutMs, reapTimeoutMs } from './limits.ts';
import { releaseMachine } from './machine/host-settings.ts';
import { removeCgroups } from './node/cgroups.ts';
import { removeNetwork } from './node/network.ts';
import { markVariable } from './node/node.ts';
import type { Progress } from './progress.ts';
import { machineNames } from './record/cluster-name.ts';
import { waitUntil } from './wait-until.ts';

export const removeParts = ['processes', 'names and cgroups', 'state folder'];

/** `keepLogs` leaves the logs of a cluster that could not be started, for its reader. */
export async function removeCluster(
  name: string,
  progress: Progress,
  options: { keepLogs?: boolean } = {},
): Promise<void> {
  const folders = clusterFolders(name);
  const names = machineNames(name);
  await progress.run('processes', async () => {
    await endProcesses(name);
  });
  await progress.run('names and cgroups', async () => {
    await removeNetwork(names);
    await removeCgroups(names.cgroup);
    await rm(names.sockets, { recursive: true, force: true });
    await releaseMachine(name);
  });
  await progress.run('state folder', async () => {
    if (!options.keepLogs) return rm(folders.state, { recursive: true, force: true });
    const entries = existsSync(folders.state) ? await readdir(folders.state) : [];
    for (const entry of entries.filter((each) => join(folders.state, each) !== folders.logs)) {
      await rm(join(folders.state, entry), { recursive: true, force: true });
    }
  });
}

/**
 * First the node's own process, and until it has ended: the programs that entered the node are parents of
 * what they started there and have to live that long, or nobody takes note of those ends. Then whatever is
 * still there.
 */
async function endProcesses(name: string): Promise<void> {
  const nodes = processesMarked(markVariable, name).filter(isNamespaceInit);
  const identities = nodes.map((pid) => ({ pid, startTicks: processStat(pid)?.startTicks ?? 0 }));
  nodes.forEach(kill);
  await waitUntil("the end of the cluster's node", goneTimeoutMs, () => !identities.some(isAlive));
  const ended = new Set<number>();
  await waitUntil("the end of the cluster's processes", goneTimeoutMs, () => {
    const pids = processesMarked(markVariable, name);
    for (const pid of pids) {
      kill(pid);
      ended.add(pid);
    }
    return pids.length === 0;
  });
  await untilReaped(ended);
}

/**
 * Their entries in the process list go when the machine's first process takes note of their ends; one that
 * never does is none of ours.
 */
async function untilReaped(pids: ReadonlySet<number>): Promise<void> {
  const end = performance.now() + reapTimeoutMs;
  while (performance.now() < end && [...pids].some((pid) => existsSync(`/proc/${pid}`)))
    await pause(askAgainMs);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}
