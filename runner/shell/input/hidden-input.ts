import { echoPollMs, echoSilenceMs } from '../../limits.ts';
import { withoutColour } from '../../match/index.ts';
import { isInputHidden } from './terminal-echo.ts';

/** The part of a shell that tells whether a command reads the terminal and hides typed text. */
export interface ReadingShell {
  readonly reads: boolean;
  /** Process number of the terminal's first process. */
  readonly leader: number;
}

/** Watches whether a silent command hides typed text, and reports each change. Any output ends the hiding. */
export class HiddenInput {
  readonly #shell: ReadingShell;
  readonly #echoes: boolean;
  readonly #tell: (isHidden: boolean) => void;
  #timer: NodeJS.Timeout | undefined;
  #line = '';
  #isHidden = false;
  /** Number of outputs so far: an answer to a question from before the last output does not count. */
  #stretch = 0;
  #isOver = false;

  constructor(shell: ReadingShell, { echoes, tell }: { echoes: boolean; tell: (isHidden: boolean) => void }) {
    this.#shell = shell;
    this.#echoes = echoes;
    this.#tell = tell;
    this.#wait(echoSilenceMs);
  }

  get isHidden(): boolean {
    return this.#isHidden;
  }

  /** The command printed something. */
  heard(sanitised: string): void {
    const text = withoutColour(sanitised);
    this.#stretch += 1;
    this.#set(false);
    this.#line = text.includes('\n')
      ? text.slice(text.lastIndexOf('\n') + 1)
      : (this.#line + text).slice(-longestPrompt);
    this.#wait(echoSilenceMs);
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#isOver) this.#timer = setTimeout(() => void this.#look(), ms);
  }

  async #look(): Promise<void> {
    const stretch = this.#stretch;
    const isHidden =
      this.#shell.reads &&
      (await isInputHidden({ leader: this.#shell.leader, echoes: this.#echoes, prompt: this.#line }));
    if (this.#isOver || stretch !== this.#stretch) return;
    this.#set(isHidden);
    this.#wait(echoPollMs);
  }

  #set(isHidden: boolean): void {
    if (isHidden === this.#isHidden) return;
    this.#isHidden = isHidden;
    this.#tell(isHidden);
  }
}

const longestPrompt = 400;
