import { withoutColours } from '../../../src/guide/text/control-sequences.ts';
import { echoPollMs, echoSilenceMs } from '../../limits.ts';
import { isInputHidden } from './terminal-echo.ts';

/** The part of a shell that shows whether a command reads the terminal and hides typed text. */
export interface ReadingShell {
  readonly reads: boolean;
  /** Process number of the terminal's first process. */
  readonly leader: number;
}

/** Watches whether a silent command hides typed text, and reports each change. Any output ends the hiding. */
export class HiddenInput {
  readonly #shell: ReadingShell;
  readonly #echoes: boolean;
  readonly #onChange: (isHidden: boolean) => void;
  #timer: NodeJS.Timeout | undefined;
  #line = '';
  #isHidden = false;
  /** Number of outputs so far. A check that began before the last output does not count. */
  #outputs = 0;
  #hasEnded = false;

  /** `echoes`: whether the terminal shows what the user types. */
  constructor(
    shell: ReadingShell,
    { echoes, onChange }: { echoes: boolean; onChange: (isHidden: boolean) => void },
  ) {
    this.#shell = shell;
    this.#echoes = echoes;
    this.#onChange = onChange;
    this.#wait(echoSilenceMs);
  }

  get isHidden(): boolean {
    return this.#isHidden;
  }

  /** Call it when the command printed something. */
  printed(sanitised: string): void {
    const text = withoutColours(sanitised);
    this.#outputs += 1;
    this.#set(false);
    this.#line = text.includes('\n')
      ? text.slice(text.lastIndexOf('\n') + 1)
      : (this.#line + text).slice(-promptChars);
    this.#wait(echoSilenceMs);
  }

  end(): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#hasEnded) this.#timer = setTimeout(() => void this.#look(), ms);
  }

  async #look(): Promise<void> {
    const outputs = this.#outputs;
    const isHidden =
      this.#shell.reads &&
      (await isInputHidden({ leader: this.#shell.leader, echoes: this.#echoes, prompt: this.#line }));
    if (this.#hasEnded || outputs !== this.#outputs) return;
    this.#set(isHidden);
    this.#wait(echoPollMs);
  }

  #set(isHidden: boolean): void {
    if (isHidden === this.#isHidden) return;
    this.#isHidden = isHidden;
    this.#onChange(isHidden);
  }
}

/** We keep this much of the end of the last line, to recognise a prompt for a password. */
const promptChars = 400;
