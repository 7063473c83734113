/**
 * Removes bash's trace line for the sourced command file (`set -x`) from the beginning of a command's output,
 * in chunks cut anywhere.
 */
export class Preamble {
  readonly #trace: string;
  #open: boolean;
  #held = '';

  /** `trace`: the end of the trace line, without quotes. Empty: bash does not trace. */
  constructor(trace: string) {
    this.#trace = trace;
    this.#open = trace !== '';
  }

  push(text: string): string {
    if (!this.#open) return text;
    this.#held += text;
    const end = this.#held.indexOf('\n');
    if (end < 0 && this.#held.length < longestTrace) return '';
    if (end >= 0 && this.#held.slice(0, end).trimEnd().replace(/'$/, '').endsWith(this.#trace))
      this.#held = this.#held.slice(end + 1);
    this.#open = false;
    return this.rest();
  }

  /** Returns the text that is held back, at the end of the output. */
  rest(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }
}

/** The longest trace line, in characters. A longer first line is no trace line. */
const longestTrace = 1000;
