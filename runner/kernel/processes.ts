/** The processes of this machine, from /proc (proc(5)). */
import { readdirSync } from 'node:fs';
import { environmentOf } from './environment.ts';
import { livingStat, type ProcessStat, processStat } from './process-stat.ts';

/** Ids of all processes, zombies included. */
export function allPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

export function livingProcesses(): ProcessStat[] {
  return allPids().flatMap((pid) => livingStat(pid) ?? []);
}

/** Ids of the living processes in the terminal session of `leader`, itself included. */
export function processesOfSession(leader: number): number[] {
  return livingProcesses().flatMap((each) => (each.leader === leader ? [each.pid] : []));
}

/** The child of a process that has at most one. */
export function onlyChild(parent: number): number | undefined {
  return allPids().find((pid) => processStat(pid)?.parent === parent);
}

/**
 * Ids of the living processes that were started with `variable=value` in their environment, except for this
 * process and its ancestors.
 */
export function processesMarked(variable: string, value: string): number[] {
  const ours = new Set<number>();
  for (let pid: number | undefined = process.pid; pid; pid = processStat(pid)?.parent) ours.add(pid);
  return livingProcesses().flatMap(({ pid }) =>
    !ours.has(pid) && environmentOf(pid).includes(`${variable}=${value}`) ? [pid] : [],
  );
}
