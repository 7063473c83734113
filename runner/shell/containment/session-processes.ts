import { writeFileSync } from 'node:fs';
import type { Cgroup } from '../../kernel/cgroup.ts';
import type { Moment } from '../../kernel/moment.ts';
import type { ProcessStat } from '../../kernel/process-stat.ts';
import { sessionOomScore } from '../../limits.ts';
import { killAll } from './kill-all.ts';
import { membersOf, startedSince } from './members.ts';

/** All processes of one session: its shell, and all that the shell has started. */
export class SessionProcesses {
  readonly #name: string | undefined;
  readonly cgroup: Cgroup | undefined;
  #shell: number | undefined;
  /** All members have ended, and none was added since. */
  #isEmpty = true;

  constructor({ name, cgroup }: { name?: string; cgroup?: Cgroup | undefined } = {}) {
    this.#name = name;
    this.cgroup = cgroup;
  }

  /** Adds a shell that was just started. */
  adopt(shell: number): void {
    this.#shell = shell;
    this.#isEmpty = false;
    this.cgroup?.add(shell);
    preferAsVictim(shell);
  }

  members(): ProcessStat[] {
    return membersOf({ name: this.#name, leader: this.#shell, pids: this.cgroup?.pids });
  }

  /** The members that started since, except for the shell and descendants of earlier members. */
  since(moment: Moment): ProcessStat[] {
    return startedSince(this.members(), moment, this.#shell ?? 0);
  }

  /**
   * Kills all members; returns `false` if that takes too long. Afterwards the pid of the shell does not
   * identify the terminal session any more, because the kernel may give it to another process.
   */
  async end(): Promise<boolean> {
    // No member of a cgroup can start a process that we do not see.
    if (this.#isEmpty && this.cgroup) return true;
    const shell = this.#shell;
    const ended = await killAll(() => this.members(), this.cgroup);
    if (!ended || this.#shell !== shell) return ended;
    this.#shell = undefined;
    this.#isEmpty = true;
    return true;
  }

  /** Kills the members that `since` returns; returns `false` if that takes too long. */
  async endSince(moment: Moment): Promise<boolean> {
    return killAll(() => this.since(moment), this.cgroup);
  }

  /** Kills all members but the shell; returns `false` if that takes too long. */
  async endStarted(): Promise<boolean> {
    return killAll(() => this.members().filter(({ pid }) => pid !== this.#shell), this.cgroup);
  }
}

/**
 * If the machine runs out of memory, the kernel ends this process before the runner (proc(5), oom_score_adj).
 */
function preferAsVictim(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, String(sessionOomScore));
  } catch {
    // The process has ended, or this kernel has no such file.
  }
}
