import { randomUUID } from 'node:crypto';
import type { Moment } from '../kernel/moment.ts';
import { Preamble } from './preamble.ts';
import { commandName, markStart } from './start-text.ts';

/** How the execution of one command came to its end. */
export type Ending =
  | { readonly how: 'exited'; readonly exit: number }
  /**
   * Stopped by us, with all that it had started; `shellAlive` tells whether the session's variables survived.
   */
  | { readonly how: Stopped; readonly shellAlive: boolean }
  /** The shell is gone: `exit`, `set -e`, `exec`, or somebody killed it. */
  | { readonly how: 'died' };

/** `overran`: it, or what was left running before it, started more processes than a session may have. */
export type Stopped = 'timed-out' | 'cancelled' | 'overran';

/** What bash says of a command that SIGINT ended: 128 and the signal's number. */
const exitOfInterrupt = 130;

export interface ExecutionOptions {
  /** Number of the command in its shell. */
  readonly run: number;
  readonly since: Moment;
  /** What the terminal is set to first: echoing what is typed, ours, or left as it is. */
  readonly settings: 'echo' | 'ours' | '';
  /** Whether bash shows that it sources the file. */
  readonly traces: boolean;
  readonly onText: (text: string) => void;
}

/** One command under way: looks for its end in what the terminal shows. */
export class Execution {
  readonly ending: Promise<Ending>;
  /** What bash is given to read. */
  readonly lines: string;
  /**
   * The second line. It reports the end of the command if an interrupt discarded the first report. It may be
   * written again.
   */
  readonly lastLine: string;
  readonly since: Moment;
  stopping: Stopped | undefined;
  /** Settles when it is stopped, where it is. */
  stopped: Promise<void> = Promise.resolve();
  /** Whether Ctrl-C was typed to it. */
  interrupted = false;
  /** Whether bash shows commands from now on. */
  traces: boolean;
  readonly #options: ExecutionOptions;
  readonly #mark = newMark();
  readonly #lostMark = newMark();
  readonly #preamble: Preamble;
  #resolve: (ending: Ending) => void = () => {};
  /** The end of what came, while it may be the beginning of the mark. */
  #held = '';
  /** What came behind the mark. */
  after = '';
  /** The terminal did not return the carriage: it was left raw. */
  #raw = false;
  #exit: number | undefined;
  #done = false;

  constructor(options: ExecutionOptions) {
    const { run, since, settings, traces } = options;
    this.#options = options;
    this.since = since;
    this.traces = traces;
    const source = `{ \\builtin . "$__guiderail_command"; } <>"$__guiderail_tty" >&0 2>&0`;
    this.lastLine =
      `{ [[ \${__guiderail_ended-} == ${run} ]] || { \\__guiderail_lost ${run}; } 3<<<${this.#lostMark}; ` +
      '} >&- 2>&-\n';
    this.lines =
      `{ \\__guiderail_begin ${settings}; } >&- 2>&-; ${source}; { \\__guiderail_end ${run}; } >&- 2>&- ` +
      `3<<<${this.#mark}\n${this.lastLine}`;
    this.#preamble = new Preamble(traces ? `/${commandName}` : '');
    this.ending = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Whether that is what ended it. */
  get wasInterrupted(): boolean {
    return this.interrupted && this.#exit === exitOfInterrupt;
  }

  /** Whether the terminal may have other settings than ours now. */
  get unsettled(): boolean {
    return this.#raw || this.stopping !== undefined;
  }

  sawBytes(text: string): void {
    if (this.#done) {
      this.after += text;
      return;
    }
    const whole = this.#held + text;
    for (let at = whole.indexOf(markStart); at >= 0; at = whole.indexOf(markStart, at + 1)) {
      told.lastIndex = at + markStart.length;
      const [, who, exit, flags = '', carriageReturn] = told.exec(whole) ?? [];
      if (who !== this.#mark && who !== this.#lostMark) continue;
      this.#held = '';
      this.after = whole.slice(told.lastIndex);
      this.#raw = carriageReturn === '';
      this.traces = flags.includes('x');
      this.#emit(this.#preamble.push(whole.slice(0, at)) + this.#preamble.rest());
      this.#ended(who === this.#mark ? Number(exit) : undefined);
      return;
    }
    const escape = whole.lastIndexOf('\u001b');
    const keep = escape >= 0 && this.#mayBecomeEnd(whole.slice(escape)) ? escape : whole.length;
    this.#held = whole.slice(keep);
    this.#emit(this.#preamble.push(whole.slice(0, keep)));
  }

  finish(ending: Ending): void {
    if (this.#done) return;
    this.#done = true;
    if (ending.how === 'died') this.#emit(this.#preamble.push(this.#held) + this.#preamble.rest());
    this.#resolve(
      ending.how === 'died' && this.stopping ? { how: this.stopping, shellAlive: false } : ending,
    );
  }

  /** Whether it came to its end within `ms`. */
  async endsWithin(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), ms);
    });
    const ended = await Promise.race([this.ending.then(() => true), late]);
    clearTimeout(timer);
    return ended;
  }

  /** Whether what begins with an escape may be the beginning of the end. */
  #mayBecomeEnd(text: string): boolean {
    const behind = text.slice(markStart.length);
    if (behind === '') return markStart.startsWith(text);
    if (!text.startsWith(markStart) || behind.length > longestEnd) return false;
    return [this.#mark, this.#lostMark].some(
      (who) => who.startsWith(behind) || (behind.startsWith(who) && !behind.includes('\n')),
    );
  }

  #emit(text: string): void {
    if (text !== '') this.#options.onText(text);
  }

  /** `undefined`: an interrupt threw away what bash was to read behind the command. */
  #ended(exit: number | undefined): void {
    // Nobody interrupted it but itself: without its mark nothing is known for sure.
    const isUnsure = exit === undefined && !this.interrupted && !this.stopping;
    this.#exit = exit ?? exitOfInterrupt;
    const stopped = this.stopping ?? (this.wasInterrupted ? 'cancelled' : undefined);
    const ending: Ending = stopped ? { how: stopped, shellAlive: true } : { how: 'exited', exit: this.#exit };
    this.finish(isUnsure ? { how: 'died' } : ending);
  }
}

/**
 * Behind the start of a mark: who says it, the exit status and bash's flags. A terminal that was left raw
 * does not return the carriage.
 */
const told = /([0-9a-f]+) (\d+) (\w*)\u0007(\r?)\n/y;
/** More characters than any of it. */
const longestEnd = 100;

/** A fresh random mark. It appears in nothing that was written before, and no command can read it. */
export function newMark(): string {
  return randomUUID().replaceAll('-', '');
}
