/**
 * The kernel's cgroup trees as files (cgroups(7)): version 1 has one for each controller, version 2 one for
 * all.
 */
import { existsSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CgroupTree {
  /** The mount point. */
  readonly path: string;
  readonly version: 1 | 2;
  /**
   * The mount options, which in version 1 include the controllers of the tree. A tree of version 2 may have
   * any controller.
   */
  readonly options: readonly string[];
}

/** All mounted trees, or those that may have one of these controllers. */
export function cgroupTrees(controllers?: readonly string[]): CgroupTree[] {
  return parseCgroupMounts(read('/proc/self/mounts')).filter(
    ({ version, options }) =>
      !controllers || version === 2 || options.some((option) => controllers.includes(option)),
  );
}

/** The trees in the text of /proc/self/mounts, whose lines are device, path, type and options (proc(5)). */
export function parseCgroupMounts(mounts: string): CgroupTree[] {
  return mounts.split('\n').flatMap((line): CgroupTree[] => {
    const [, path, type, options = ''] = line.split(' ');
    if (!path || (type !== 'cgroup' && type !== 'cgroup2')) return [];
    return [{ path, version: type === 'cgroup2' ? 2 : 1, options: options.split(',') }];
  });
}

/**
 * In version 2, controllers work below a folder only if the folder enables them. We enable each by itself,
 * because the kernel may refuse one.
 */
export function enableControllers(folder: string, controllers: readonly string[]): void {
  for (const controller of controllers) set(folder, 'cgroup.subtree_control', `+${controller}`);
}

/** The controllers that a folder of version 2 may enable. */
export function availableControllers(folder: string): string[] {
  return read(join(folder, 'cgroup.controllers')).split(/\s+/).filter(Boolean);
}

/** Writes one of the kernel's files if it is there. Ignores a refusal of the kernel. */
export function set(folder: string, file: string, value: string): void {
  try {
    writeFileSync(join(folder, file), value, { flag: 'r+' });
  } catch {
    // The file belongs to another version, its controller is not there, or the process has ended.
  }
}

/** Reads one of the kernel's files; returns `''` if that is not possible. */
export function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Names of the cgroups directly below one; none if there is no such folder. */
export function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
  } catch {
    return [];
  }
}

/** Ids of the processes in a cgroup and in all cgroups below it. */
export function pidsBelow(folder: string): number[] {
  const own = read(join(folder, 'cgroup.procs')).split('\n').filter(Boolean).map(Number);
  return [...own, ...foldersIn(folder).flatMap((name) => pidsBelow(join(folder, name)))];
}

/** Removes a cgroup that has no processes and no cgroups below it. Returns whether it is gone. */
export function removed(folder: string): boolean {
  try {
    rmdirSync(folder);
  } catch {
    // The cgroup has processes or cgroups below it.
  }
  return !existsSync(folder);
}

/**
 * Removes a cgroup with all cgroups below it, as far as they have no processes. Returns whether it is gone.
 */
export function removedTree(folder: string): boolean {
  for (const name of foldersIn(folder)) removedTree(join(folder, name));
  return removed(folder);
}
