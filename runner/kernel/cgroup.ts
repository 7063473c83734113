/**
 * One cgroup for each session, below one for each runner (cgroups(7)). The kernel knows the members of a
 * cgroup whatever they do, and the members share its limits. In cgroup v1 we use the trees of three
 * controllers, in v2 the one tree; a machine may have both. If the kernel refuses a limit, we do without it.
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
import {
  cgroupTrees,
  enableControllers,
  foldersIn,
  pidsBelow,
  read,
  removed,
  removedTree,
  set,
} from './cgroup-tree.ts';

const controllers = ['pids', 'memory', 'cpu'] as const;

export class Cgroup {
  /** The folder of the cgroup in each tree. */
  readonly #folders: readonly string[];

  private constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** Returns `undefined` if this machine has no cgroups, or we may not make one. */
  static make(runner: string, session: string): Cgroup | undefined {
    const folders = cgroupTrees(controllers).flatMap((tree) => {
      const parent = join(tree.path, runner);
      const folder = join(parent, session);
      try {
        mkdirSync(folder, { recursive: true });
      } catch {
        return [];
      }
      for (const each of [tree.path, parent]) enableControllers(each, controllers);
      limitRunner(parent);
      limitSession(folder);
      return [folder];
    });
    return folders.length === 0 ? undefined : new Cgroup(folders);
  }

  /** The cgroup of a runner, with all of its sessions. It need not exist. */
  static ofRunner(runner: string): Cgroup {
    return new Cgroup(cgroupTrees(controllers).map(({ path }) => join(path, runner)));
  }

  /** Adds a process. The kernel adds every process that it will start. */
  add(pid: number): void {
    for (const folder of this.#folders) set(folder, 'cgroup.procs', String(pid));
  }

  get pids(): ReadonlySet<number> {
    return new Set(this.#folders.flatMap(pidsBelow));
  }

  /** While the cgroup is closed, no member can start another process. */
  setClosed(closed: boolean): void {
    for (const folder of this.#folders) set(folder, 'pids.max', closed ? '0' : String(sessionProcesses));
  }

  /**
   * Whether members can start processes. A dead process counts until its parent has noticed its end; the
   * parent is often the first process of the machine.
   */
  get hasRoom(): boolean {
    return this.#count('pids.current', /^(\d+)$/m) < sessionProcesses / 2;
  }

  /** How often the kernel refused a member a process, and how many members it ended for lack of memory. */
  get overruns(): { readonly processes: number; readonly memory: number } {
    return {
      processes: this.#count('pids.events', /^max (\d+)$/m),
      memory:
        this.#count('memory.oom_control', /^oom_kill (\d+)$/m) +
        this.#count('memory.events', /^oom_kill (\d+)$/m),
    };
  }

  /**
   * Removes the cgroup once the kernel has released the last process, and the runner's cgroup if no other is
   * below it.
   */
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
  return [...new Set(cgroupTrees(controllers).flatMap(({ path }) => foldersIn(path)))].filter((name) =>
    name.startsWith(prefix),
  );
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
 * The members get no swap, because swapping slows the whole machine down. In v1, the limit of memory and swap
 * together must not be lower than the limit of memory.
 */
function limitMemory(folder: string, bytes: number): void {
  set(folder, 'memory.limit_in_bytes', String(bytes));
  set(folder, 'memory.memsw.limit_in_bytes', String(bytes));
  set(folder, 'memory.max', String(bytes));
  set(folder, 'memory.swap.max', '0');
}
