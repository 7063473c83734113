/** Browsers give a hidden tab no frames: it is drawn after this time instead. */
const hiddenTabMs = 500;

/** Draws the page with the browser's next frame, once for any number of requests. */
export class FrameTimer {
  readonly #draw: () => void;
  /** Id of the frame or the timeout; 0 if none is pending. */
  #pending = 0;

  constructor(draw: () => void) {
    this.#draw = draw;
    document.addEventListener('visibilitychange', () => this.#pending && this.#run());
  }

  request(): void {
    const run = () => this.#run();
    this.#pending ||= document.hidden ? window.setTimeout(run, hiddenTabMs) : requestAnimationFrame(run);
  }

  #run(): void {
    this.#pending = 0;
    this.#draw();
  }
}
