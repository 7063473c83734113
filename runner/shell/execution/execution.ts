import type { Moment } from '../../kernel/moment.ts';
import { commandName } from '../bash/start-text.ts';
import { type CommandEnd, EndReader } from './end-reader.ts';
import { Preamble } from './preamble.ts';

/** How the execution of one command ended. */
export type Ending =
  | { readonly how: 'exited'; readonly exit: number }
  /**
   * We stopped the command and everything that it had started. `shellAlive`: whether the session's variables
   * survived.
   */
  | { readonly how: Stopped; readonly shellAlive: boolean }
  /** The shell ended, by `exit`, `set -e`, `exec` or a signal from outside. */
  | { readonly how: 'died' };

/** Why we stop a command. `overran`: the session started more processes than it may have. */
export type Stopped = 'timed-out' | 'cancelled' | 'overran';

/** How a user's Ctrl-C reached the command. `typed`: the terminal may send the signal a moment later. */
export type Interrupt = 'none' | 'signalled' | 'typed';

/** How a command left the terminal and bash. The next command depends on it. */
export interface LeftBehind {
  /** Whether bash shows each command before it runs it (`set -x`). */
  readonly traces: boolean;
  /** Whether the terminal may have other settings than ours. */
  readonly mayHaveOtherSettings: boolean;
  /** Whether the terminal may hold an unfinished line that the user typed. */
  readonly mayHoldTypedText: boolean;
}

export const nothingLeft: LeftBehind = {
  traces: false,
  mayHaveOtherSettings: false,
  mayHoldTypedText: false,
};

export interface ExecutionOptions {
  /** Number of the command in its shell. */
  readonly run: number;
  readonly since: Moment;
  /** Whether the terminal shows what the user types. */
  readonly echo: boolean;
  /** The state in which the command before this one left the terminal and bash. */
  readonly left: LeftBehind;
  readonly onText: (text: string) => void;
}

/** One command that bash runs, from the lines that bash reads to the report of its end. */
export class Execution {
  readonly since: Moment;
  /** The lines that bash reads for this command. */
  readonly lines: string;
  /**
   * The second of these lines. It reports the end of the command if an interrupt discarded the first report.
   * The shell may write it again.
   */
  readonly lastLine: string;
  /** Bytes that the user has typed since the command began. */
  typedBytes = 0;
  readonly #onText: (text: string) => void;
  readonly #reader = new EndReader();
  readonly #preamble: Preamble;
  readonly #ending = Promise.withResolvers<Ending>();
  #isOver = false;
  #end: CommandEnd | undefined;
  #after = '';
  #interrupt: Interrupt = 'none';
  #stop: { readonly how: Stopped; done: Promise<void> } | undefined;
  readonly #traced: boolean;

  constructor({ run, since, echo, left, onText }: ExecutionOptions) {
    this.since = since;
    this.#onText = onText;
    this.#traced = left.traces;
    this.#preamble = new Preamble(left.traces ? `/${commandName}` : '');
    const { mark, lostMark } = this.#reader;
    const settings = echo ? 'echo' : left.mayHaveOtherSettings ? 'ours' : '';
    const source = `{ \\builtin . "$__guiderail_command"; } <>"$__guiderail_tty" >&0 2>&0`;
    this.lastLine =
      `{ [[ \${__guiderail_ended-} == ${run} ]] || { \\__guiderail_lost ${run}; } 3<<<${lostMark}; } ` +
      '>&- 2>&-\n';
    this.lines =
      `{ \\__guiderail_begin ${settings}; } >&- 2>&-; ${source}; { \\__guiderail_end ${run}; } >&- 2>&- ` +
      `3<<<${mark}\n${this.lastLine}`;
  }

  /** Settles when the command has ended and, if it is stopped, when stopping is done. */
  async over(): Promise<Ending> {
    const ending = await this.#ending.promise;
    await this.stopped;
    return ending;
  }

  /** Settles when stopping the command is done, or at once if the command is not being stopped. */
  get stopped(): Promise<void> {
    return this.#stop?.done ?? Promise.resolve();
  }

  get interrupt(): Interrupt {
    return this.#interrupt;
  }

  /** Whether a signal may have come too late for the command, so that it affects what bash reads next. */
  get wasDisturbed(): boolean {
    return this.#interrupt !== 'none' || this.#stop !== undefined;
  }

  /** The text that the terminal showed after the end of the command. */
  get after(): string {
    return this.#after;
  }

  get left(): LeftBehind {
    return {
      traces: this.#end?.traces ?? this.#traced,
      mayHaveOtherSettings: this.#end?.isRaw === true || this.#stop !== undefined,
      mayHoldTypedText: this.typedBytes > 0,
    };
  }

  /** Call it when the terminal showed this text. */
  saw(text: string): void {
    if (this.#isOver) {
      this.#after += text;
      return;
    }
    const { output, end } = this.#reader.push(text);
    this.#emit(this.#preamble.push(output) + (end ? this.#preamble.rest() : ''));
    if (!end) return;
    this.#end = end;
    this.#after = end.after;
    this.#finish(this.#endingBy(end));
  }

  /** Call it when the shell ended while the command ran. */
  shellDied(): void {
    if (this.#isOver) return;
    this.#emit(this.#preamble.push(this.#reader.rest()) + this.#preamble.rest());
    this.#finish(this.#stop ? { how: this.#stop.how, shellAlive: false } : { how: 'died' });
  }

  /** Call it when the user pressed Ctrl-C. */
  interruptBy(interrupt: 'signalled' | 'typed'): void {
    if (this.#interrupt !== 'typed') this.#interrupt = interrupt;
  }

  /** Stops the command: calls `end`, unless the command is already being stopped. */
  stopBy(how: Stopped, end: () => Promise<void>): void {
    if (this.#stop) return;
    const stop = { how, done: Promise.resolve() };
    this.#stop = stop;
    stop.done = end();
  }

  /** Whether the command ends within this time. */
  async endsWithin(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), ms);
    });
    const ended = await Promise.race([this.#ending.promise.then(() => true), late]);
    clearTimeout(timer);
    return ended;
  }

  #endingBy({ exit }: CommandEnd): Ending {
    if (this.#stop) return { how: this.#stop.how, shellAlive: true };
    const isInterrupted = this.#interrupt !== 'none';
    if (isInterrupted && (exit ?? exitOfInterrupt) === exitOfInterrupt)
      return { how: 'cancelled', shellAlive: true };
    // We did not send the interrupt, so the command itself caused it, and we do not know how the command
    // ended.
    return exit === undefined ? { how: 'died' } : { how: 'exited', exit };
  }

  #emit(text: string): void {
    if (text !== '') this.#onText(text);
  }

  #finish(ending: Ending): void {
    this.#isOver = true;
    this.#ending.resolve(ending);
  }
}

/** Bash's exit status of a command that SIGINT ended: 128 and the number of the signal. */
const exitOfInterrupt = 130;
