import type { Cgroup } from '../../kernel/cgroup.ts';
import { overrunPollMs } from '../../limits.ts';

/** Notices when a session reaches a limit of its cgroup. */
export class OverrunWatch {
  readonly #cgroup: Cgroup | undefined;
  readonly #onProcesses: () => Promise<void>;
  readonly #timer: NodeJS.Timeout | undefined;
  #seen = { processes: 0, memory: 0 };
  #memoryEndedMs = Number.NEGATIVE_INFINITY;
  #isHandling = false;

  /**
   * Calls `onProcesses` when the kernel has refused a member a process. Refusals until its promise settles do
   * not cause another call.
   */
  constructor(cgroup: Cgroup | undefined, onProcesses: () => Promise<void>) {
    this.#cgroup = cgroup;
    this.#onProcesses = onProcesses;
    this.#timer = cgroup && setInterval(() => this.#look(), overrunPollMs).unref();
  }

  /** Whether the kernel has ended a member for lack of memory since `sinceMs`, a `performance.now()`. */
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
    if (this.#seen.processes > before.processes && !this.#isHandling) void this.#handle(this.#cgroup);
  }

  async #handle(cgroup: Cgroup): Promise<void> {
    this.#isHandling = true;
    await this.#onProcesses();
    this.#seen = { ...this.#seen, processes: cgroup.overruns.processes };
    this.#isHandling = false;
  }
}
