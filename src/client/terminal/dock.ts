import { runUi } from '../../strings.ts';
import type { RunnerApi } from '../connection/runner-api.ts';
import { button } from '../elements.ts';
import type { TerminalFeed } from './feed.ts';
import type { ShellWork, TerminalPanel } from './panel.ts';

/** This tab had the terminal open: it opens it again when the page is loaded again. */
const openKey = 'guiderail-terminal-open';

/**
 * The button that opens the terminal. The panel behind it, and xterm.js with it, is loaded by the first
 * press.
 */
export class TerminalDock {
  readonly button: HTMLButtonElement;
  readonly #feed: TerminalFeed;
  readonly #api: RunnerApi;
  #panel: Promise<TerminalPanel> | undefined;
  #shown: TerminalPanel | undefined;
  #work: ShellWork = { at: 'nothing' };

  constructor(feed: TerminalFeed, api: RunnerApi) {
    this.#feed = feed;
    this.#api = api;
    this.button = button(runUi.terminal, { action: 'terminal', press: () => void this.#toggle() });
    this.button.ariaExpanded = 'false';
    if (sessionStorage.getItem(openKey)) void this.#open();
  }

  /** Brings an open terminal up to date. */
  update(work: ShellWork): void {
    this.#work = work;
    if (!this.#shown) return;
    const { text, begun } = this.#feed.read();
    if (begun) this.#shown.clear();
    this.#shown.write(text);
    this.#shown.update(work);
  }

  async #toggle(): Promise<void> {
    if (this.#shown && !this.#shown.root.hidden) this.#close();
    else (await this.#open()).focus();
  }

  async #open(): Promise<TerminalPanel> {
    sessionStorage.setItem(openKey, '1');
    this.button.ariaExpanded = 'true';
    this.#panel ??= this.#load();
    const panel = await this.#panel;
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
    this.#shown = panel;
    this.update(this.#work);
    return panel;
  }

  #close(): void {
    sessionStorage.removeItem(openKey);
    this.button.ariaExpanded = 'false';
    if (this.#shown) show(this.#shown, false);
    this.button.focus();
  }
}

/** The page leaves room for it. */
function show({ root }: TerminalPanel, open: boolean): void {
  root.hidden = !open;
  document.documentElement.toggleAttribute('data-terminal-open', open);
}
