/**
 * The node: a process that does nothing, in a mount namespace and a process namespace of its own, and all
 * that is started beside it. When that process is killed the kernel ends every other one in its process
 * namespace, containers too, and with the last of them goes every mount they made (pid_namespaces(7),
 * mount_namespaces(7)). So nothing can be left over, whatever was killed before.
 */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isAlive, onlyChild, processStat } from '../../kernel/process-table.ts';
import { isAbort, ProcessError } from '../errors.ts';
import type { ClusterFolders } from '../folders.ts';
import { answerTimeoutMs, logLineChars, logTailLines } from '../limits.ts';
import { coveredFolders } from '../machine/host-settings.ts';
import type { MachineNames } from '../record/cluster-name.ts';
import type { RecordedProcess } from '../record/record.ts';
import { type RunOptions, runProgram } from '../run-program.ts';
import { waitUntil } from '../wait-until.ts';
import { netnsPath } from './network.ts';
import type { Service } from './services.ts';

/**
 * In the environment of every process of a cluster, with its name: how they are found whatever was recorded.
 */
export const markVariable = 'GUIDERAIL_LOCAL_CLUSTER';

const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

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
    await this.answer(process, () =>
      readFileSync(`/proc/${process.pid}/comm`, 'utf8').startsWith('catatonit'),
    ); // Until then, /proc is still being mounted.
    // Names of network namespaces were copied with the mounts; held here, those of other clusters could not
    // end.
    await this.run('umount', ['--recursive', '--lazy', '/run/netns'], { accept: [0, 1, 32] });
    for (const folder of coveredFolders) {
      const cover = join(this.folders.covers, folder.replaceAll('/', '-').slice(1));
      mkdirSync(cover, { recursive: true });
      await this.run('mount', ['--bind', cover, folder]);
    }
    await this.run('mount', ['--make-rshared', '/']); // Shared among the node's own processes: volumes may propagate.
    return process;
  }

  /** Starts a service, to live on after this process. */
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
   * Asks until there is an answer. A process that ended, or never answers, is told with the end of its log.
   */
  async answer<T>(
    process: RecordedProcess,
    condition: () => Promise<T | undefined | false> | T | undefined | false,
    signal?: AbortSignal,
  ): Promise<T> {
    try {
      return await waitUntil(
        'an answer',
        answerTimeoutMs,
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
   * A clean environment: no proxy, no credentials of whoever asked for the cluster. Its Go programs share
   * half of the processors: with all of two, they spent a fifth more processor time on the same work, and
   * what a reader runs waited for them.
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
    child.on('error', () => {}); // Seen as a process that is not there.
    child.unref();
    return { part, pid: child.pid ?? 0, startTicks: processStat(child.pid ?? 0)?.startTicks ?? 0 };
  }

  /**
   * Namespaces of processes begin with a child: the process meant is the one child of the program that enters
   * them.
   */
  async #startBelow(part: string, program: string, args: string[]): Promise<RecordedProcess> {
    const parent = this.#spawn(part, program, args);
    const pid = await this.answer(parent, () => onlyChild(parent.pid));
    return { part, pid, startTicks: processStat(pid)?.startTicks ?? 0 };
  }
}
