import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isAlive, processStat } from '../../kernel/process-stat.ts';
import { onlyChild } from '../../kernel/processes.ts';
import { logLineChars, logTailLines, partTimeoutMs } from '../../limits.ts';
import { isAbort, ProcessError } from '../errors.ts';
import type { ClusterFolders } from '../folders.ts';
import { coveredFolders } from '../machine/host-settings.ts';
import type { MachineNames } from '../record/cluster-name.ts';
import type { RecordedProcess } from '../record/record.ts';
import { type RunOptions, runProgram } from '../run-program.ts';
import { waitUntil } from '../wait-until.ts';
import { netnsPath } from './network.ts';
import type { Service } from './services.ts';

/**
 * A variable in the environment of every process of a cluster, with the cluster's name. With it, `down` finds
 * the processes even if they are not recorded.
 */
export const markVariable = 'GUIDERAIL_LOCAL_CLUSTER';

const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The node of a cluster: an init process that does nothing, in a mount namespace and a process namespace of
 * its own, and the processes that are started beside it. When the init process is killed, the kernel ends
 * every process in its process namespace, containers too. With the last of them, every mount that they made
 * is gone (pid_namespaces(7), mount_namespaces(7)). So nothing is left behind, even after a crash.
 */
export class Node {
  readonly name: string;
  readonly folders: ClusterFolders;
  readonly names: MachineNames;
  #init: number | undefined;

  constructor(name: string, folders: ClusterFolders, names: MachineNames) {
    this.name = name;
    this.folders = folders;
    this.names = names;
  }

  async start(): Promise<RecordedProcess> {
    const args = [
      `--net=${netnsPath(this.names.nodeNetns)}`,
      'unshare',
      '--mount',
      '--pid',
      '--fork',
      '--mount-proc',
      'catatonit',
      '-P',
    ];
    const process = await this.#startBelow('node', 'nsenter', args);
    this.#init = process.pid;
    // Wait for the init program: before it runs, /proc is not mounted yet.
    await this.answer(process, () => processStat(process.pid)?.name === 'catatonit');
    // The node's mount namespace has copies of the mounts of all network namespaces. They would keep the
    // namespaces of other clusters alive, so they are unmounted here.
    await this.run('umount', ['--recursive', '--lazy', '/run/netns'], { accept: [0, 1, 32] });
    for (const folder of coveredFolders) {
      const cover = join(this.folders.covers, folder.replaceAll('/', '-').slice(1));
      mkdirSync(cover, { recursive: true });
      await this.run('mount', ['--bind', cover, folder]);
    }
    // Containers need shared mounts for volumes that propagate mounts.
    await this.run('mount', ['--make-rshared', '/']);
    return process;
  }

  /** Starts a service, which goes on after this process has ended. */
  async startService({ part, where, program, args }: Service): Promise<RecordedProcess> {
    if (where === 'machine') return this.#spawn(part, program, args);
    const netns = netnsPath(where === 'node' ? this.names.nodeNetns : this.names.internetNetns);
    return this.#startBelow(part, 'nsenter', [
      '--target',
      `${this.#init}`,
      '--mount',
      '--pid',
      `--net=${netns}`,
      program,
      ...args,
    ]);
  }

  /** Runs a program to its end inside the node. */
  run(program: string, args: string[], options: Pick<RunOptions, 'signal' | 'accept'> = {}): Promise<string> {
    const namespaces = ['--target', `${this.#init}`, '--mount', '--pid', '--net'];
    return runProgram('nsenter', [...namespaces, program, ...args], { ...options, env: this.#environment() });
  }

  /**
   * Checks a condition until it is true. Throws a ProcessError with the end of the log if the process ends or
   * the time is over.
   */
  async answer<T>(
    process: RecordedProcess,
    condition: () => Promise<T | undefined | false> | T | undefined | false,
    signal?: AbortSignal,
  ): Promise<T> {
    try {
      return await waitUntil(
        'an answer',
        partTimeoutMs,
        () => {
          if (!isAlive(process)) throw new Error('it ended');
          return condition();
        },
        signal,
      );
    } catch (error) {
      if (isAbort(error) || error instanceof ProcessError) throw error;
      throw new ProcessError(process.part, (error as Error).message, this.logOf(process.part));
    }
  }

  logOf(part: string): { path: string; tail: string } {
    const path = this.#logPath(part);
    const tail = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(-logTailLines)
      .map((line) => line.slice(0, logLineChars))
      .join('\n');
    return { path, tail };
  }

  #logPath(part: string): string {
    return join(this.folders.logs, `${part.replace(/\W+/g, '-').toLowerCase()}.log`);
  }

  /**
   * A clean environment without the user's proxies and credentials. Go programs get half of the processors:
   * with both of two, they used a fifth more processor time for the same work, and the commands of readers
   * waited.
   */
  #environment(): NodeJS.ProcessEnv {
    const processors = Math.max(1, Math.floor(availableParallelism() / 2));
    return {
      PATH: systemPath,
      HOME: this.folders.state,
      LANG: 'C.UTF-8',
      GOMAXPROCS: `${processors}`,
      [markVariable]: this.name,
    };
  }

  #spawn(part: string, program: string, args: string[]): RecordedProcess {
    mkdirSync(this.folders.logs, { recursive: true });
    const log = openSync(this.#logPath(part), 'a');
    const child = spawn(program, args, {
      cwd: '/',
      detached: true,
      env: this.#environment(),
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.on('error', () => {}); // The process then has no pid, so it counts as ended.
    child.unref();
    return { part, pid: child.pid ?? 0, startTicks: processStat(child.pid ?? 0)?.startTicks ?? 0 };
  }

  /**
   * Starts a program through nsenter or unshare and returns the process of the program. That is the only
   * child of nsenter, because a process itself cannot change its process namespace.
   */
  async #startBelow(part: string, program: string, args: string[]): Promise<RecordedProcess> {
    const parent = this.#spawn(part, program, args);
    const pid = await this.answer(parent, () => onlyChild(parent.pid));
    return { part, pid, startTicks: processStat(pid)?.startTicks ?? 0 };
  }
}
