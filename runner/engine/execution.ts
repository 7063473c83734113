import { randomBytes } from 'node:crypto';
import type { Moment } from './containment/moment.ts';
import { Preamble } from './preamble.ts';
import { markChars, markStart } from './start-text.ts';

/** How the execution of one command came to its end. */
export type Ending =
  | { readonly how: 'exited'; readonly exit: number }
  /** Stopped by us, with all that it had started; `shellAlive` tells whether the session's variables survived. */
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
  /** Holds the command; nothing else has this name. */
  readonly file: string;
  readonly since: Moment;
  /** What the terminal is set to first: echoing what is typed, ours, or left as it is. */
  readonly settings: 'echo' | 'ours' | '';
  /** Whether bash shows that it sources the file. */
  readonly traces: boolean;
  readonly onText: (text: string) => void;
}

/** One command under way: collects its two ends. */
export class Execution {
  readonly ending: Promise<Ending>;
  /** What bash is given to read. */
  readonly line: string;
  readonly since: Moment;
  stopping: Stopped | undefined;
  /** Settles when it is stopped, where it is. */
  stopped: Promise<void> = Promise.resolve();
  /** Whether Ctrl-C was typed to it. */
  interrupted = false;
  /** Whether bash shows commands from now on. */
  traces: boolean;
  readonly #options: ExecutionOptions;
  readonly #mark = randomBytes(markChars / 2).toString('hex');
  readonly #preamble: Preamble;
  #resolve: (ending: Ending) => void = () => {};
  /** The end of what came, while it may be the beginning of the mark. */
  #held = '';
  /** What came behind the mark. */
  after = '';
  #sawMark = false;
  /** The terminal did not return the carriage: it was left raw. */
  #raw = false;
  #exit: number | undefined;
  /** An interrupt threw the rest of the line away. */
  #thrownAway = false;
  #done = false;

  constructor(options: ExecutionOptions) {
    const { run, file, since, settings, traces } = options;
    this.#options = options;
    this.since = since;
    this.traces = traces;
    const given = `${run}${settings && ` ${settings}`}`;
    const source = `{ builtin . ${file}; } <>"$__guiderail_tty" >&0 2>&0`;
    this.line = `{ __guiderail_begin ${given}; } >&- 2>&-; ${source}; { __guiderail_end; } >&- 2>&- 3<<<${this.#mark}`;
    this.#preamble = new Preamble({ echo: settings === 'echo' ? '' : this.line, trace: traces ? ` ${file}` : '' });
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
    return this.#raw || this.#preamble.echoed || this.stopping !== undefined;
  }

  sawBytes(text: string): void {
    if (this.#sawMark || this.#done) {
      this.after += text;
      return;
    }
    const whole = this.#held + text;
    for (let at = whole.indexOf(markStart); at >= 0; at = whole.indexOf(markStart, at + 1)) {
      const end = this.#ends.find((each) => whole.startsWith(each, at));
      if (end === undefined) continue;
      this.#sawMark = true;
      this.#raw = !end.includes('\r');
      this.#held = '';
      this.after = whole.slice(at + end.length);
      this.#emit(this.#preamble.push(whole.slice(0, at)) + this.#preamble.rest());
      this.#maybeFinish();
      return;
    }
    const escape = whole.lastIndexOf('\u001b');
    const keep = escape >= 0 && this.#ends.some((end) => end.startsWith(whole.slice(escape))) ? escape : whole.length;
    this.#held = whole.slice(keep);
    this.#emit(this.#preamble.push(whole.slice(0, keep)));
  }

  sawStatus(line: string): void {
    const [, told, status, flags = ''] = /^(.+) (\d+) (\S*)$/.exec(line) ?? [];
    if (told !== this.#mark && told !== this.#interrupt) return;
    this.#thrownAway = told !== this.#mark;
    this.#exit = this.#thrownAway ? exitOfInterrupt : Number(status);
    this.traces = flags.includes('x');
    this.#maybeFinish();
  }

  finish(ending: Ending): void {
    if (this.#done) return;
    this.#done = true;
    if (ending.how === 'died') this.#emit(this.#preamble.push(this.#held) + this.#preamble.rest());
    this.#resolve(ending.how === 'died' && this.stopping ? { how: this.stopping, shellAlive: false } : ending);
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

  /** What the prompt says when an interrupt threw away the rest of the line, and with it the mark. */
  get #interrupt(): string {
    return `run ${this.#options.run}`;
  }

  /** As they come from a terminal that returns the carriage, and from one that does not. */
  get #ends(): string[] {
    return ['\r\n', '\n'].flatMap((newline) => [this.#mark, this.#interrupt].map((told) => `${markStart}${told}\u0007${newline}`));
  }

  #emit(text: string): void {
    if (text !== '') this.#options.onText(text);
  }

  #maybeFinish(): void {
    if (!this.#sawMark || this.#exit === undefined) return;
    // Nobody interrupted it but itself: without its mark nothing is known for sure.
    const isUnsure = this.#thrownAway && !this.interrupted && !this.stopping;
    const stopped = this.stopping ?? (this.wasInterrupted ? 'cancelled' : undefined);
    const ending: Ending = stopped ? { how: stopped, shellAlive: true } : { how: 'exited', exit: this.#exit };
    this.finish(isUnsure ? { how: 'died' } : ending);
  }
}
