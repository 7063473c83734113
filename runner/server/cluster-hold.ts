import { RunnerLease } from '../cluster/lease/runner-lease.ts';
import type { Target } from '../cluster/target.ts';
import { LeaseLostError } from '../errors.ts';

/**
 * A server's Lease of its cluster: taken before the first write, given back when nothing is left that another
 * runner could disturb.
 */
export class ClusterHold {
  #lease: RunnerLease | undefined;
  /** One thing at a time: what was asked for last comes last. */
  #working: Promise<unknown> = Promise.resolve();

  /**
   * Called before a step or a typed line. Like `confirm`, but takes a lost Lease again. Throws a BusyError
   * that names another runner at work.
   */
  take(target: Target): Promise<void> {
    return this.#after(async () => {
      if (await this.#isConfirmed()) return;
      this.#lease = await RunnerLease.take(target, 'serve');
    });
  }

  /**
   * Called before each command that writes. Throws a NotOursError if the cluster was replaced or the Lease is
   * lost.
   */
  confirm(target: Target): Promise<void> {
    return this.#after(async () => {
      if (this.#lease) await this.#lease.confirm();
      else this.#lease = await RunnerLease.take(target, 'serve');
    });
  }

  letGo(): Promise<void> {
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
