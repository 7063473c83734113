import { RunnerLease } from '../../cluster/lease/runner-lease.ts';
import type { Target } from '../../cluster/target.ts';
import { LeaseLostError } from '../../errors.ts';

/**
 * The server's Lease of its cluster. The server takes it before the first write, and releases it when nothing
 * is under way and nothing has to be cleaned up.
 */
export class ServerLease {
  #lease: RunnerLease | undefined;
  /** Calls are done one at a time, in the order in which they came. */
  #working: Promise<unknown> = Promise.resolve();

  /**
   * Call it before a step or a typed line that writes. It is like `confirm`, but takes a lost Lease again.
   * Throws a BusyError that names the other runner if the Lease is taken.
   */
  take(target: Target): Promise<void> {
    return this.#after(async () => {
      if (await this.#isConfirmed()) return;
      this.#lease = await RunnerLease.take(target, 'serve');
    });
  }

  /**
   * Call it before each command that writes. Throws a NotOursError if the cluster was replaced or the Lease
   * is lost.
   */
  confirm(target: Target): Promise<void> {
    return this.#after(async () => {
      if (this.#lease) await this.#lease.confirm();
      else this.#lease = await RunnerLease.take(target, 'serve');
    });
  }

  release(): Promise<void> {
    return this.#after(async () => {
      const lease = this.#lease;
      this.#lease = undefined;
      await lease?.release();
    });
  }

  async #isConfirmed(): Promise<boolean> {
    if (!this.#lease) return false;
    try {
      await this.#lease.confirm();
      return true;
    } catch (error) {
      if (!(error instanceof LeaseLostError)) throw error;
      await this.#lease.release();
      this.#lease = undefined;
      return false;
    }
  }

  #after(work: () => Promise<void>): Promise<void> {
    const done = this.#working.then(work);
    this.#working = done.catch(() => {});
    return done;
  }
}
