/**
 * A moment, to be compared with the times of others' clocks. This machine's may be set anew meanwhile, and
 * then theirs too or not: the earliest that either makes of it.
 */
export class WallMoment {
  readonly #wallMs = Date.now();
  readonly #ms = performance.now();

  /** Milliseconds since 1970. */
  get earliestMs(): number {
    return Math.min(this.#wallMs, Date.now() - (performance.now() - this.#ms));
  }
}
