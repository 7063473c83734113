/**
 * Sends what is typed in the order it is typed: one request at a time, with all that was typed meanwhile in
 * the next.
 */
export class KeySender {
  readonly #send: (text: string) => Promise<void>;
  #waiting = '';
  #sending = false;

  constructor(send: (text: string) => Promise<void>) {
    this.#send = send;
  }

  async push(text: string): Promise<void> {
    this.#waiting += text;
    if (this.#sending) return;
    this.#sending = true;
    while (this.#waiting !== '') {
      const next = this.#waiting;
      this.#waiting = '';
      await this.#send(next);
    }
    this.#sending = false;
  }
}
