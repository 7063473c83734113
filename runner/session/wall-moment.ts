/**
 * A moment that we compare with times of the cluster's clock. Somebody may set the clock of this machine
 * meanwhile, and the cluster's clock may follow or not. So we use the earlier of two answers: what our clock
 * said at the moment, and what it says now less the time that has passed.
 */
export class WallMoment {
  readonly #wallMs = Date.now();
  readonly #ms = performance.now();

  /** Milliseconds since 1970. */
  get earliestMs(): number {
    return Math.min(this.#wallMs, Date.now() - (performance.now() - this.#ms));
  }
}
