import { outputLimitChars } from '../limits.ts';

/** A command's output as it is kept: the beginning, and of what goes beyond the limit the exact length. */
export class Transcript {
  readonly #onText: (text: string) => void;
  #text = '';
  #dropped = 0;

  /** `onText` gets what is kept, as it comes. */
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

  /** Says what was dropped. */
  end(): void {
    if (this.#dropped > 0)
      this.#keep(
        `\n[guiderail: ${this.#dropped} more characters were dropped, behind the first ${outputLimitChars}]\n`,
      );
  }

  #keep(text: string): void {
    if (text === '') return;
    this.#text += text;
    this.#onText(text);
  }
}
