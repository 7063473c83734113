import { AnsiReader } from './ansi.ts';
import { element, show } from './elements.ts';
import type { CommandState } from './state.ts';
import { runUi } from '../strings.ts';

/** Characters written in one frame: a burst of output must not block the page. */
const frameBudget = 48_000;

/** The real output of one command, in the place of what the page prints until there is one. */
export class OutputView {
  #printed: HTMLElement | null;
  #box: HTMLElement;
  #text: HTMLPreElement;
  #ansi = new AnsiReader();
  #revision = -1;
  #written = 0;

  constructor(entry: HTMLElement, label: string) {
    this.#printed = entry.querySelector('[data-printed]');
    this.#text = element('pre', { tabindex: '0', role: 'group', 'aria-label': label });
    this.#box = element('div', { class: 'output', 'data-output': '', hidden: '' }, this.#text);
    entry.append(this.#box);
  }

  /** Brings the text up to date; `true` when more is left for the next frame. */
  update(command: CommandState | undefined): boolean {
    const started = command !== undefined && (command.output !== '' || command.result !== undefined);
    if (this.#printed) show(this.#printed, !started);
    show(this.#box, started && (command.output !== '' || this.#printed !== null));
    if (!command) {
      this.#clear(-1);
      return false;
    }
    if (command.revision !== this.#revision) this.#clear(command.revision);
    const atEnd = this.#text.scrollTop + this.#text.clientHeight >= this.#text.scrollHeight - 4;
    const chunk = command.output.slice(this.#written, this.#written + frameBudget);
    if (chunk !== '') this.#append(chunk);
    else if (command.result && command.output === '' && this.#text.childNodes.length === 0) {
      this.#text.append(element('span', { class: 'quiet' }, runUi.noOutput));
    }
    if (atEnd && !command.result) this.#text.scrollTop = this.#text.scrollHeight;
    return this.#written < command.output.length;
  }

  #append(chunk: string): void {
    this.#written += chunk.length;
    const spans = this.#ansi.read(chunk).map(({ text, classes }) => (classes === '' ? text : element('span', { class: classes }, text)));
    this.#text.append(...spans);
  }

  #clear(revision: number): void {
    this.#revision = revision;
    if (this.#written === 0 && this.#text.childNodes.length === 0) return;
    this.#written = 0;
    this.#ansi = new AnsiReader();
    this.#text.replaceChildren();
  }
}
