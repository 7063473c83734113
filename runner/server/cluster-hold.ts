import { RunnerLease } from '../target/runner-lease.ts';
import type { Target } from '../target/target.ts';

/** A server's Lease of its cluster: taken before the first write, given back when nothing is left that another runner could disturb. */
export class ClusterHold {
  #lease: RunnerLease | undefined;
  /** One thing at a time: what was asked for last comes last. */
  #working: Promise<unknown> = Promise.resolve();

  /** Throws a BusyError that names another runner at work. */
  take(target: Target): Promise<void> {
    return this.#after(async () => {
      if (this.#lease && !this.#lease.isLost) return;
      this.#lease = await RunnerLease.take(target, 'serve');
    });
  }

  letGo(): Promise<void> {
    return this.#after(async () => {
      const lease = this.#lease;
      this.#lease = undefined;
      await lease?.release();
    });
  }

  #after(work: () => Promise<void>): Promise<void> {
    const done = this.#working.then(work);
    this.#working = done.catch(() => {});
    return done;
  }
}
