/**
 * A moment that we compare with times of the cluster's clock. A user may set the clock of this machine
 * meanwhile, and the cluster's clock may follow or not. So we use the earlier of two times: the time that our
 * clock showed at the moment, and its present time minus the time that has passed.
 */
export class WallMoment {
  readonly #wallMs = Date.now();
  readonly #ms = performance.now();

  /** Milliseconds since 1970. */
  get earliestMs(): number {
    return Math.min(this.#wallMs, Date.now() - (performance.now() - this.#ms));
  }
}
