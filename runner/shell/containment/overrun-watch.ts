import type { Cgroup } from '../../kernel/cgroup.ts';
import { overrunPollMs } from '../../limits.ts';

/** Sees when a session's cgroup had to refuse a member something. */
export class OverrunWatch {
  readonly #cgroup: Cgroup | undefined;
  readonly #onProcesses: () => Promise<void>;
  readonly #timer: NodeJS.Timeout | undefined;
  #seen = { processes: 0, memory: 0 };
  #memoryEndedMs = Number.NEGATIVE_INFINITY;
  #isHandled = false;

  /**
   * `onProcesses` deals with it that a member was refused a further process; what is refused meanwhile is the
   * same case.
   */
  constructor(cgroup: Cgroup | undefined, onProcesses: () => Promise<void>) {
    this.#cgroup = cgroup;
    this.#onProcesses = onProcesses;
    this.#timer = cgroup && setInterval(() => this.#look(), overrunPollMs).unref();
  }

  /** Whether the kernel ended a member for want of memory since then, in `performance.now()`. */
  hasMemoryEnded(sinceMs: number): boolean {
    this.#look();
    return this.#memoryEndedMs >= sinceMs;
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    if (!this.#cgroup) return;
    const before = this.#seen;
    this.#seen = this.#cgroup.overruns;
    if (this.#seen.memory > before.memory) this.#memoryEndedMs = performance.now();
    if (this.#seen.processes > before.processes && !this.#isHandled) void this.#handle(this.#cgroup);
  }

  async #handle(cgroup: Cgroup): Promise<void> {
    this.#isHandled = true;
    await this.#onProcesses();
    this.#seen = { ...this.#seen, processes: cgroup.overruns.processes };
    this.#isHandled = false;
  }
}
