import { terminalUi } from '../../strings.ts';
import { button, element, show } from '../elements.ts';
import { LineHistory } from './line-history.ts';

/** What becomes of a line: taken, to be gone on with, or refused with a sentence. */
export type LineAnswer = 'taken' | 'unfinished' | { readonly refused: string };

export interface LineEvents {
  readonly onLine: (text: string) => Promise<LineAnswer>;
  /** Ctrl-C, and Ctrl-D on an empty line. */
  readonly onControl: (char: string) => void;
  readonly onLeave: () => void;
}

const interrupt = '\u0003';
const endOfInput = '\u0004';

/** The line below the screen: a whole line is typed, edited and sent at once. */
export class LineInput {
  readonly root: HTMLElement;
  readonly #field = element('textarea', { rows: '1', spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', enterkeyhint: 'send' });
  readonly #prompt = element('span', { class: 'dock-prompt', 'aria-hidden': 'true' }, '$');
  readonly #interrupt: HTMLButtonElement;
  readonly #note = element('p', { class: 'dock-note', role: 'status' });
  readonly #events: LineEvents;
  readonly #history = new LineHistory();

  constructor(events: LineEvents) {
    this.#events = events;
    this.#interrupt = button(terminalUi.interrupt, { action: 'interrupt', press: () => events.onControl(interrupt) });
    this.#interrupt.hidden = true;
    this.#field.setAttribute('autocorrect', 'off');
    this.#field.onkeydown = (event) => this.#onKey(event);
    this.root = element('div', { class: 'dock-line' }, this.#prompt, this.#field, this.#interrupt, this.#note);
  }

  focus(): void {
    this.#field.focus();
  }

  /** Types into it from elsewhere. */
  insert(text: string): void {
    this.focus();
    this.#field.setRangeText(text, this.#field.selectionStart, this.#field.selectionEnd, 'end');
  }

  /** Whether what is typed goes to a command that runs; `note` says what is under way. */
  update({ running, note }: { running: boolean; note: string }): void {
    const label = running ? terminalUi.toCommand : terminalUi.command;
    if (this.#field.ariaLabel === label && this.#note.textContent === note) return;
    this.#field.ariaLabel = label;
    this.#field.placeholder = label;
    this.#prompt.textContent = running ? '›' : '$';
    show(this.#interrupt, running, this.#field);
    this.#note.textContent = note;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) this.#take(event, () => this.#submit());
    else if (event.key === 'Escape') this.#take(event, this.#events.onLeave);
    else if (event.key === 'c' && event.ctrlKey && this.#field.selectionStart === this.#field.selectionEnd) this.#take(event, () => this.#cancel());
    else if (event.key === 'd' && event.ctrlKey && this.#field.value === '') this.#take(event, () => this.#events.onControl(endOfInput));
    else if (event.key === 'ArrowUp' && this.#isOneLine()) this.#take(event, () => this.#recall(-1));
    else if (event.key === 'ArrowDown' && this.#isOneLine()) this.#take(event, () => this.#recall(1));
  }

  #take(event: KeyboardEvent, act: () => void): void {
    event.preventDefault();
    act();
  }

  async #submit(): Promise<void> {
    const text = this.#field.value;
    const answer = await this.#events.onLine(text);
    if (answer === 'taken') {
      if (text.trim() !== '') this.#history.add(text);
      if (this.#field.value === text) this.#field.value = '';
    } else if (answer === 'unfinished') {
      this.#field.setRangeText('\n', this.#field.value.length, this.#field.value.length, 'end');
      this.#note.textContent = terminalUi.unfinished;
    } else this.#note.textContent = answer.refused;
  }

  #cancel(): void {
    this.#field.value = '';
    this.#events.onControl(interrupt);
  }

  #recall(by: -1 | 1): void {
    const line = this.#history.go(by, this.#field.value);
    if (line === undefined) return;
    this.#field.value = line;
    this.#field.setSelectionRange(line.length, line.length);
  }

  #isOneLine(): boolean {
    return !this.#field.value.includes('\n');
  }
}
