import { markStart } from './mark.ts';

/** An answer of bash, and what the terminal showed before and after it. */
export interface Answer {
  readonly before: string;
  /** The answer without its mark. */
  readonly text: string;
  readonly after: string;
}

/** Listens to the terminal while the shell asks bash questions, each with a mark of its own. */
export class Answers {
  #seen = '';
  #isOver = false;
  #waiting: { readonly mark: string; readonly resolve: (answer: Answer | undefined) => void } | undefined;

  /** All that the terminal has shown meanwhile. */
  get seen(): string {
    return this.#seen;
  }

  /**
   * Settles with the answer that has this mark, or `undefined` if the shell ends. Only the last call counts.
   */
  to(mark: string): Promise<Answer | undefined> {
    if (this.#isOver) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#waiting = { mark, resolve };
    });
  }

  saw(text: string): void {
    this.#seen += text;
    if (!this.#waiting) return;
    const answer = answerIn(this.#seen, this.#waiting.mark);
    if (answer) this.#waiting.resolve(answer);
  }

  shellDied(): void {
    this.#isOver = true;
    this.#waiting?.resolve(undefined);
  }
}

/** Returns `undefined` until the whole answer has arrived. */
function answerIn(seen: string, mark: string): Answer | undefined {
  const start = seen.indexOf(`${markStart}${mark}`);
  if (start < 0) return undefined;
  const from = start + markStart.length + mark.length;
  const [whole, text] = /^([^\u0007]*)\u0007\r?\n/.exec(seen.slice(from)) ?? [];
  if (whole === undefined || text === undefined) return undefined;
  return { before: seen.slice(0, start), text, after: seen.slice(from + whole.length) };
}
