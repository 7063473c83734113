import { outputLimitChars } from '../limits.ts';

/** Keeps the beginning of a command's output, up to the limit, and the length of the rest. */
export class Transcript {
  readonly #onText: (text: string) => void;
  #text = '';
  #dropped = 0;

  /** `onText` gets the kept part of each text at once. */
  constructor(onText: (text: string) => void) {
    this.#onText = onText;
  }

  get text(): string {
    return this.#text;
  }

  add(text: string): void {
    const kept = text.slice(0, outputLimitChars - this.#text.length);
    this.#dropped += text.length - kept.length;
    this.#keep(kept);
  }

  /** Adds a line about the dropped text. */
  end(): void {
    if (this.#dropped > 0)
      this.#keep(
        `\n[guiderail: ${this.#dropped} more characters were dropped, ` +
          `after the first ${outputLimitChars}]\n`,
      );
  }

  #keep(text: string): void {
    if (text === '') return;
    this.#text += text;
    this.#onText(text);
  }
}
