/**
 * Ends what a runner that was killed left of its sessions. Run as a program, with the prefix of a runner's
 * sessions, it does so for that runner.
 */
import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { Cgroup, runnerCgroups } from '../../kernel/cgroup.ts';
import { environmentOf, livingProcesses } from '../../kernel/processes.ts';
import { membersOf, sessionMark } from './members.ts';
import { orphanedPrefix, orphanedSessions, sessionFolders, sessionNames } from './session-folder.ts';
import { killAll } from './session-processes.ts';

/** All processes, cgroups and private folders of a runner's sessions. */
export async function endSessions(prefix: string): Promise<void> {
  const cgroup = Cgroup.ofRunner(prefix);
  await killAll(() => membersOf({ name: `${prefix}-`, pids: cgroup.pids }), cgroup);
  for (const folder of sessionFolders(`${prefix}-`)) rmSync(folder, { recursive: true, force: true });
  await cgroup.remove();
}

/** Prefixes of runners that are gone and left something. */
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
 * What they left, for people: private folders, and the names of runners of whose sessions only processes or
 * cgroups are left.
 */
export function orphans(): string[] {
  const folders = orphanedSessions();
  return [
    ...folders,
    ...orphanedRunners().filter((prefix) => !folders.some((folder) => folder.includes(`${prefix}-`))),
  ];
}

if (import.meta.main) await endSessions(process.argv[2] as string);
