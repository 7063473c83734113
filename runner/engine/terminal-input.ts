import { terminalInputBytes, terminalInputRetryMs } from '../limits.ts';

/**
 * What the reader has typed and the terminal has not taken yet. A terminal takes some kilobytes more than its programs have read; a
 * blocking write would wait for them and stop the whole runner. So a write takes what fits, and the rest waits in a bounded queue.
 */
export class TerminalInput {
  readonly #write: (bytes: Buffer) => number;
  #waiting: Buffer = Buffer.alloc(0);
  #retry: NodeJS.Timeout | undefined;

  /** `write` gives the number of bytes that the terminal took, 0 where it takes none at this moment. */
  constructor(write: (bytes: Buffer) => number) {
    this.#write = write;
  }

  /** Whether something waits. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** All of the text, or `false` and none of it where the queue has no room. */
  push(text: string): boolean {
    const bytes = Buffer.from(text);
    if (this.#waiting.length + bytes.length > terminalInputBytes) return false;
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    this.#flush();
    return true;
  }

  /** Forgets what waits. */
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
    // Node cannot watch this descriptor for room: the terminal's reading side has it already.
    if (this.isWaiting) this.#retry = setTimeout(() => this.#flush(), terminalInputRetryMs);
  }
}
