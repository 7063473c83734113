import { Terminal } from '@xterm/xterm';
import styles from '@xterm/xterm/css/xterm.css?inline';
import { aroundSecondScreen, toSecondScreen } from '../../guide/text/control-sequences.ts';
import { element } from '../elements.ts';
import { columns, fullRows } from './size.ts';
import { terminalTheme } from './theme.ts';

const fewestRows = 4;
const fontSizePx = 13;
const scrollbackLines = 5000;

export interface ScreenEvents {
  /** The reader typed or pasted text while the screen had the focus. */
  readonly onKeys: (text: string) => void;
  readonly onLeave: () => void;
  /** A program switched to the whole screen, or back. */
  readonly onFullScreen: (full: boolean) => void;
}

/** Text is written in pieces of this length, so that much output does not block the page. */
const pieceChars = 4096;

/**
 * The session's terminal, drawn by xterm.js. It has as many rows as fit. A program that uses the whole screen
 * gets all rows of the pseudo-terminal.
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
    inShadowTree(this.root, this.#place);
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

  /**
   * Shows the screen. The caller must add `root` to the page first, because the screen takes its font and
   * colours from the styles of `root`.
   */
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

  /** Whether a program uses the whole screen. */
  get full(): boolean {
    return this.#full;
  }

  write(text: string): void {
    for (const part of text.split(aroundSecondScreen).flatMap(piecesOf))
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
    if (toSecondScreen.test(part)) this.#setFull(true);
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
   * The browser keeps the keys that copy a selection and those that leave the terminal. Escape leaves it too,
   * unless a program uses the whole screen.
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
 * Puts the screen into a shadow tree. Otherwise the browser would evaluate all `:has()` rules of the page
 * again for each row that xterm.js changes.
 */
function inShadowTree(root: HTMLElement, place: HTMLElement): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${styles}\n.place { block-size: 100%; }`);
  const tree = root.attachShadow({ mode: 'open' });
  tree.adoptedStyleSheets = [sheet];
  tree.append(place);
}
