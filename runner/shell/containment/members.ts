import { isSince, type Moment } from '../../kernel/moment.ts';
import { livingProcesses, type ProcessFacts } from '../../kernel/processes.ts';
import { CarriedVariable } from './carried-variable.ts';

/** In the environment of every process of a session, with the session's name. */
export const sessionMark = 'GUIDERAIL_SESSION';

const marks = new CarriedVariable(sessionMark);

/** How the members of a session, or of all sessions of a runner, are known: any one is enough. */
export interface Marks {
  /** The value of `sessionMark`, or how it begins. */
  readonly name?: string | undefined;
  /** Leader of the terminal session. */
  readonly leader?: number | undefined;
  /** Members of the cgroup. */
  readonly pids?: ReadonlySet<number> | undefined;
}

/**
 * The living members, and all that descends from one, this process aside: neither `setsid`, `nohup`, `disown`
 * nor a double fork leads out.
 */
export function membersOf({ name, leader, pids }: Marks): ProcessFacts[] {
  const all = livingProcesses().filter(({ pid }) => pid !== process.pid);
  marks.forgetAllBut(all);
  const isMarked = (each: ProcessFacts) => name !== undefined && marks.valueIn(each)?.startsWith(name);
  const roots = all.filter((each) => pids?.has(each.pid) || each.leader === leader || isMarked(each));
  return withDescendants(roots, all);
}

/**
 * Those of `members` that were started since, and not by one from before: what that starts belongs to it.
 * `shell` starts everything.
 */
export function startedSince(
  members: readonly ProcessFacts[],
  moment: Moment,
  shell: number,
): ProcessFacts[] {
  const before = members.filter((each) => !isSince(each, moment));
  const spared = new Set(
    [
      ...before,
      ...withDescendants(
        before.filter(({ pid }) => pid !== shell),
        members,
      ),
    ].map(({ pid }) => pid),
  );
  return members.filter(({ pid }) => !spared.has(pid));
}

function withDescendants(roots: readonly ProcessFacts[], all: readonly ProcessFacts[]): ProcessFacts[] {
  const found = new Map(roots.map((each) => [each.pid, each]));
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const each of all) if (found.has(each.parent)) found.set(each.pid, each);
  }
  return [...found.values()];
}
