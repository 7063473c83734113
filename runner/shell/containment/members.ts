import { isSince, type Moment } from '../../kernel/moment.ts';
import type { ProcessStat } from '../../kernel/process-stat.ts';
import { livingProcesses } from '../../kernel/processes.ts';
import { CarriedVariable } from './carried-variable.ts';

/** Every process of a session has this environment variable, with the session's name as its value. */
export const sessionMark = 'GUIDERAIL_SESSION';

const marks = new CarriedVariable(sessionMark);

/** How we recognise the members of a session, or of all sessions of a runner. One of these is enough. */
export interface Marks {
  /** The value of `sessionMark`, or its beginning. */
  readonly name?: string | undefined;
  /** Leader of the terminal session. */
  readonly leader?: number | undefined;
  /** Ids of the members of the cgroup. */
  readonly pids?: ReadonlySet<number> | undefined;
}

/**
 * The living members and all their descendants, except for this process. No process leaves its session by
 * `setsid`, `nohup`, `disown` or a double fork.
 */
export function membersOf({ name, leader, pids }: Marks): ProcessStat[] {
  const all = livingProcesses().filter(({ pid }) => pid !== process.pid);
  marks.forgetAllBut(all);
  const isMarked = (each: ProcessStat) => name !== undefined && marks.valueIn(each)?.startsWith(name);
  const roots = all.filter((each) => pids?.has(each.pid) || each.leader === leader || isMarked(each));
  return withDescendants(roots, all);
}

/**
 * The members that started since `moment`, without descendants of earlier members: a process that an earlier
 * command left running may start others. All members descend from `shell`, so it does not count as one.
 */
export function startedSince(members: readonly ProcessStat[], moment: Moment, shell: number): ProcessStat[] {
  const before = members.filter((each) => !isSince(each, moment));
  const leftRunning = before.filter(({ pid }) => pid !== shell);
  const spared = new Set([...before, ...withDescendants(leftRunning, members)].map(({ pid }) => pid));
  return members.filter(({ pid }) => !spared.has(pid));
}

function withDescendants(roots: readonly ProcessStat[], all: readonly ProcessStat[]): ProcessStat[] {
  const found = new Map(roots.map((each) => [each.pid, each]));
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const each of all) if (found.has(each.parent)) found.set(each.pid, each);
  }
  return [...found.values()];
}
