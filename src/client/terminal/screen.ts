import { Terminal } from '@xterm/xterm';
import styles from '@xterm/xterm/css/xterm.css?inline';
import { element } from '../elements.ts';
import { columns, fullRows } from './size.ts';
import { terminalTheme } from './theme.ts';

const fewestRows = 4;
const fontSizePx = 13;
const scrollbackLines = 5000;

export interface ScreenEvents {
  /** What was typed or pasted while the screen has the focus. */
  readonly onKeys: (text: string) => void;
  readonly onLeave: () => void;
  /** A program took the whole screen, or gave it back. */
  readonly onFullScreen: (full: boolean) => void;
}

/** Where a program takes the whole screen (`h`) and gives it back (`l`): xterm's "alternate screen". */
const takes = /\u001b\[\?(?:\d+;)*(?:47|1047|1049)h/;
/** Characters that xterm.js takes in at once: a burst must not block the page. */
const pieceChars = 4096;
const switches = /(?=\u001b\[\?(?:47|1047|1049)h)|(?<=\u001b\[\?(?:47|1047|1049)l)/;

/**
 * The session's terminal in xterm.js. It has as many rows as fit; a program that takes the whole screen gets
 * all of the pseudo-terminal's.
 */
export class Screen {
  readonly root = element('div', { class: 'dock-screen' });
  readonly #place = element('div', { class: 'place' });
  readonly #events: ScreenEvents;
  readonly #terminal: Terminal;
  #written: Promise<void> = Promise.resolve();
  #full = false;

  constructor(label: string, events: ScreenEvents) {
    this.#events = events;
    inOwnTree(this.root, this.#place);
    this.#terminal = new Terminal({
      cols: columns,
      rows: fewestRows,
      scrollback: scrollbackLines,
      screenReaderMode: true,
      cursorInactiveStyle: 'none',
      fontSize: fontSizePx,
      lineHeight: 1.2,
      minimumContrastRatio: 4.5,
    });
    this.#terminal.onData(events.onKeys);
    this.#terminal.attachCustomKeyEventHandler((event) => this.#isForTerminal(event));
    Terminal.strings.promptLabel = label;
  }

  /** To be called once its root is in the page: what it looks like comes from there. */
  open(): void {
    const { fontFamily } = getComputedStyle(this.root);
    const useTheme = () => {
      this.#terminal.options.theme = terminalTheme(this.root);
    };
    this.#terminal.options.fontFamily = fontFamily;
    useTheme();
    this.#terminal.open(this.#place);
    new MutationObserver(useTheme).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    new ResizeObserver(() => this.#fit()).observe(this.root);
    this.#fit();
  }

  /** Whether a program has taken the whole screen. */
  get full(): boolean {
    return this.#full;
  }

  write(text: string): void {
    for (const part of text.split(switches).flatMap(piecesOf))
      this.#written = this.#written.then(() => this.#writePart(part));
  }

  clear(): void {
    this.#written = this.#written.then(() => {
      this.#setFull(false);
      this.#terminal.reset();
    });
  }

  focus(): void {
    this.#terminal.focus();
  }

  async #writePart(part: string): Promise<void> {
    if (takes.test(part)) this.#setFull(true);
    await new Promise<void>((resolve) => this.#terminal.write(part, resolve));
    this.#setFull(this.#terminal.buffer.active.type === 'alternate');
  }

  #setFull(full: boolean): void {
    if (this.#full === full) return;
    this.#full = full;
    this.#fit();
    this.#events.onFullScreen(full);
  }

  #fit(): void {
    const screen = this.#place.querySelector('.xterm-screen');
    const rowPx = screen && screen.clientHeight / this.#terminal.rows;
    if (!rowPx) return;
    const rows = this.#full ? fullRows : Math.max(fewestRows, Math.floor(this.root.clientHeight / rowPx));
    if (rows !== this.#terminal.rows) this.#terminal.resize(columns, rows);
  }

  /**
   * Keys that stay with the browser: copying, and those that lead out. Escape belongs to a program that has
   * taken the screen.
   */
  #isForTerminal(event: KeyboardEvent): boolean {
    if (event.key === 'Tab' && event.shiftKey) return false;
    if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && this.#terminal.hasSelection())
      return false;
    if (event.key !== 'Escape' || this.#full) return true;
    if (event.type === 'keydown') this.#events.onLeave();
    return false;
  }
}

function piecesOf(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / pieceChars) }, (_, at) =>
    text.slice(at * pieceChars, (at + 1) * pieceChars),
  );
}

/**
 * A tree of its own: each row that xterm.js changes would else make the browser ask every `:has()` of the
 * page's style sheets anew.
 */
function inOwnTree(root: HTMLElement, place: HTMLElement): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${styles}\n.place { block-size: 100%; }`);
  const tree = root.attachShadow({ mode: 'open' });
  tree.adoptedStyleSheets = [sheet];
  tree.append(place);
}
