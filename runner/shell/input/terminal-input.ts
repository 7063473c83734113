import { terminalInputBytes, terminalInputRetryMs } from '../../limits.ts';

/**
 * A bounded queue of typed text that the terminal has not taken yet. A terminal holds a few kilobytes of
 * unread text; a blocking write of more would stop the whole runner. So we write what fits, and the rest
 * waits here.
 */
export class TerminalInput {
  readonly #write: (bytes: Buffer) => number;
  #waiting: Buffer = Buffer.alloc(0);
  #retry: NodeJS.Timeout | undefined;

  /** `write` returns the number of bytes that the terminal took: 0 while it is full. */
  constructor(write: (bytes: Buffer) => number) {
    this.#write = write;
  }

  /** Whether something waits. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Queues the whole text; or none of it, and returns `false`, if there is no room. */
  push(text: string): boolean {
    const bytes = Buffer.from(text);
    if (this.#waiting.length + bytes.length > terminalInputBytes) return false;
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    this.#flush();
    return true;
  }

  /** Drops the waiting text. */
  drop(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#waiting = Buffer.alloc(0);
  }

  #flush(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    while (this.isWaiting) {
      const taken = this.#write(this.#waiting);
      if (taken === 0) break;
      this.#waiting = this.#waiting.subarray(taken);
    }
    // We poll: Node cannot watch the descriptor for room, since it already watches it for reading.
    if (this.isWaiting) this.#retry = setTimeout(() => this.#flush(), terminalInputRetryMs);
  }
}
