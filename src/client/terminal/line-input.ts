import { terminalUi } from '../../strings.ts';
import { button, element, show } from '../elements.ts';
import { LineHistory } from './line-history.ts';

/**
 * What happened to a line: the shell runs it (`taken`), the running command got it (`sent`), bash wants more
 * of it (`unfinished`), or it was refused.
 */
export type LineAnswer = 'taken' | 'sent' | 'unfinished' | { readonly refused: string };

export interface LineEvents {
  readonly onLine: (text: string) => Promise<LineAnswer>;
  /** Ctrl-C, and Ctrl-D on an empty line. */
  readonly onControl: (char: string) => void;
  readonly onLeave: () => void;
}

const interrupt = '\u0003';
const endOfInput = '\u0004';

/**
 * The line below the screen: the reader edits a whole line, then sends it. It is a password field while the
 * running command hides typed text. The history keeps only lines that the shell ran.
 */
export class LineInput {
  readonly root: HTMLElement;
  readonly #field = element('textarea', {
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
    this.#field.setAttribute('autocorrect', 'off');
    for (const field of [this.#field, this.#secret]) field.onkeydown = (event) => this.#onKey(event);
    this.root = element(
      'div',
      { class: 'dock-line' },
      this.#prompt,
      this.#field,
      this.#secret,
      this.#interrupt,
      this.#note,
    );
  }

  focus(): void {
    this.#typedIn.focus();
  }

  /** Types into it from elsewhere. */
  insert(text: string): void {
    this.focus();
    this.#field.setRangeText(text, this.#field.selectionStart, this.#field.selectionEnd, 'end');
  }

  get #typedIn(): HTMLTextAreaElement | HTMLInputElement {
    return this.#secret.hidden ? this.#field : this.#secret;
  }

  /**
   * `running`: typed text goes to a running command; `hidden`: that command hides it; `note` tells the reader
   * what runs.
   */
  update({ running, hidden, note }: { running: boolean; hidden: boolean; note: string }): void {
    const label = hidden ? terminalUi.toHidden : running ? terminalUi.toCommand : terminalUi.command;
    if (this.#typedIn.ariaLabel === label && this.#note.textContent === note) return;
    this.#hide(hidden);
    this.#typedIn.ariaLabel = label;
    this.#typedIn.placeholder = label;
    this.#prompt.textContent = running ? '›' : '$';
    show(this.#interrupt, running, this.#typedIn);
    this.#note.textContent = note;
  }

  /**
   * Shows either the password field or the ordinary one. Typed text moves into the password field, never out
   * of it.
   */
  #hide(hidden: boolean): void {
    if (hidden !== this.#secret.hidden) return;
    if (hidden) this.#secret.value = this.#field.value;
    const [shown, gone] = hidden ? [this.#secret, this.#field] : [this.#field, this.#secret];
    show(shown, true);
    show(gone, false, shown);
    gone.value = '';
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const field = this.#typedIn;
    if (event.key === 'Enter' && !event.shiftKey) this.#take(event, () => this.#submit());
    else if (event.key === 'Escape') this.#take(event, this.#events.onLeave);
    else if (event.key === 'c' && event.ctrlKey && field.selectionStart === field.selectionEnd)
      this.#take(event, () => this.#cancel());
    else if (event.key === 'd' && event.ctrlKey && field.value === '')
      this.#take(event, () => this.#events.onControl(endOfInput));
    else if (event.key === 'ArrowUp' && this.#mayRecall()) this.#take(event, () => this.#recall(-1));
    else if (event.key === 'ArrowDown' && this.#mayRecall()) this.#take(event, () => this.#recall(1));
  }

  #take(event: KeyboardEvent, act: () => void): void {
    event.preventDefault();
    act();
  }

  async #submit(): Promise<void> {
    const field = this.#typedIn;
    const text = field.value;
    // Clear the password before the answer comes: it must not wait in the field.
    if (field === this.#secret) field.value = '';
    const answer = await this.#events.onLine(text);
    if (answer === 'taken' || answer === 'sent') {
      if (answer === 'taken' && text.trim() !== '') this.#history.add(text);
      if (field.value === text) field.value = '';
    } else if (answer === 'unfinished') {
      this.#field.setRangeText('\n', this.#field.value.length, this.#field.value.length, 'end');
      this.#note.textContent = terminalUi.unfinished;
    } else this.#note.textContent = answer.refused;
  }

  #cancel(): void {
    this.#typedIn.value = '';
    this.#events.onControl(interrupt);
  }

  #recall(by: -1 | 1): void {
    const line = this.#history.go(by, this.#field.value);
    if (line === undefined) return;
    this.#field.value = line;
    this.#field.setSelectionRange(line.length, line.length);
  }

  #mayRecall(): boolean {
    return this.#secret.hidden && !this.#field.value.includes('\n');
  }
}
