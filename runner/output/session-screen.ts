import { screenReleaseMs } from '../limits.ts';
import { escape } from './control-reader.ts';
import { ScreenSanitiser } from './sanitise-screen.ts';
import { ScreenFlow } from './screen-flow.ts';
import { Redactor } from './secrets/redact.ts';

/**
 * What a session's terminal shows: each command behind a prompt, then what it prints, in true order.
 * Redacted; of control sequences only those that draw are left. Whole sequences come out, never parts of one.
 */
export class SessionScreen {
  readonly #flow: ScreenFlow;
  readonly #redactor: Redactor;
  #sanitiser = new ScreenSanitiser();
  #release: NodeJS.Timeout | undefined;
  #atLineStart = true;
  /** Which screen is drawn on; `leaving`: the last text ended on the first again. */
  #screens: 'first' | 'second' | 'leaving' = 'first';

  constructor({ secrets, onText }: { secrets: readonly string[]; onText: (text: string) => void }) {
    this.#redactor = new Redactor(secrets);
    this.#flow = new ScreenFlow(onText);
  }

  /** A remark of ours, on a line of its own. */
  remark(text: string): void {
    this.#ownLine(`${soft}# ${text}${plain}`);
  }

  /** A command as it is given to the shell. */
  command(text: string): void {
    const shown = new ScreenSanitiser().push(text).replaceAll(/\r?\n/g, `\r\n${soft}>${plain} `);
    this.#ownLine(`${bold}$${plain} ${shown}`);
  }

  /** What the terminal got to show, in chunks cut anywhere. */
  output(raw: string): void {
    clearTimeout(this.#release);
    const clean = this.#sanitiser.push(raw);
    this.#sawScreens(clean);
    this.#emit(this.#redactor.push(clean));
    this.#release = setTimeout(() => this.#emit(this.#redactor.release()), screenReleaseMs);
  }

  /** A command is over: what it left unfinished must not reach into the next. */
  ended(): void {
    clearTimeout(this.#release);
    this.#sanitiser = new ScreenSanitiser();
    this.#emit(this.#redactor.flush());
    if (this.#screens === 'second') this.#flow.push(`${escape}[?1049l`);
    this.#screens = 'first';
    this.#flow.flush();
  }

  /** Nothing comes any more, and what was held back is not shown. */
  close(): void {
    clearTimeout(this.#release);
    this.#flow.end();
  }

  #ownLine(text: string): void {
    this.ended();
    const reset = this.#atLineStart ? '' : `${plain}${visibleCursor}\r\n`;
    this.#emit(`${reset}${this.#redactor.push(text)}${this.#redactor.flush()}\r\n`);
  }

  #sawScreens(clean: string): void {
    const last = [...clean.matchAll(screenSwitch)].at(-1);
    if (last) this.#screens = last[1] === 'h' ? 'second' : 'leaving';
    else if (this.#screens === 'leaving') this.#screens = 'first';
  }

  /** What is drawn on the second screen leaves the cursor of the first where it was. */
  #emit(text: string): void {
    if (text === '') return;
    const drawn = text.replaceAll(/\u001b(?:\[[^@-~]*[@-~]|.)|\r/g, '');
    if (drawn !== '' && this.#screens === 'first') this.#atLineStart = drawn.endsWith('\n');
    this.#flow.push(text);
  }
}

const bold = `${escape}[1m`;
const soft = `${escape}[90m`;
const plain = `${escape}[0m`;
const visibleCursor = `${escape}[?25h`;

/** A program takes (`h`) the second screen, or gives it back (`l`). */
const screenSwitch = /\u001b\[\?(?:\d+;)*(?:47|1047|1049)(?:;\d+)*([hl])/g;
