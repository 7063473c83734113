import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, onTestFinished } from 'vitest';
import { allPids, processStat } from '../../runner/local-cluster/node/process-table.ts';

/** What of ours there is on the machine. */
interface Ours {
  /** Processes that this one has started, at any depth, and those in a session's shell, by pid and name. */
  readonly processes: readonly string[];
  /** Files and folders of ours in the temporary folder. */
  readonly files: readonly string[];
  /** Descriptors of this process that are sockets which listen. */
  readonly listening: number;
  readonly networks: readonly string[];
  readonly cgroups: readonly string[];
}

/** Longest that what is going may take. */
const goneMs = 3000;

/**
 * First line of a fault test: when the test is over, no process, file, port, network namespace or cgroup of ours is there that was not there before.
 * What the kernel is still removing may take up to three seconds.
 */
export function leavesNothing(): void {
  const before = ours();
  onTestFinished(async () => {
    await expect.poll(ours, { timeout: goneMs, interval: 50 }).toEqual(before);
  });
}

function ours(): Ours {
  return {
    processes: allPids().filter(isOurs).map(nameOf).sort(),
    files: readdirSync(tmpdir())
      .filter((name) => name.startsWith('guiderail-') && !name.startsWith('guiderail-test-') && !isOfAnother(name))
      .sort(),
    listening: listeningSockets(),
    networks: entries('/run/netns'),
    cgroups: sessionCgroups(),
  };
}

/** Children that the test runner itself keeps, such as the compiler's, are there before and after. */
function isOurs(pid: number): boolean {
  if (pid === process.pid) return false;
  const session = /(?:^|\0)GUIDERAIL_SESSION=([^\0]*)/.exec(read(`/proc/${pid}/environ`))?.[1];
  if (session !== undefined) return processStat(pid)?.state !== 'Z' && !isOfAnother(session);
  return isDescendant(pid);
}

function isDescendant(pid: number): boolean {
  for (let each: number | undefined = processStat(pid)?.parent; each; each = processStat(each)?.parent) if (each === process.pid) return true;
  return false;
}

/** What is named for the session of another runner, which lives: somebody else's tests on this machine. */
function isOfAnother(name: string): boolean {
  const owner = Number(/guiderail-session-(\d+)-/.exec(name)?.[1] ?? process.pid);
  return owner !== process.pid && processStat(owner) !== undefined && !isDescendant(owner);
}

function nameOf(pid: number): string {
  return `${pid} ${read(`/proc/${pid}/comm`).trim()}`;
}

/** Of this process: inodes of its descriptors that proc(5) lists in state 0A, listening. */
function listeningSockets(): number {
  const lines = ['tcp', 'tcp6'].flatMap((name) => read(`/proc/self/net/${name}`).split('\n').slice(1));
  const listening = new Set(lines.map((line) => line.trim().split(/\s+/)).flatMap((fields) => (fields[3] === '0A' ? [fields[9]] : [])));
  return entries('/proc/self/fd').filter((fd) => listening.has(/^socket:\[(\d+)\]$/.exec(link(`/proc/self/fd/${fd}`))?.[1])).length;
}

function sessionCgroups(): string[] {
  const roots = ['/sys/fs/cgroup', ...entries('/sys/fs/cgroup').map((name) => `/sys/fs/cgroup/${name}`)];
  return roots
    .flatMap((root) => [root, `${root}/guiderail`].flatMap((folder) => entries(folder).map((name) => `${folder}/${name}`)))
    .filter((path) => path.includes('guiderail-session') && !isOfAnother(path))
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
