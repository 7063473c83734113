/** The files that a process is reading at this moment (proc(5), /proc/PID/task/TID/syscall). */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Number of the system call `read` on this machine (Linux, syscall(2)). */
const readCall = process.arch === 'x64' ? '0' : '63';

/** Paths of the files that threads of the process are reading at this moment. */
export function filesBeingRead(pid: number): string[] {
  return threadsOf(pid).flatMap((thread) => fileReadBy(pid, thread) ?? []);
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function fileReadBy(pid: number, thread: string): string | undefined {
  try {
    const [call, descriptor] = readFileSync(`/proc/${pid}/task/${thread}/syscall`, 'utf8').split(' ');
    return call === readCall ? readlinkSync(`/proc/${pid}/fd/${Number(descriptor)}`) : undefined;
  } catch {
    return undefined;
  }
}
