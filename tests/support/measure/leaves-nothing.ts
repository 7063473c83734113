import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, onTestFinished } from 'vitest';
import { isAlive, processStat } from '../../../runner/kernel/process-stat.ts';
import { allPids } from '../../../runner/kernel/processes.ts';
import { clusterFolders } from '../../../runner/local-cluster/folders.ts';
import { CarriedVariable } from '../../../runner/shell/containment/carried-variable.ts';
import { listeningSockets } from './listening.ts';

/** The processes, files and sockets that this test process has left on the machine. */
interface Traces {
  /** Processes that this process or its descendants started, as pid and name. */
  readonly processes: readonly string[];
  /** Files and folders of the runner in the temporary folder. */
  readonly files: readonly string[];
  /** The sockets on which this process listens. */
  readonly listening: readonly string[];
  readonly networks: readonly string[];
  readonly cgroups: readonly string[];
}

/**
 * This variable is in the environment of every process that this process starts. It also marks the processes
 * whose parent has already ended.
 */
const mark = 'TESTED_BY';
process.env[mark] = String(process.pid);
const testers = new CarriedVariable(mark);

/** The kernel may need this long to remove what has ended. */
const removalMs = 3000;

/**
 * First line of a fault test. When the test ends, it checks that the test left no process, file, port,
 * network namespace or cgroup. It waits up to three seconds for them to disappear. It ignores what belongs to
 * a living runner that this process did not start.
 */
export function leavesNothing(): void {
  const before = traces();
  onTestFinished(async () => {
    await expect
      .poll(() => newSince(before), { timeout: removalMs, interval: 50 })
      .toEqual({ processes: [], files: [], listening: [], networks: [], cgroups: [] });
  });
}

function newSince(before: Traces): Traces {
  const now = traces();
  const added = (key: keyof Traces) => now[key].filter((each) => !before[key].includes(each));
  return {
    processes: added('processes'),
    files: added('files'),
    listening: added('listening'),
    networks: added('networks'),
    cgroups: added('cgroups'),
  };
}

function traces(): Traces {
  return {
    processes: startedProcesses(),
    files: readdirSync(tmpdir()).filter(
      (name) =>
        name.startsWith('guiderail-') && !name.startsWith('guiderail-test-') && !isOfOtherRunner(name),
    ),
    listening: listeningSockets(process.pid).map(({ address, inode }) => `${address} ${inode}`),
    networks: entries('/run/netns').filter((name) => !isOfCluster(name)),
    cgroups: sessionCgroups().filter((path) => !isOfOtherRunner(path)),
  };
}

/** Includes the children of the test runner itself, which are there before and after a test. */
function startedProcesses(): string[] {
  const all = allPids().flatMap((pid) => (pid === process.pid ? [] : (processStat(pid) ?? [])));
  testers.forgetAllBut(all);
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const isMarked = (each: (typeof all)[number]) =>
    testers.valueIn(each) === String(process.pid) && each.state !== 'Z';
  return all
    .filter((each) => isMarked(each) || descendsFromUs(each.pid, (pid) => parents.get(pid)))
    .map(({ pid }) => nameOf(pid));
}

/**
 * Whether a session belongs to a living runner that this process did not start. The name of a session holds
 * the pid and the start time of its runner.
 */
function isOfOtherRunner(session: string): boolean {
  const [, pid, startTicks] = /guiderail-session-(\d+)-(\d+)/.exec(session) ?? [];
  if (pid === undefined || Number(pid) === process.pid) return false;
  return isAlive({ pid: Number(pid), startTicks: Number(startTicks) }) && !descendsFromUs(Number(pid));
}

function descendsFromUs(pid: number, parentOf = (each: number) => processStat(each)?.parent): boolean {
  for (let each = parentOf(pid); each; each = parentOf(each)) if (each === process.pid) return true;
  return false;
}

/** Whether the network belongs to a local cluster, which outlives a test. */
function isOfCluster(network: string): boolean {
  const name = /^guiderail-(.+)-(?:node|internet)$/.exec(network)?.[1];
  return name !== undefined && existsSync(clusterFolders(name).state);
}

function nameOf(pid: number): string {
  return `${pid} ${processStat(pid)?.name ?? ''}`;
}

function sessionCgroups(): string[] {
  const roots = ['/sys/fs/cgroup', ...entries('/sys/fs/cgroup').map((name) => `/sys/fs/cgroup/${name}`)];
  return roots
    .flatMap((root) =>
      [root, `${root}/guiderail`].flatMap((folder) => entries(folder).map((name) => `${folder}/${name}`)),
    )
    .filter((path) => path.includes('guiderail-session') && !isOfOtherRunner(path))
    .sort();
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
