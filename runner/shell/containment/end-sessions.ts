/**
 * Ends the processes of a killed runner's sessions and removes their other remains. This file is also a
 * program, which does so for the runner whose prefix is its argument.
 */
import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { Cgroup, runnerCgroups } from '../../kernel/cgroup.ts';
import { environmentOf } from '../../kernel/environment.ts';
import { livingProcesses } from '../../kernel/processes.ts';
import { killAll } from './kill-all.ts';
import { membersOf, sessionMark } from './members.ts';
import { orphanedPrefix, orphanedSessions, sessionFolders, sessionNames } from './session-folder.ts';

/** Ends all processes of a runner's sessions, and removes their cgroups and private folders. */
export async function endSessions(prefix: string): Promise<void> {
  const cgroup = Cgroup.ofRunner(prefix);
  await killAll(() => membersOf({ name: `${prefix}-`, pids: cgroup.pids }), cgroup);
  for (const folder of sessionFolders(`${prefix}-`)) rmSync(folder, { recursive: true, force: true });
  await cgroup.remove();
}

/** Prefixes of the runners that have ended and left something of their sessions. */
export function orphanedRunners(): string[] {
  const marks = livingProcesses().flatMap(({ pid }) =>
    environmentOf(pid).filter((entry) => entry.startsWith(`${sessionMark}=`)),
  );
  const names = [
    ...orphanedSessions().map((folder) => basename(folder)),
    ...runnerCgroups(sessionNames),
    ...marks.map((entry) => entry.slice(sessionMark.length + 1)),
  ];
  return [...new Set(names.flatMap((name) => orphanedPrefix(name) ?? []))];
}

/**
 * The remains of the sessions of ended runners, for people: the private folders, and the prefixes of runners
 * that left only processes or cgroups.
 */
export function orphans(): string[] {
  const folders = orphanedSessions();
  return [
    ...folders,
    ...orphanedRunners().filter((prefix) => !folders.some((folder) => folder.includes(`${prefix}-`))),
  ];
}

if (import.meta.main) await endSessions(process.argv[2] as string);
