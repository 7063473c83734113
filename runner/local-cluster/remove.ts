import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isNamespaceInit } from '../kernel/namespaces.ts';
import { isAlive, processStat } from '../kernel/process-stat.ts';
import { processesMarked } from '../kernel/processes.ts';
import { askAgainMs, goneTimeoutMs, reapTimeoutMs } from '../limits.ts';
import { clusterFolders } from './folders.ts';
import { releaseMachine } from './machine/host-settings.ts';
import { removeCgroups } from './node/cgroups.ts';
import { removeNetwork } from './node/network.ts';
import { markVariable } from './node/node.ts';
import type { Progress } from './progress.ts';
import { machineNames } from './record/cluster-name.ts';
import { waitUntil } from './wait-until.ts';

export const removeParts = ['processes', 'names and cgroups', 'state folder'];

/**
 * Removes everything of a cluster, in whatever state it is, with or without a record. `keepLogs`: keeps the
 * logs of a cluster that could not start, for people to read.
 */
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
 * Ends the node's init process first and waits until it has ended. Then ends all other processes of the
 * cluster. The order matters: a program that entered the node is the parent of the process that it started
 * there, and only a living parent reaps it.
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
 * Waits until the ended processes are gone from the process list. They go when the machine's init process
 * reaps them. Some init processes never do, so this gives up after a time.
 */
async function untilReaped(pids: ReadonlySet<number>): Promise<void> {
  const end = performance.now() + reapTimeoutMs;
  while (performance.now() < end && [...pids].some((pid) => processStat(pid))) await pause(askAgainMs);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The process has ended by itself meanwhile.
  }
}
