import { readFileSync } from 'node:fs';

/**
 * The environment that a process was started with, each entry as `NAME=value` (proc(5), /proc/PID/environ).
 * Empty if the process has ended or we may not read its environment, and for a moment while it executes
 * another program.
 */
export function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean);
  } catch {
    return [];
  }
}
