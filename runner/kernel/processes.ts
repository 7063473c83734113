import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

/** What proc(5) says of a process in /proc/PID/stat. */
export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  /** Leader of its terminal session. */
  readonly leader: number;
  /** Clock ticks from boot to its start: with the pid, this names one process for good. */
  readonly startTicks: number;
}

/** The facts of every living process. A zombie has ended, whether or not its parent has noticed. */
export function livingProcesses(): ProcessFacts[] {
  return readdirSync('/proc').flatMap((name) => {
    const facts = /^\d+$/.test(name) ? factsOf(Number(name)) : undefined;
    return facts ? [facts] : [];
  });
}

/** Ids of the living processes in the terminal session that `leader` leads, itself included. */
export function processesOfSession(leader: number): number[] {
  return livingProcesses().flatMap((each) => (each.leader === leader ? [each.pid] : []));
}

/** When a process started, in clock ticks since boot; `undefined` when it is gone. */
export function startTimeOf(pid: number): number | undefined {
  return factsOf(pid)?.startTicks;
}

/**
 * The environment that a process was started with, one `NAME=value` an entry; none where it may not be read,
 * or has no entry.
 */
export function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean);
  } catch {
    return [];
  }
}

/** Fields 3, 4, 6 and 22; the second, the name, may hold blanks and brackets. */
function factsOf(pid: number): ProcessFacts | undefined {
  const stat = readLine(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ', 20);
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return { pid, parent: Number(fields[1]), leader: Number(fields[3]), startTicks: Number(fields[19]) };
}

const line = Buffer.alloc(1024);

/** In one read, for hundreds of processes at a time: the line is shorter than the buffer. */
function readLine(file: string): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    return line.toString('latin1', 0, readSync(descriptor, line, 0, line.length, 0));
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
