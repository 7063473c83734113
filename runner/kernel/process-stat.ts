/**
 * The state of one process, from /proc/PID/stat (proc(5)). A process may end at any time before we read it.
 */
import { closeSync, openSync, readSync } from 'node:fs';

export interface ProcessStat {
  readonly pid: number;
  /** The program's file name, at most 15 characters of it. */
  readonly name: string;
  /** One letter: `R` running, `S` sleeping, `T` stopped, `Z` zombie, `X` dead. */
  readonly state: string;
  readonly parent: number;
  /** The leader of the terminal session of the process. */
  readonly leader: number;
  /** The device number of the controlling terminal; 0 if the process has none. */
  readonly terminal: number;
  /** The clock ticks from boot to the start of the process. With the pid, they identify a process. */
  readonly startTicks: number;
}

/** The identity of a process. The kernel gives the pid of an ended process to another one. */
export type ProcessIdentity = Pick<ProcessStat, 'pid' | 'startTicks'>;

/** Parses the fields 1 to 4, 6, 7 and 22. The second one, the name, may contain blanks and brackets. */
export function parseStat(stat: string): ProcessStat {
  const nameEnd = stat.lastIndexOf(')');
  const fields = stat.slice(nameEnd + 2).split(' ', 20);
  return {
    pid: Number.parseInt(stat, 10),
    name: stat.slice(stat.indexOf('(') + 1, nameEnd),
    state: fields[0]!,
    parent: Number(fields[1]),
    leader: Number(fields[3]),
    terminal: Number(fields[4]),
    startTicks: Number(fields[19]),
  };
}

/** Returns `undefined` if there is no such process. A zombie has a state. */
export function processStat(pid: number): ProcessStat | undefined {
  const line = readLine(`/proc/${pid}/stat`);
  return line === undefined ? undefined : parseStat(line);
}

/** The same, but `undefined` for a zombie: it has ended, whether or not its parent has noticed. */
export function livingStat(pid: number): ProcessStat | undefined {
  const stat = processStat(pid);
  return stat === undefined || stat.state === 'Z' || stat.state === 'X' ? undefined : stat;
}

/** Whether this very process still lives, and not another one with its pid. */
export function isAlive({ pid, startTicks }: ProcessIdentity): boolean {
  const stat = livingStat(pid);
  return stat !== undefined && stat.startTicks === startTicks;
}

/** When a living process started, in clock ticks since boot; `undefined` if it has ended. */
export function startTimeOf(pid: number): number | undefined {
  return livingStat(pid)?.startTicks;
}

const buffer = Buffer.alloc(1024);

/**
 * Reads the line with one call, because we read hundreds of them at a time. It is shorter than the buffer.
 */
function readLine(file: string): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, 0));
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
