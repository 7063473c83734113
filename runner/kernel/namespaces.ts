/** The scope of a pid: the boot of the machine, and the process namespace in it (pid_namespaces(7)). */
import { readFileSync, readlinkSync } from 'node:fs';
import { statusLine } from './status-line.ts';

/** A new random id at each boot of the machine. */
export function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/** Names the process namespace of this process, such as `pid:[4026531836]`. */
export function ownPidNamespace(): string {
  return readlinkSync('/proc/self/ns/pid');
}

/**
 * Whether a process is the first one of a process namespace below ours. When it ends, the kernel ends all
 * processes of that namespace.
 */
export function isNamespaceInit(pid: number): boolean {
  const numbers = statusLine(`/proc/${pid}/status`, 'NSpid')?.split(/\s+/) ?? [];
  return numbers.length > 1 && numbers.at(-1) === '1';
}
