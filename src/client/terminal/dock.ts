import { barUi } from '../../strings/bar.ts';
import type { RunnerApi } from '../connection/runner-api.ts';
import { button } from '../elements.ts';
import type { TerminalFeed } from './feed.ts';
import type { ShellWork, TerminalPanel } from './panel.ts';

/** Set while this tab has the terminal open: a reloaded page opens it again. */
const openKey = 'guiderail-terminal-open';

/** The button that opens the terminal. Its first press loads the panel and xterm.js. */
export class TerminalDock {
  readonly button: HTMLButtonElement;
  readonly #feed: TerminalFeed;
  readonly #api: RunnerApi;
  #loading: Promise<TerminalPanel> | undefined;
  /** The panel, once it is loaded. */
  #panel: TerminalPanel | undefined;
  #work: ShellWork = { at: 'nothing' };

  constructor(feed: TerminalFeed, api: RunnerApi) {
    this.#feed = feed;
    this.#api = api;
    this.button = button(barUi.terminal, { action: 'terminal', press: () => void this.#toggle() });
    this.button.ariaExpanded = 'false';
    if (sessionStorage.getItem(openKey)) void this.#open();
  }

  /** Shows the new text and the work of the shell in an open terminal. */
  update(work: ShellWork): void {
    this.#work = work;
    if (!this.#panel) return;
    const { text, startsOver } = this.#feed.read();
    if (startsOver) this.#panel.clear();
    this.#panel.write(text);
    this.#panel.update(work);
  }

  async #toggle(): Promise<void> {
    if (this.#panel && !this.#panel.root.hidden) this.#close();
    else (await this.#open()).focus();
  }

  async #open(): Promise<TerminalPanel> {
    sessionStorage.setItem(openKey, '1');
    this.button.ariaExpanded = 'true';
    this.#loading ??= this.#load();
    const panel = await this.#loading;
    show(panel, true);
    return panel;
  }

  async #load(): Promise<TerminalPanel> {
    const { TerminalPanel } = await import('./panel.ts');
    const panel = new TerminalPanel({
      api: this.#api,
      close: () => this.#close(),
      leave: () => this.button.focus(),
    });
    document.body.append(panel.root);
    panel.open();
    this.#panel = panel;
    this.update(this.#work);
    return panel;
  }

  #close(): void {
    sessionStorage.removeItem(openKey);
    this.button.ariaExpanded = 'false';
    if (this.#panel) show(this.#panel, false);
    this.button.focus();
  }
}

/** Shows or hides the panel. The attribute makes the page leave room for it. */
function show({ root }: TerminalPanel, open: boolean): void {
  root.hidden = !open;
  document.documentElement.toggleAttribute('data-terminal-open', open);
}
