import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cgroup } from '../../kernel/cgroup.ts';
import type { Moment } from '../../kernel/moment.ts';
import type { ProcessFacts } from '../../kernel/processes.ts';
import { endTimeoutMs, goneEveryMs, sessionOomScore } from '../../limits.ts';
import { membersOf, startedSince } from './members.ts';

/** All processes of one session, which its shell and whatever that started are. */
export class SessionProcesses {
  readonly #name: string | undefined;
  readonly cgroup: Cgroup | undefined;
  #shell: number | undefined;
  /** All had ended, and nobody was taken in since. */
  #isEmpty = true;

  constructor({ name, cgroup }: { name?: string; cgroup?: Cgroup | undefined } = {}) {
    this.#name = name;
    this.cgroup = cgroup;
  }

  /** Takes in a shell that was just started. */
  adopt(shell: number): void {
    this.#shell = shell;
    this.#isEmpty = false;
    this.cgroup?.add(shell);
    preferAsVictim(shell);
  }

  members(): ProcessFacts[] {
    return membersOf({ name: this.#name, leader: this.#shell, pids: this.cgroup?.pids });
  }

  /** Members that were started since, the shell and what earlier ones start aside. */
  since(moment: Moment): ProcessFacts[] {
    return startedSince(this.members(), moment, this.#shell ?? 0);
  }

  /**
   * Kills until none is left. Then the shell's process number, which names its terminal session, may become
   * somebody else's.
   */
  async end(): Promise<boolean> {
    // In a closed cgroup nobody could start another unseen.
    if (this.#isEmpty && this.cgroup) return true;
    const shell = this.#shell;
    const ended = await this.#kill(() => this.members());
    if (!ended || this.#shell !== shell) return ended;
    this.#shell = undefined;
    this.#isEmpty = true;
    return true;
  }

  async endSince(moment: Moment): Promise<boolean> {
    return this.#kill(() => this.since(moment));
  }

  /** All but the shell. */
  async endStarted(): Promise<boolean> {
    return this.#kill(() => this.members().filter(({ pid }) => pid !== this.#shell));
  }

  async #kill(victims: () => readonly ProcessFacts[]): Promise<boolean> {
    return killAll(victims, this.cgroup);
  }
}

/**
 * Kills until there is nobody left, `false` where that takes too long. A cgroup is closed meanwhile, so that
 * forks do not outrun it, and has room for others afterwards.
 */
export async function killAll(
  victims: () => readonly ProcessFacts[],
  cgroup: Cgroup | undefined,
): Promise<boolean> {
  const until = performance.now() + endTimeoutMs;
  let left = victims();
  if (left.length === 0) return true;
  cgroup?.setClosed(true);
  try {
    for (let pauseMs = 2; left.length > 0 && performance.now() < until; left = victims()) {
      signalAll(
        left.map(({ pid }) => pid),
        'SIGKILL',
      );
      await pause(pauseMs);
      pauseMs = Math.min(2 * pauseMs, goneEveryMs);
    }
    while (cgroup?.hasRoom === false && performance.now() < until) await pause(goneEveryMs);
    return left.length === 0;
  } finally {
    cgroup?.setClosed(false);
  }
}

export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

/** When the machine's memory ends, a step goes before the runner does (proc(5), oom_score_adj). */
function preferAsVictim(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, String(sessionOomScore));
  } catch {
    // It ended already, or this machine's kernel has no such file.
  }
}
