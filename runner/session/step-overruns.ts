import type { Cgroup } from '../kernel/cgroup.ts';
import { OverrunWatch } from '../shell/containment/overrun-watch.ts';
import type { Overrun } from './explain-step.ts';

interface StepOverrunsOptions {
  readonly cgroup: Cgroup | undefined;
  /** Ends all that the session has started, but the shell. */
  readonly endProcesses: () => Promise<void>;
  /**
   * Called when programs that this step, the last one, left running started too many processes and were
   * ended.
   */
  readonly onLeftRunning: (step: string) => void;
}

type Activity =
  | { readonly is: 'new' }
  | { readonly is: 'running'; readonly step: string; hasOverrun: boolean }
  | { readonly is: 'between'; readonly lastStep: string };

/** Finds the step that started more processes, or needed more memory, than a session may have. */
export class StepOverruns {
  readonly #options: StepOverrunsOptions;
  readonly #watch: OverrunWatch;
  #activity: Activity = { is: 'new' };

  constructor(options: StepOverrunsOptions) {
    this.#options = options;
    this.#watch = new OverrunWatch(options.cgroup, () => this.#tooManyProcesses());
  }

  stepBegins(step: string): void {
    this.#activity = { is: 'running', step, hasOverrun: false };
  }

  stepEnded(step: string): void {
    this.#activity = { is: 'between', lastStep: step };
  }

  /** The limit that the running step has reached, if any. `startedMs`: its start, in `performance.now()`. */
  cause(startedMs: number): Overrun | undefined {
    if (this.#activity.is === 'running' && this.#activity.hasOverrun) return 'processes';
    return this.#watch.hasMemoryEnded(startedMs) ? 'memory' : undefined;
  }

  end(): void {
    this.#watch.end();
  }

  /** Makes the running step fail. If no step runs, the last step left the processes running. */
  async #tooManyProcesses(): Promise<void> {
    const activity = this.#activity;
    if (activity.is === 'running') activity.hasOverrun = true;
    await this.#options.endProcesses();
    if (activity.is === 'between') this.#options.onLeftRunning(activity.lastStep);
  }
}
