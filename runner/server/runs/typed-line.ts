import { readingState } from '../../../src/guide/command/bash.ts';
import { messageOf, NotOursError } from '../../errors.ts';

export interface TypedLineEvents {
  /** `isHidden`: the line hides typed text, such as a password. */
  onRunning(running: boolean, isHidden: boolean): void;
  onError(message: string): void;
}

/** The line typed in a session's terminal that the shell is at, one at a time. */
export class TypedLine {
  readonly #events: TypedLineEvents;
  #controller: AbortController | undefined;
  #settled: Promise<void> = Promise.resolve();

  constructor(events: TypedLineEvents) {
    this.#events = events;
  }

  get running(): boolean {
    return this.#controller !== undefined;
  }

  /** Resolves when nothing typed runs. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /** The running line begins or stops hiding typed text. */
  hide(isHidden: boolean): void {
    if (this.running) this.#events.onRunning(true, isHidden);
  }

  run(make: (signal: AbortSignal) => Promise<void>): void {
    const controller = new AbortController();
    this.#controller = controller;
    this.#events.onRunning(true, false);
    this.#settled = this.#finish(make, controller.signal);
  }

  stop(): void {
    this.#controller?.abort();
  }

  async #finish(make: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await make(signal);
    } catch (error) {
      this.#events.onError(
        error instanceof NotOursError ? `${error.message} The line was not run.` : messageOf(error),
      );
    }
    this.#controller = undefined;
    this.#events.onRunning(false, false);
  }
}

/**
 * Why bash would go on reading behind these lines. Two empty ones at the end say that it is to run them
 * whatever they are.
 */
export function whyUnfinished(text: string): string | undefined {
  if (text.endsWith('\n\n')) return undefined;
  const reading = readingState(text);
  return reading.state === 'unfinished' ? reading.why : undefined;
}
