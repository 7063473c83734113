import { controlSequence, escape, screenSwitch } from '../../src/guide/text/control-sequences.ts';
import { counted } from '../../src/guide/text/counted.ts';
import { screenBurstChars, screenCharsPerMs, screenEveryMs } from '../limits.ts';

/**
 * Passes text to a screen no faster than a user can look at it. Texts in close succession go out together. If
 * a program floods the screen, only the end of its output goes out each time, after the number of dropped
 * characters. If the pushed texts contain whole control sequences, so do the passed ones.
 */
export class ScreenFlow {
  readonly #onText: (text: string) => void;
  #waiting = '';
  #dropped = 0;
  /** The last switch between the first and the second screen in the dropped text. */
  #lastSwitch = '';
  #lastMs = Number.NEGATIVE_INFINITY;
  /** How many characters may go out at `#lastMs`. The number grows from then on. */
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

  /** Passes the waiting text on at once. */
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

  /** Drops the waiting text. */
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

/** The start of a line if there is one; else a place outside of control sequences and surrogate pairs. */
function placeToCut(text: string, from: number): number {
  const line = text.indexOf('\n', from - 1) + 1;
  if (line > 0) return line;
  const start = text.lastIndexOf(escape, from);
  const near = start < 0 ? '' : text.slice(start, from + longestSequence);
  const [sequence = ''] = near.match(controlSequence) ?? [];
  return Math.max(from, start + sequence.length) + (/[\udc00-\udfff]/.test(text.charAt(from)) ? 1 : 0);
}

/** The longest control sequence in characters: the sanitiser drops longer ones. */
const longestSequence = 64;
