/** The cgroups below which the kubelet puts every pod: one in each tree of this machine. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  availableControllers,
  cgroupTrees,
  enableControllers,
  removedTree,
} from '../../kernel/cgroup-tree.ts';
import { goneTimeoutMs } from '../../limits.ts';
import { waitUntil } from '../wait-until.ts';

/** Makes these cgroups with all controllers. If a controller is missing, the kubelet reports it. */
export function makeCgroups(cgroup: string): void {
  for (const { path, version } of cgroupTrees()) {
    const folder = join(path, cgroup);
    mkdirSync(folder, { recursive: true });
    if (version === 1) inheritCpus(path, folder);
    else for (const each of [path, folder]) enableControllers(each, availableControllers(each));
  }
}

/** A new cpuset of cgroup v1 has no processors, and takes no process until it gets some (cpuset(7)). */
function inheritCpus(parent: string, folder: string): void {
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    if (existsSync(join(folder, file)))
      writeFileSync(join(folder, file), readFileSync(join(parent, file), 'utf8'));
  }
}

/** Removes these cgroups once the kernel has released their last process. */
export async function removeCgroups(cgroup: string): Promise<void> {
  for (const { path } of cgroupTrees()) {
    const folder = join(path, cgroup);
    await waitUntil(`the end of the cgroup ${folder}`, goneTimeoutMs, () => removedTree(folder));
  }
}
