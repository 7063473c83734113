import { readFileSync } from 'node:fs';
import { livingProcesses } from '../../../runner/kernel/processes.ts';

let count = 0;

/** A number of seconds that no other test sleeps for: how its sleepers are known. */
export function ownSeconds(): string {
  count += 1;
  return `${process.pid}${String(count).padStart(3, '0')}`;
}

/** Living processes that were started with `word` among their arguments. */
export function livingWith(word: string): number[] {
  return livingProcesses().flatMap(({ pid }) => (argumentsOf(pid).includes(word) ? [pid] : []));
}

function argumentsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
