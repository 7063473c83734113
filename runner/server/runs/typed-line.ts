import { readingState } from '../../../src/guide/command/bash.ts';
import { messageOf, NotOursError } from '../../errors.ts';

/** `hides-text`: the line runs, and its command hides typed text, such as a password. */
type TypedLineState = 'runs' | 'hides-text' | 'ended';

export interface TypedLineEvents {
  onState(state: TypedLineState): void;
  onError(message: string): void;
}

/** The line that was typed in a session's terminal and that runs now. Only one line runs at a time. */
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

  /** Resolves when no typed line runs. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /** Call it when the running command begins or stops hiding typed text. */
  hide(isHidden: boolean): void {
    if (this.running) this.#events.onState(isHidden ? 'hides-text' : 'runs');
  }

  run(make: (signal: AbortSignal) => Promise<void>): void {
    const controller = new AbortController();
    this.#controller = controller;
    this.#events.onState('runs');
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
    this.#events.onState('ended');
  }
}

/**
 * Why bash would read more lines before it runs the typed ones; `undefined` if it would run them. With two
 * empty lines at the end, the reader asks to run them anyway.
 */
export function whyUnfinished(text: string): string | undefined {
  if (text.endsWith('\n\n')) return undefined;
  const reading = readingState(text);
  return reading.state === 'unfinished' ? reading.why : undefined;
}
