import { readFileSync } from 'node:fs';
import { livingProcesses } from '../../../runner/kernel/processes.ts';

let count = 0;

/**
 * A number of seconds for `sleep` that no other test uses. With it, a test finds the processes that its own
 * commands started.
 */
export function uniqueSeconds(): string {
  count += 1;
  return `${process.pid}${String(count).padStart(3, '0')}`;
}

/** The living processes that have `word` among their arguments. */
export function processesWith(word: string): number[] {
  return livingProcesses().flatMap(({ pid }) => (argumentsOf(pid).includes(word) ? [pid] : []));
}

/** Empty if the process has ended. */
export function argumentsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
  } catch {
    return [];
  }
}
