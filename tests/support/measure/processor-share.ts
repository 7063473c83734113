import { existsSync, mkdirSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cgroupTrees, foldersIn, removed, set } from '../../../runner/kernel/cgroup-tree.ts';

const prefix = 'guiderail-tests-';

/**
 * Has a process, and what it will start, yield to others as nice(1) has it, from 1 to 19; gives what is to be
 * called when it has ended. By itself nice(1) counts only among processes of one terminal session, where the
 * kernel makes a group of each (sched(7), "autogroup"), and Chromium has one of its own. A cgroup takes all
 * in, on machines where we may make one, but for the steps' sessions, which the runner gives cgroups of their
 * own.
 */
export function makeYield(pid: number, niceness: number): () => Promise<void> {
  setPriority(pid, niceness);
  const folders = cgroupTrees(['cpu']).flatMap(({ path: tree }) => {
    removeDead(tree);
    const folder = join(tree, `${prefix}${pid}`);
    try {
      mkdirSync(folder);
    } catch {
      return [];
    }
    // A step of nice(1) is a quarter more or less (sched(7)); cgroups count a program as 1024 in version 1,
    // as 100 in version 2.
    const share = 1.25 ** -niceness;
    set(tree, 'cgroup.subtree_control', '+cpu');
    set(folder, 'cpu.shares', String(Math.round(1024 * share)));
    set(folder, 'cpu.weight', String(Math.max(1, Math.round(100 * share))));
    set(folder, 'cgroup.procs', String(pid));
    return [folder];
  });
  return async () => {
    // The kernel lets the last process out a moment after its end.
    for (let tries = 0; tries < 30 && !folders.map(removed).every(Boolean); tries++) await pause(100);
  };
}

/** Those of a run that was killed. */
function removeDead(tree: string): void {
  for (const name of foldersIn(tree))
    if (name.startsWith(prefix) && !existsSync(`/proc/${name.slice(prefix.length)}`))
      removed(join(tree, name));
}
