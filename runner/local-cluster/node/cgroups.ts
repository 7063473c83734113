/**
 * The cgroup tree below which the kubelet puts every pod; in cgroup v1 there is one tree in each hierarchy.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goneTimeoutMs } from '../limits.ts';
import { waitUntil } from '../wait-until.ts';

/** Mount points of all cgroup hierarchies, from the text of /proc/self/mounts (proc(5)). */
export function cgroupMounts(mounts: string): { path: string; version: 1 | 2 }[] {
  return mounts.split('\n').flatMap((line) => {
    const [, path, type] = line.split(' ');
    if (!path || (type !== 'cgroup' && type !== 'cgroup2')) return [];
    return [{ path, version: type === 'cgroup2' ? (2 as const) : (1 as const) }];
  });
}

export function makeCgroups(cgroup: string): void {
  for (const { path, version } of hierarchies()) {
    const folder = join(path, cgroup);
    mkdirSync(folder, { recursive: true });
    if (version === 1) inheritCpus(path, folder);
    else for (const each of [path, folder]) enableControllers(each);
  }
}

/** A new cpuset of cgroup v1 has no processors and takes no process until it is given some (cpuset(7)). */
function inheritCpus(parent: string, folder: string): void {
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    if (existsSync(join(folder, file)))
      writeFileSync(join(folder, file), readFileSync(join(parent, file), 'utf8'));
  }
}

/**
 * Controllers work below a folder only where it enables them (cgroups(7)); each by itself, since one may be
 * refused.
 */
function enableControllers(folder: string): void {
  for (const controller of readFileSync(join(folder, 'cgroup.controllers'), 'utf8')
    .split(/\s+/)
    .filter(Boolean)) {
    try {
      writeFileSync(join(folder, 'cgroup.subtree_control'), `+${controller}`);
    } catch {
      // The kubelet says which controllers it misses.
    }
  }
}

/** Removes the trees, as soon as the kernel has let the last process out of them. */
export async function removeCgroups(cgroup: string): Promise<void> {
  for (const { path } of hierarchies()) {
    const folder = join(path, cgroup);
    await waitUntil(
      `the end of the cgroup ${folder}`,
      goneTimeoutMs,
      () => !existsSync(folder) || removedTree(folder),
    );
  }
}

function removedTree(folder: string): boolean {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory() && !removedTree(join(folder, entry.name))) return false;
    }
    rmdirSync(folder);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

function hierarchies(): { path: string; version: 1 | 2 }[] {
  return cgroupMounts(readFileSync('/proc/self/mounts', 'utf8'));
}
