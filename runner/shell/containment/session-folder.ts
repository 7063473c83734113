import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startTimeOf } from '../../kernel/processes.ts';

/** How the name of everything begins that belongs to a session. */
export const sessionNames = 'guiderail-session-';

/**
 * What a runner's sessions are named by: its process and that one's start time, so that a recycled process id
 * is not taken for it.
 */
export function sessionPrefix(pid: number): string {
  return `${sessionNames}${pid}-${startTimeOf(pid) ?? 0}`;
}

/** The prefix in a session's name, where the runner it belongs to is gone. */
export function orphanedPrefix(name: string): string | undefined {
  const found = new RegExp(`^${sessionNames}(\\d+)-(\\d+)`).exec(name);
  return found && String(startTimeOf(Number(found[1]))) !== found[2] ? found[0] : undefined;
}

/** Private folders of the sessions of one runner, or of all. */
export function sessionFolders(prefix: string): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(tmpdir(), name));
}

/** Session folders of processes that are gone. */
export function orphanedSessions(): string[] {
  return sessionFolders(sessionNames).filter((folder) => orphanedPrefix(basename(folder)) !== undefined);
}
