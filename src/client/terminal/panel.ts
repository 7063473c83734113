import { terminalUi } from '../../strings/terminal.ts';
import type { RunnerApi } from '../connection/runner-api.ts';
import { button, element } from '../elements.ts';
import { KeySender } from './key-sender.ts';
import { type LineAnswer, LineInput } from './line-input.ts';
import { Screen } from './screen.ts';

/** What the session's shell runs. `hidden`: the running command hides typed text, such as a password. */
export type ShellWork =
  | { readonly at: 'nothing' }
  | { readonly at: 'typed'; readonly hidden: boolean }
  | { readonly at: 'step'; readonly ordinal: number; readonly hidden: boolean };

export interface PanelOptions {
  readonly api: Pick<RunnerApi, 'line' | 'keys'>;
  readonly close: () => void;
  /** Gives the focus back to the button that opened the panel. */
  readonly leave: () => void;
}

/** The terminal at the foot of the page: the screen of the session and the field for commands. */
export class TerminalPanel {
  readonly root: HTMLElement;
  readonly #api: PanelOptions['api'];
  readonly #screen: Screen;
  readonly #line: LineInput;
  readonly #keys: KeySender;
  #work: ShellWork = { at: 'nothing' };
  #refused = '';

  constructor({ api, close, leave }: PanelOptions) {
    this.#api = api;
    this.#keys = new KeySender(async (text) => {
      this.#refused = (await api.keys(text)) ?? '';
      this.#showLine();
    });
    this.#screen = new Screen(terminalUi.screen, {
      onKeys: (text) => this.#typedOnScreen(text),
      onLeave: leave,
      onFullScreen: (full) => this.#setFull(full),
    });
    this.#line = new LineInput({
      onLine: (text) => this.#send(text),
      onControl: (char) => this.#work.at !== 'nothing' && void this.#keys.push(char),
      onLeave: leave,
    });
    const head = element(
      'div',
      { class: 'dock-head' },
      element('h2', { id: 'dock-title' }, terminalUi.title),
      element('span', { class: 'dock-hint' }, terminalUi.hint),
      button(terminalUi.close, { action: 'terminal-close', press: close }),
    );
    this.root = element(
      'section',
      { class: 'terminal-dock terminal not-content', 'aria-labelledby': 'dock-title' },
      head,
      this.#screen.root,
      this.#line.root,
    );
  }

  /** Shows the terminal. The caller must add `root` to the page first. */
  open(): void {
    this.#screen.open();
    this.#showLine();
  }

  focus(): void {
    if (this.#screen.full) this.#screen.focus();
    else this.#line.focus();
  }

  write(text: string): void {
    if (text !== '') this.#screen.write(text);
  }

  clear(): void {
    this.#screen.clear();
  }

  update(work: ShellWork): void {
    if (work.at !== this.#work.at) this.#refused = '';
    this.#work = work;
    this.#showLine();
  }

  async #send(text: string): Promise<LineAnswer> {
    if (this.#work.at !== 'nothing') {
      this.#refused = '';
      await this.#keys.push(`${text}\n`);
      return this.#refused === '' ? 'sent' : { refused: this.#refused };
    }
    const refused = await this.#api.line(text);
    if (!refused) return 'run';
    return refused.code === 'unfinished' ? 'unfinished' : { refused: refused.message };
  }

  /** A running command gets every key. Otherwise text goes into the field, and other keys only focus it. */
  #typedOnScreen(text: string): void {
    if (this.#work.at !== 'nothing') void this.#keys.push(text);
    else if (!/^[\u0000-\u001f\u007f]/.test(text)) this.#line.insert(text);
    else this.#line.focus();
  }

  #setFull(full: boolean): void {
    const hadFocus = this.root.contains(document.activeElement);
    this.root.toggleAttribute('data-full', full);
    if (hadFocus) this.focus();
  }

  #showLine(): void {
    const hidden = this.#work.at !== 'nothing' && this.#work.hidden;
    this.#line.update({
      running: this.#work.at !== 'nothing',
      hidden,
      note: this.#refused || noteOf(this.#work),
    });
  }
}

function noteOf(work: ShellWork): string {
  switch (work.at) {
    case 'nothing':
      return '';
    case 'typed':
      return terminalUi.typedRuns;
    case 'step':
      return terminalUi.stepRuns(work.ordinal);
  }
}
