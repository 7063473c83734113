/**
 * The output of background jobs between two commands. The screen shows it at once; the next command gets it
 * as the beginning of its output, as at a terminal.
 */
export class LateOutput {
  /** Does nothing before the first prompt, because the terminal shows only our own text until then. */
  onScreen: (text: string) => void = () => {};
  #text = '';

  saw(text: string): void {
    this.#text += text;
    if (text !== '') this.onScreen(text);
  }

  /** Returns the text that the next command gets, once. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }
}
