import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startTimeOf } from '../../kernel/process-stat.ts';

/** The beginning of the names of all folders and cgroups of sessions. */
export const sessionNames = 'guiderail-session-';

/**
 * The beginning of the names of a runner's sessions. It has the runner's pid and its start time, because the
 * kernel gives the pid of an ended process to another one.
 */
export function sessionPrefix(pid: number): string {
  return `${sessionNames}${pid}-${startTimeOf(pid) ?? 0}`;
}

/** The prefix of a session's name if its runner has ended; `undefined` if not. */
export function orphanedPrefix(name: string): string | undefined {
  const found = new RegExp(`^${sessionNames}(\\d+)-(\\d+)`).exec(name);
  return found && String(startTimeOf(Number(found[1]))) !== found[2] ? found[0] : undefined;
}

/** Private folders of the sessions whose names begin with `prefix`. */
export function sessionFolders(prefix: string): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(tmpdir(), name));
}

/** Private folders of sessions whose runner has ended. */
export function orphanedSessions(): string[] {
  return sessionFolders(sessionNames).filter((folder) => orphanedPrefix(basename(folder)) !== undefined);
}
