import type { RunnerEvent } from '../../guide/protocol.ts';
import { runUi } from '../../strings.ts';
import type { PageState } from '../state/page-state.ts';

/** What somebody who opens the terminal late still sees; the runner keeps no more either. */
const limitChars = 512 * 1024;

/** The text of the session's terminal as it comes from the runner, until it is taken to be shown. */
export class TerminalFeed {
  #parts: string[] = [];
  #chars = 0;
  /** Characters that the session's terminal has shown, those that were missed among them. */
  #seen = 0;
  #begun = true;

  /** `before` and `after` are the page's states around the event, which tell whether it is news. */
  take(event: RunnerEvent, before: PageState, after: PageState, guide: string | undefined): void {
    if (
      after.epoch !== before.epoch ||
      (event.type === 'session' && event.guide === guide && event.state.state === 'none')
    )
      this.#startOver();
    if (event.type !== 'terminal' || event.guide !== guide || event.seq <= before.seq) return;
    const { from = this.#seen } = event;
    const text = from > this.#seen ? `${runUi.terminalGap(from - this.#seen)}${event.text}` : event.text;
    this.#seen = from + event.text.length;
    this.#parts.push(text);
    this.#chars += text.length;
    while (this.#chars > limitChars && this.#parts.length > 1)
      this.#chars -= this.#parts.shift()?.length ?? 0;
  }

  /** What has come since it was taken last; `begun`: what was shown before is gone. */
  read(): { readonly text: string; readonly begun: boolean } {
    const news = { text: this.#parts.join(''), begun: this.#begun };
    this.#parts = [];
    this.#chars = 0;
    this.#begun = false;
    return news;
  }

  #startOver(): void {
    this.#parts = [];
    this.#chars = 0;
    this.#seen = 0;
    this.#begun = true;
  }
}
