import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, onTestFinished } from 'vitest';
import { allPids, isAlive, processStat } from '../../../runner/kernel/process-table.ts';
import { clusterFolders } from '../../../runner/local-cluster/folders.ts';
import { CarriedVariable } from '../../../runner/shell/containment/carried-variable.ts';

/** What of ours there is on the machine. */
interface Ours {
  /** Processes that this one has started, at any depth, by pid and name. */
  readonly processes: readonly string[];
  /** Files and folders of ours in the temporary folder. */
  readonly files: readonly string[];
  /** Descriptors of this process that are sockets which listen. */
  readonly listening: readonly string[];
  readonly networks: readonly string[];
  readonly cgroups: readonly string[];
}

/**
 * In the environment of all that this process starts, also of what its parent does not live to see the end
 * of.
 */
const mark = 'TESTED_BY';
process.env[mark] = String(process.pid);
const testers = new CarriedVariable(mark);

/** Longest that what is going may take. */
const goneMs = 3000;

/**
 * First line of a fault test: when the test is over, no process, file, port, network namespace or cgroup of
 * ours is there that was not there before. What the kernel is still removing may take up to three seconds.
 * What belongs to a runner of somebody else that is alive is not ours.
 */
export function leavesNothing(): void {
  const before = ours();
  onTestFinished(async () => {
    await expect
      .poll(() => newSince(before), { timeout: goneMs, interval: 50 })
      .toEqual({ processes: [], files: [], listening: [], networks: [], cgroups: [] });
  });
}

function newSince(before: Ours): Ours {
  const now = ours();
  const added = (key: keyof Ours) => now[key].filter((each) => !before[key].includes(each));
  return {
    processes: added('processes'),
    files: added('files'),
    listening: added('listening'),
    networks: added('networks'),
    cgroups: added('cgroups'),
  };
}

function ours(): Ours {
  return {
    processes: ourProcesses(),
    files: readdirSync(tmpdir()).filter(
      (name) => name.startsWith('guiderail-') && !name.startsWith('guiderail-test-') && !isOthers(name),
    ),
    listening: listeningSockets(),
    networks: entries('/run/netns').filter((name) => !isOfCluster(name)),
    cgroups: sessionCgroups().filter((path) => !isOthers(path)),
  };
}

/** Children that the test runner itself keeps, such as the compiler's, are there before and after. */
function ourProcesses(): string[] {
  const all = allPids().flatMap((pid) => {
    const stat = processStat(pid);
    return stat && pid !== process.pid ? [{ pid, ...stat }] : [];
  });
  testers.forgetAllBut(all);
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const isMarked = (each: (typeof all)[number]) =>
    testers.valueIn(each) === String(process.pid) && each.state !== 'Z';
  return all
    .filter((each) => isMarked(each) || descendsFromUs(each.pid, (pid) => parents.get(pid)))
    .map(({ pid }) => nameOf(pid));
}

/**
 * Sessions are named for their runner, by pid and start: one that lives, and that we did not start, is
 * somebody else's.
 */
function isOthers(session: string): boolean {
  const [, pid, startTicks] = /guiderail-session-(\d+)-(\d+)/.exec(session) ?? [];
  if (pid === undefined || Number(pid) === process.pid) return false;
  return isAlive({ pid: Number(pid), startTicks: Number(startTicks) }) && !descendsFromUs(Number(pid));
}

function descendsFromUs(pid: number, parentOf = (each: number) => processStat(each)?.parent): boolean {
  for (let each = parentOf(pid); each; each = parentOf(each)) if (each === process.pid) return true;
  return false;
}

/** A cluster that there is stands for a whole part of the tests, or for their reader. */
function isOfCluster(network: string): boolean {
  const name = /^guiderail-(.+)-(?:node|internet)$/.exec(network)?.[1];
  return name !== undefined && existsSync(clusterFolders(name).state);
}

function nameOf(pid: number): string {
  return `${pid} ${read(`/proc/${pid}/comm`).trim()}`;
}

/** Of this process: inodes of its descriptors that proc(5) lists in state 0A, listening. */
function listeningSockets(): string[] {
  const lines = ['tcp', 'tcp6'].flatMap((name) => read(`/proc/self/net/${name}`).split('\n').slice(1));
  const listening = new Set(
    lines
      .map((line) => line.trim().split(/\s+/))
      .flatMap((fields) => (fields[3] === '0A' ? [fields[9]] : [])),
  );
  return entries('/proc/self/fd')
    .map((fd) => link(`/proc/self/fd/${fd}`))
    .filter((socket) => listening.has(/^socket:\[(\d+)\]$/.exec(socket)?.[1]));
}

function sessionCgroups(): string[] {
  const roots = ['/sys/fs/cgroup', ...entries('/sys/fs/cgroup').map((name) => `/sys/fs/cgroup/${name}`)];
  return roots
    .flatMap((root) =>
      [root, `${root}/guiderail`].flatMap((folder) => entries(folder).map((name) => `${folder}/${name}`)),
    )
    .filter((path) => path.includes('guiderail-session') && !isOthers(path))
    .sort();
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function link(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
