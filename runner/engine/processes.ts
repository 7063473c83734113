import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the processes in the terminal session that `leader` leads (proc(5), field 6 of /proc/PID/stat), itself included. */
export function processesOfSession(leader: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => sessionOf(pid) === leader);
}

/** When a process started, in clock ticks since boot (field 22); `undefined` when it is gone. */
export function startTimeOf(pid: number): number | undefined {
  return statField(pid, 22);
}

function sessionOf(pid: number): number | undefined {
  return statField(pid, 6);
}

/** A field of /proc/PID/stat, counted from 1 as proc(5) does; the second, the name, may hold blanks and brackets. */
function statField(pid: number, field: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[field - 3]);
  } catch {
    return undefined;
  }
}
