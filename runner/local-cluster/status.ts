import { existsSync } from 'node:fs';
import { bootId } from '../kernel/namespaces.ts';
import { isAlive } from '../kernel/process-stat.ts';
import { type ClusterAccess, clusterAccess } from './api/access.ts';
import { Api } from './api/api.ts';
import { clusterFolders } from './folders.ts';
import { netnsPath } from './node/network.ts';
import { checkName, defaultName, machineNames } from './record/cluster-name.ts';
import { type ClusterRecord, readRecord } from './record/record.ts';

export interface ClusterStatus {
  /** `broken`: parts of the cluster exist, but it cannot be used. `up` makes it again, `down` removes it. */
  state: 'down' | 'up' | 'broken';
  parts: { part: string; pid: number; running: boolean }[];
  /** Present if the cluster is up. */
  access?: ClusterAccess;
  logs: string;
}

/** The state of a cluster. Throws a LocalClusterError if the name is not valid. */
export async function status(name = defaultName): Promise<ClusterStatus> {
  checkName(name);
  const folders = clusterFolders(name);
  const record = await readRecord(name);
  const parts = record ? partsOf(record) : [];
  const { logs } = folders;
  if (!record) {
    const remains = existsSync(netnsPath(machineNames(name).nodeNetns)) || existsSync(folders.state);
    return { state: remains ? 'broken' : 'down', parts, logs };
  }
  const usable =
    record.phase === 'up' &&
    parts.every(({ running }) => running) &&
    (await new Api(folders.pki, record.hostPort ?? 0).isReady());
  return usable
    ? { state: 'up', parts, access: clusterAccess(name), logs }
    : { state: 'broken', parts, logs };
}

function partsOf({ bootId: boot, processes }: ClusterRecord): ClusterStatus['parts'] {
  const sameBoot = boot === bootId();
  return processes.map((process) => ({
    part: process.part,
    pid: process.pid,
    running: sameBoot && isAlive(process),
  }));
}
