import { terminalUi } from '../../strings/terminal.ts';
import { button, element, show } from '../elements.ts';
import { LineHistory } from './line-history.ts';

/**
 * What happened to a line: the shell runs it (`run`), the running command received it (`sent`), the command
 * goes on in the next line (`unfinished`), or the runner refused it.
 */
export type LineAnswer = 'run' | 'sent' | 'unfinished' | { readonly refused: string };

export interface LineEvents {
  readonly onLine: (text: string) => Promise<LineAnswer>;
  /** Ctrl-C, and Ctrl-D on an empty line. */
  readonly onControl: (char: string) => void;
  readonly onLeave: () => void;
}

const interrupt = '\u0003';
const endOfInput = '\u0004';

/**
 * The field below the screen: the reader edits a whole line and then sends it. While the running command
 * hides typed text, it is a password field. The history keeps only lines that the shell ran.
 */
export class LineInput {
  readonly root: HTMLElement;
  readonly #plain = element('textarea', {
    rows: '1',
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
    enterkeyhint: 'send',
  });
  readonly #secret = element('input', {
    type: 'password',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'send',
    hidden: '',
  });
  readonly #prompt = element('span', { class: 'dock-prompt', 'aria-hidden': 'true' }, '$');
  readonly #interrupt: HTMLButtonElement;
  readonly #note = element('p', { class: 'dock-note', role: 'status' });
  readonly #events: LineEvents;
  readonly #history = new LineHistory();

  constructor(events: LineEvents) {
    this.#events = events;
    this.#interrupt = button(terminalUi.interrupt, {
      action: 'interrupt',
      press: () => events.onControl(interrupt),
    });
    this.#interrupt.hidden = true;
    this.#plain.setAttribute('autocorrect', 'off');
    for (const field of [this.#plain, this.#secret]) field.onkeydown = (event) => this.#onKey(event);
    this.root = element(
      'div',
      { class: 'dock-line' },
      this.#prompt,
      this.#plain,
      this.#secret,
      this.#interrupt,
      this.#note,
    );
  }

  focus(): void {
    this.#active.focus();
  }

  /** Inserts text at the cursor and gives the field the focus. */
  insert(text: string): void {
    this.focus();
    this.#plain.setRangeText(text, this.#plain.selectionStart, this.#plain.selectionEnd, 'end');
  }

  /** The field that is shown. */
  get #active(): HTMLTextAreaElement | HTMLInputElement {
    return this.#secret.hidden ? this.#plain : this.#secret;
  }

  /**
   * `running`: typed text goes to a running command. `hidden`: the command hides typed text. `note`: says
   * what runs.
   */
  update({ running, hidden, note }: { running: boolean; hidden: boolean; note: string }): void {
    const label = hidden ? terminalUi.toHidden : running ? terminalUi.toCommand : terminalUi.command;
    if (this.#active.ariaLabel === label && this.#note.textContent === note) return;
    this.#hide(hidden);
    this.#active.ariaLabel = label;
    this.#active.placeholder = label;
    this.#prompt.textContent = running ? '›' : '$';
    show(this.#interrupt, running, this.#active);
    this.#note.textContent = note;
  }

  /**
   * Shows the password field or the plain one. Typed text may move into the password field, never out of it.
   */
  #hide(hidden: boolean): void {
    if (hidden !== this.#secret.hidden) return;
    if (hidden) this.#secret.value = this.#plain.value;
    const [shown, other] = hidden ? [this.#secret, this.#plain] : [this.#plain, this.#secret];
    show(shown, true);
    show(other, false, shown);
    other.value = '';
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const field = this.#active;
    if (event.key === 'Enter' && !event.shiftKey) this.#handle(event, () => this.#submit());
    else if (event.key === 'Escape') this.#handle(event, this.#events.onLeave);
    else if (event.key === 'c' && event.ctrlKey && field.selectionStart === field.selectionEnd)
      this.#handle(event, () => this.#cancel());
    else if (event.key === 'd' && event.ctrlKey && field.value === '')
      this.#handle(event, () => this.#events.onControl(endOfInput));
    else if (event.key === 'ArrowUp' && this.#mayRecall()) this.#handle(event, () => this.#recall(-1));
    else if (event.key === 'ArrowDown' && this.#mayRecall()) this.#handle(event, () => this.#recall(1));
  }

  #handle(event: KeyboardEvent, act: () => void): void {
    event.preventDefault();
    act();
  }

  async #submit(): Promise<void> {
    const field = this.#active;
    const text = field.value;
    // A password must not stay in the field until the answer comes.
    if (field === this.#secret) field.value = '';
    const answer = await this.#events.onLine(text);
    if (answer === 'run' || answer === 'sent') {
      if (answer === 'run' && text.trim() !== '') this.#history.add(text);
      if (field.value === text) field.value = '';
    } else if (answer === 'unfinished') {
      this.#plain.setRangeText('\n', this.#plain.value.length, this.#plain.value.length, 'end');
      this.#note.textContent = terminalUi.unfinished;
    } else this.#note.textContent = answer.refused;
  }

  #cancel(): void {
    this.#active.value = '';
    this.#events.onControl(interrupt);
  }

  #recall(by: -1 | 1): void {
    const line = this.#history.go(by, this.#plain.value);
    if (line === undefined) return;
    this.#plain.value = line;
    this.#plain.setSelectionRange(line.length, line.length);
  }

  #mayRecall(): boolean {
    return this.#secret.hidden && !this.#plain.value.includes('\n');
  }
}
