/**
 * Takes what is ours out of the beginning of a command's output, in chunks cut anywhere: the line that bash was given, where a
 * terminal was left echoing, and bash's own word that it sources the file, where it traces (`set -x`).
 */
export class Preamble {
  readonly #echo: string;
  readonly #trace: string;
  #open: boolean;
  #held = '';
  #echoed = false;

  /** `trace` is what the end of such a line looks like. Empty: none is to be expected. */
  constructor({ echo, trace }: { echo: string; trace: string }) {
    this.#echo = echo;
    this.#trace = trace;
    this.#open = echo !== '' || trace !== '';
  }

  /** Whether the terminal echoed. */
  get echoed(): boolean {
    return this.#echoed;
  }

  push(text: string): string {
    if (!this.#open) return text;
    this.#held += text;
    if (this.#echo !== '' && !this.#echoed) {
      if (this.#echo.startsWith(this.#held)) return '';
      const [newline] = this.#held.startsWith(this.#echo) ? (echoedNewline.exec(this.#held.slice(this.#echo.length)) ?? []) : [];
      this.#echoed = newline !== undefined;
      if (newline !== undefined) this.#held = this.#held.slice(this.#echo.length + newline.length);
    }
    const end = this.#trace === '' ? -1 : this.#held.indexOf('\n');
    if (this.#trace !== '' && end < 0 && this.#held.length < longestTrace) return '';
    if (end >= 0 && this.#held.slice(0, end).trimEnd().endsWith(this.#trace)) this.#held = this.#held.slice(end + 1);
    this.#open = false;
    return this.rest();
  }

  /** What is still held back when there comes no more. */
  rest(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }
}

const longestTrace = 1000;
/** As a terminal echoes it, and as a raw one does. */
const echoedNewline = /^(?:\r?\n|\^J)/;
