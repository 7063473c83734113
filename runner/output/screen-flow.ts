import { counted } from '../../src/guide/text/counted.ts';
import { screenBurstChars, screenCharsPerMs, screenEveryMs } from '../limits.ts';
import { escape } from './control-reader.ts';

/**
 * Lets text flow to a screen as somebody could look at it: what comes in close succession goes out together,
 * and of what floods it for long only the end each time, with the number of characters before it. Its parts
 * are whole control sequences; so are those that it gives out.
 */
export class ScreenFlow {
  readonly #onText: (text: string) => void;
  #waiting = '';
  #dropped = 0;
  /** Whether the first or the second screen is drawn on, where that was told in what was dropped. */
  #lastSwitch = '';
  #lastMs = Number.NEGATIVE_INFINITY;
  /** How much may go out at `#lastMs`; it grows from then on. */
  #room = screenBurstChars;
  #timer: NodeJS.Timeout | undefined;

  constructor(onText: (text: string) => void) {
    this.#onText = onText;
  }

  push(text: string): void {
    this.#waiting += text;
    if (this.#waiting.length > 2 * screenBurstChars) this.#dropTo(screenBurstChars);
    const waitMs = this.#lastMs + screenEveryMs - performance.now();
    if (waitMs <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), waitMs);
  }

  /** Gives out what waits, now. */
  flush(): void {
    const now = performance.now();
    const room = Math.min(screenBurstChars, this.#room + (now - this.#lastMs) * screenCharsPerMs);
    if (this.#waiting.length > room) this.#dropTo(room);
    this.#room = room - this.#waiting.length;
    this.#lastMs = now;
    const gap =
      this.#dropped === 0
        ? ''
        : `${this.#lastSwitch}\r\n${escape}[0;90m# ` +
          `${counted(this.#dropped, 'character is', 'characters are')} not shown${escape}[0m\r\n`;
    const text = gap + this.#waiting;
    this.end();
    if (text !== '') this.#onText(text);
  }

  /** Forgets what waits. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = '';
    this.#dropped = 0;
    this.#lastSwitch = '';
  }

  #dropTo(chars: number): void {
    const cut = placeToCut(this.#waiting, this.#waiting.length - Math.floor(chars));
    this.#lastSwitch = this.#waiting.slice(0, cut).match(screenSwitch)?.at(-1) ?? this.#lastSwitch;
    this.#dropped += cut;
    this.#waiting = this.#waiting.slice(cut);
  }
}

/** At the begin of a line if there is one, else at least not inside a control sequence or a character. */
function placeToCut(text: string, from: number): number {
  const line = text.indexOf('\n', from - 1) + 1;
  if (line > 0) return line;
  const start = text.lastIndexOf(escape, from);
  const [sequence = ''] =
    start < 0
      ? []
      : (/^\u001b(?:\[[^@-~]*[@-~]|[ -/]*.)/.exec(text.slice(start, from + longestSequence)) ?? []);
  return Math.max(from, start + sequence.length) + (/[\udc00-\udfff]/.test(text.charAt(from)) ? 1 : 0);
}

const longestSequence = 64;
const screenSwitch = /\u001b\[\?(?:\d+;)*(?:47|1047|1049)(?:;\d+)*[hl]/g;
