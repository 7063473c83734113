/** Sends typed keys in order: one request at a time. The next request has all that was typed meanwhile. */
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
