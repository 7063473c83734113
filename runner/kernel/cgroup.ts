/**
 * A cgroup for each session, below one for each runner: members are known whatever they do, and share what
 * the limits give them (cgroups(7)). Of cgroup v1, the trees of the three controllers that count are used,
 * and v2's one tree beside or instead of them. Each limit is best effort.
 */
import { mkdirSync } from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  allSessionsCpuWeight,
  allSessionsMemoryShare,
  goneEveryMs,
  goneMs,
  sessionMemoryBytes,
  sessionProcesses,
} from '../limits.ts';
import { cgroupTrees, foldersIn, read, removed, set } from './cgroup-tree.ts';

const controllers = ['pids', 'memory', 'cpu'] as const;

export class Cgroup {
  /** One in each tree. */
  readonly #folders: readonly string[];

  private constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** `undefined` where this machine, or our rights on it, do not give one. */
  static make(runner: string, session: string): Cgroup | undefined {
    const folders = cgroupTrees(controllers).flatMap((tree) => {
      const parent = join(tree, runner);
      const folder = join(parent, session);
      try {
        mkdirSync(folder, { recursive: true });
      } catch {
        return [];
      }
      enableControllers([tree, parent]);
      limitRunner(parent);
      limitSession(folder);
      return [folder];
    });
    return folders.length === 0 ? undefined : new Cgroup(folders);
  }

  /** What there is of a runner's cgroups, all of its sessions in one. */
  static ofRunner(runner: string): Cgroup {
    return new Cgroup(cgroupTrees(controllers).map((tree) => join(tree, runner)));
  }

  /** Takes a process in, and with it all that it will start. */
  add(pid: number): void {
    for (const folder of this.#folders) set(folder, 'cgroup.procs', String(pid));
  }

  get pids(): ReadonlySet<number> {
    return new Set(this.#folders.flatMap(pidsBelow));
  }

  /** While closed, no member can start another. */
  setClosed(closed: boolean): void {
    for (const folder of this.#folders) set(folder, 'pids.max', closed ? '0' : String(sessionProcesses));
  }

  /**
   * Whether members can start others. The dead count as well until their parent has taken note, which is
   * often the machine's first process.
   */
  get hasRoom(): boolean {
    return this.#count('pids.current', /^(\d+)$/m) < sessionProcesses / 2;
  }

  /** How often a member was refused a further process, and how many the kernel ended for want of memory. */
  get overruns(): { readonly processes: number; readonly memory: number } {
    return {
      processes: this.#count('pids.events', /^max (\d+)$/m),
      memory:
        this.#count('memory.oom_control', /^oom_kill (\d+)$/m) +
        this.#count('memory.events', /^oom_kill (\d+)$/m),
    };
  }

  /** Removes it as soon as the kernel has let the last process out, and its runner's if it was the last. */
  async remove(): Promise<void> {
    const until = performance.now() + goneMs;
    for (const folder of this.#folders) {
      while (!removedTree(folder) && performance.now() < until) await pause(goneEveryMs);
      removed(dirname(folder));
    }
  }

  #count(file: string, pattern: RegExp): number {
    for (const folder of this.#folders) {
      const found = pattern.exec(read(join(folder, file)));
      if (found) return Number(found[1]);
    }
    return 0;
  }
}

/** Names of the cgroups that runners made for their sessions. */
export function runnerCgroups(prefix: string): string[] {
  return [...new Set(cgroupTrees(controllers).flatMap(foldersIn))].filter((name) => name.startsWith(prefix));
}

/**
 * In v2, controllers work below a folder only where it enables them; each by itself, since one may be
 * refused.
 */
function enableControllers(folders: readonly string[]): void {
  for (const folder of folders)
    for (const controller of controllers) set(folder, 'cgroup.subtree_control', `+${controller}`);
}

function limitRunner(folder: string): void {
  set(folder, 'cpu.shares', String(Math.round(1024 * allSessionsCpuWeight)));
  set(folder, 'cpu.weight', String(Math.round(100 * allSessionsCpuWeight)));
  limitMemory(folder, Math.round(totalmem() * allSessionsMemoryShare));
}

function limitSession(folder: string): void {
  set(folder, 'pids.max', String(sessionProcesses));
  limitMemory(folder, Math.min(sessionMemoryBytes, Math.round(totalmem() * allSessionsMemoryShare)));
}

/**
 * Without swap, into which the whole machine would be drawn. The v1 limit of memory and swap together may not
 * be below that of memory.
 */
function limitMemory(folder: string, bytes: number): void {
  set(folder, 'memory.limit_in_bytes', String(bytes));
  set(folder, 'memory.memsw.limit_in_bytes', String(bytes));
  set(folder, 'memory.max', String(bytes));
  set(folder, 'memory.swap.max', '0');
}

function pidsBelow(folder: string): number[] {
  const own = read(join(folder, 'cgroup.procs')).split('\n').filter(Boolean).map(Number);
  return [...own, ...foldersIn(folder).flatMap((name) => pidsBelow(join(folder, name)))];
}

function removedTree(folder: string): boolean {
  for (const name of foldersIn(folder)) removedTree(join(folder, name));
  return removed(folder);
}
