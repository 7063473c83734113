import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTimeOf } from './processes.ts';

/** Session folders are named for their process and its start time, so that a recycled process id is not taken for it. */
export function sessionPrefix(pid: number): string {
  return `guiderail-session-${pid}-${startTimeOf(pid) ?? 0}-`;
}

/** Session folders of processes that are gone. */
export function orphanedSessions(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => {
      const found = /^guiderail-session-(\d+)-(\d+)-/.exec(name);
      return found !== null && String(startTimeOf(Number(found[1]))) !== found[2];
    })
    .map((name) => join(tmpdir(), name));
}
