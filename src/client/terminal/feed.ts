import type { RunnerEvent } from '../../guide/protocol.ts';
import { runUi } from '../../strings/run-interface.ts';
import type { PageState } from '../state/page-state.ts';

/** A terminal that is opened late shows this much of the past. The runner keeps the same amount. */
const limitChars = 512 * 1024;

/** Collects the text of the session's terminal until the terminal on the page reads it. */
export class TerminalFeed {
  #parts: string[] = [];
  #chars = 0;
  /** Characters that the session's terminal has printed, including those that did not arrive here. */
  #printed = 0;
  #startsOver = true;

  /** `before` and `after` are the states of the page around the event: they show whether the event is new. */
  take(
    event: RunnerEvent,
    { before, after, guide }: { before: PageState; after: PageState; guide: string | undefined },
  ): void {
    if (
      after.epoch !== before.epoch ||
      (event.type === 'session' && event.guide === guide && event.state.state === 'none')
    )
      this.#clear();
    if (event.type !== 'terminal' || event.guide !== guide || event.seq <= before.seq) return;
    const { from = this.#printed } = event;
    const text =
      from > this.#printed ? `${runUi.terminalGap(from - this.#printed)}${event.text}` : event.text;
    this.#printed = from + event.text.length;
    this.#parts.push(text);
    this.#chars += text.length;
    while (this.#chars > limitChars && this.#parts.length > 1)
      this.#chars -= this.#parts.shift()?.length ?? 0;
  }

  /** Returns the text since the last call. `startsOver`: the terminal must be cleared first. */
  read(): { readonly text: string; readonly startsOver: boolean } {
    const news = { text: this.#parts.join(''), startsOver: this.#startsOver };
    this.#parts = [];
    this.#chars = 0;
    this.#startsOver = false;
    return news;
  }

  #clear(): void {
    this.#parts = [];
    this.#chars = 0;
    this.#printed = 0;
    this.#startsOver = true;
  }
}
