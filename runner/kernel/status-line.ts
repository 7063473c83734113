import { readFileSync } from 'node:fs';

/**
 * The value of a line `NAME: value` in one of the kernel's files, such as /proc/PID/status and /proc/meminfo
 * (proc(5)). `undefined` if the file or the line is not there.
 */
export function statusLine(file: string, name: string): string | undefined {
  try {
    const line = readFileSync(file, 'utf8')
      .split('\n')
      .find((each) => each.startsWith(`${name}:`));
    return line?.slice(name.length + 1).trim();
  } catch {
    return undefined;
  }
}

/** The same in bytes, for a value that the kernel writes in kB; NaN if it is not there. */
export function statusBytes(file: string, name: string): number {
  return Number.parseInt(statusLine(file, name) ?? '', 10) * 1024;
}
