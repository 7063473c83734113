import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { processesOfSession } from '../../kernel/processes.ts';

/** Number of the system call `read` on this machine (Linux, syscall(2)). */
const readCall = process.arch === 'x64' ? '0' : '63';

/**
 * Whether a process in the terminal session that `leader` leads is inside a `read` of the terminal (proc(5),
 * /proc/PID/syscall).
 */
export function readsTerminal(leader: number): boolean {
  return processesOfSession(leader).some((pid) => threadsOf(pid).some((thread) => isReading(pid, thread)));
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function isReading(pid: number, thread: string): boolean {
  try {
    const [call, descriptor] = readFileSync(`/proc/${pid}/task/${thread}/syscall`, 'utf8').split(' ');
    return (
      call === readCall &&
      /^\/dev\/(?:pts\/\d+|tty)$/.test(readlinkSync(`/proc/${pid}/fd/${Number(descriptor)}`))
    );
  } catch {
    return false;
  }
}
