import { escape, screenSwitch, withoutControlSequences } from '../../src/guide/text/control-sequences.ts';
import { screenReleaseMs } from '../limits.ts';
import { ScreenSanitiser } from './sanitise-screen.ts';
import { ScreenFlow } from './screen-flow.ts';
import { Redactor } from './secrets/redact.ts';

/**
 * The text of a session's terminal for a page: each command after a prompt, then its output, in true order.
 * It is redacted and has no control sequences but those that draw, each of them whole.
 */
export class SessionScreen {
  readonly #flow: ScreenFlow;
  readonly #redactor: Redactor;
  #sanitiser = new ScreenSanitiser();
  #release: NodeJS.Timeout | undefined;
  #atLineStart = true;
  /**
   * The screen that programs draw on. `leaving`: the last text began on the second and ended on the first.
   */
  #screens: 'first' | 'second' | 'leaving' = 'first';

  constructor({ secrets, onText }: { secrets: readonly string[]; onText: (text: string) => void }) {
    this.#redactor = new Redactor(secrets);
    this.#flow = new ScreenFlow(onText);
  }

  /** Shows a remark of the runner, on a line of its own. */
  remark(text: string): void {
    this.#ownLine(`${soft}# ${text}${plain}`);
  }

  /** Shows a command as the shell gets it. */
  command(text: string): void {
    const shown = new ScreenSanitiser().push(text).replaceAll(/\r?\n/g, `\r\n${soft}>${plain} `);
    this.#ownLine(`${bold}$${plain} ${shown}`);
  }

  /** Shows terminal output, in chunks cut anywhere. */
  output(raw: string): void {
    clearTimeout(this.#release);
    const clean = this.#sanitiser.push(raw);
    this.#sawScreens(clean);
    this.#emit(this.#redactor.push(clean));
    this.#release = setTimeout(() => this.#emit(this.#redactor.release()), screenReleaseMs);
  }

  /**
   * Call it at the end of a command: an unfinished sequence or secret of the command must not affect the next
   * one.
   */
  ended(): void {
    clearTimeout(this.#release);
    this.#sanitiser = new ScreenSanitiser();
    this.#emit(this.#redactor.flush());
    if (this.#screens === 'second') this.#flow.push(`${escape}[?1049l`);
    this.#screens = 'first';
    this.#flow.flush();
  }

  /** Ends the screen, and drops the text that is held back. */
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

  /** Text on the second screen does not move the cursor of the first. */
  #emit(text: string): void {
    if (text === '') return;
    const drawn = withoutControlSequences(text).replaceAll('\r', '');
    if (drawn !== '' && this.#screens === 'first') this.#atLineStart = drawn.endsWith('\n');
    this.#flow.push(text);
  }
}

const bold = `${escape}[1m`;
const soft = `${escape}[90m`;
const plain = `${escape}[0m`;
const visibleCursor = `${escape}[?25h`;
