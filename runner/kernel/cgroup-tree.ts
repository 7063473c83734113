/**
 * The kernel's trees of cgroups as files (cgroups(7)): version 1 has one for each controller, version 2 one
 * for all.
 */
import { existsSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Mount points of the trees that have one of these controllers, version 2's among them; from
 * /proc/self/mounts (proc(5)): device, path, type, options.
 */
export function cgroupTrees(controllers: readonly string[]): string[] {
  const lines = read('/proc/self/mounts').split('\n');
  return lines.flatMap((line) => {
    const [, path = '', type, options = ''] = line.split(' ');
    const counts =
      type === 'cgroup2' ||
      (type === 'cgroup' && options.split(',').some((option) => controllers.includes(option)));
    return counts ? [path] : [];
  });
}

/** Writes one of the kernel's files where there is such a file; it may refuse. */
export function set(folder: string, file: string, value: string): void {
  try {
    writeFileSync(join(folder, file), value, { flag: 'r+' });
  } catch {
    // Another version's file, a controller that is not there, or a process that has ended.
  }
}

/** Removes a cgroup that has neither members nor others below it; whether it is gone. */
export function removed(folder: string): boolean {
  try {
    rmdirSync(folder);
  } catch {
    // It has members or children.
  }
  return !existsSync(folder);
}

/** Names of the cgroups below one; none where there is no such folder. */
export function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
  } catch {
    return [];
  }
}

/** One of the kernel's files; `''` where it cannot be read. */
export function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
