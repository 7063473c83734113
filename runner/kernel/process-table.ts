/** What /proc says of processes (proc(5)). Every question may come too late, and then the process is gone. */
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessStat {
  state: string;
  parent: number;
  /** Clock ticks from boot to its start: with the pid, this names one process for good. */
  startTicks: number;
}

export function parseStat(stat: string): ProcessStat {
  // The second field may hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0]!, parent: Number(fields[1]), startTicks: Number(fields[19]) };
}

export function processStat(pid: number): ProcessStat | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A zombie has ended, whether or not its parent has noticed. */
export function isAlive({ pid, startTicks }: { pid: number; startTicks: number }): boolean {
  const stat = processStat(pid);
  return stat !== undefined && stat.startTicks === startTicks && stat.state !== 'Z' && stat.state !== 'X';
}

export function allPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

export function onlyChild(parent: number): number | undefined {
  return allPids().find((pid) => processStat(pid)?.parent === parent);
}

/**
 * Living processes that were started with `variable=value` in their environment, this one and its ancestors
 * aside.
 */
export function processesMarked(variable: string, value: string): number[] {
  const ours = new Set<number>();
  for (let pid: number | undefined = process.pid; pid; pid = processStat(pid)?.parent) ours.add(pid);
  return allPids().filter(
    (pid) => !ours.has(pid) && !isZombie(pid) && environmentOf(pid).includes(`${variable}=${value}`),
  );
}

/**
 * Whether it is the first process of a process namespace below this one: with it ends all that is in there.
 */
export function isNamespaceInit(pid: number): boolean {
  try {
    const numbers =
      /^NSpid:\s+(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]?.split(/\s+/) ?? [];
    return numbers.length > 1 && numbers.at(-1) === '1';
  } catch {
    return false;
  }
}

function isZombie(pid: number): boolean {
  const state = processStat(pid)?.state;
  return state === undefined || state === 'Z' || state === 'X';
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

export function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
