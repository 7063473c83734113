import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants, mkdirSync, openSync, unlink, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as pause } from 'node:timers/promises';
import { type IPty, spawn } from '@lydell/node-pty';
import { writing } from '../disk-error.ts';
import { leftoverGraceMs, shellStartTimeoutMs, stopGraceMs, stopPollMs, terminalColumns, terminalRows } from '../limits.ts';
import { type Moment, momentNow } from './containment/moment.ts';
import { SessionProcesses, signalAll } from './containment/session-processes.ts';
import { Preamble } from './preamble.ts';
import { readsTerminal } from './reads-terminal.ts';

/** How the execution of one command came to its end. */
export type Ending =
  | { readonly how: 'exited'; readonly exit: number }
  /** Stopped by us, with all that it had started; `shellAlive` tells whether the session's variables survived. */
  | { readonly how: Stopped; readonly shellAlive: boolean }
  /** The shell is gone: `exit`, `set -e`, `exec`, or somebody killed it. */
  | { readonly how: 'died' };

/** `overran`: it, or what was left running before it, started more processes than a session may have. */
export type Stopped = 'timed-out' | 'cancelled' | 'overran';

export interface ShellOptions {
  /** Empty, private to this shell; the caller removes it. */
  readonly folder: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Program and arguments that bash is started under, such as `nsenter --net=…`. */
  readonly enter: readonly string[];
  /** What it belongs to, with all that it starts. */
  readonly processes?: SessionProcesses;
  /** Gets all that a person at this terminal would see of commands, as it comes, also between two of them; not yet sanitised. */
  readonly onScreen?: (text: string) => void;
}

export interface Executing {
  /** Absent: as long as it takes. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** What was started since ends when the command is stopped; its own start where absent. */
  readonly since?: Moment;
  /** Gets decoded terminal output, not yet sanitised. */
  readonly onText?: (text: string) => void;
  /** Whether the terminal shows what is typed, as it does for a person. A step's output is the command's alone. */
  readonly echo?: boolean;
}

/**
 * One long-lived interactive bash in a pseudo-terminal. Each command is a private file that bash is told to source at
 * its prompt, so `cd`, `export`, functions and traps live on and Ctrl-C behaves as at a terminal. Behind it
 * bash writes a fresh mark into the terminal and, with the exit status, into a FIFO: when both have been read, every
 * byte before the mark has been. What a command did to its descriptors, to prompts or to bash's builtins ends with it.
 */
export class Shell {
  readonly #options: ShellOptions;
  readonly #pty: IPty;
  readonly #status: Socket;
  readonly #processes: SessionProcesses;
  readonly #decoder = new StringDecoder('utf8');
  #current: Execution | undefined;
  #count = 0;
  #alive = true;
  #gone: Promise<unknown> = Promise.resolve();
  /** Ctrl-C came too late for its command: bash, at its prompt, begins a new line. */
  #lateInterrupt = false;
  /** Something was typed since the last command began: some of it may stand in bash's input. */
  #typed = false;
  /** Bash shows each command before it runs it (`set -x`). */
  #traces = false;
  /** A command left the terminal with other settings than ours, or may have. */
  #unsettled = false;
  /** What is written and read before the first prompt is ours. */
  #onScreen: (text: string) => void = () => {};
  /** What background jobs print between two commands: a terminal shows it before the next one's output. */
  #late = '';

  private constructor(options: ShellOptions) {
    this.#options = options;
    const fifo = join(options.folder, 'status');
    const startFile = join(options.folder, 'start');
    writing(startFile, () => writeFileSync(startFile, `__guiderail_fifo='${fifo}'\n${startText}`, { mode: 0o600 }));
    execFileSync('mkfifo', ['-m', '600', fifo]);
    this.#pty = this.#spawn(startFile);
    this.#status = new Socket({ fd: openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK), readable: true, writable: false });
    this.#status.setEncoding('utf8');
    this.#processes = options.processes ?? new SessionProcesses();
    this.#processes.adopt(this.#pty.pid);
    let line = '';
    this.#status.on('data', (chunk) => {
      const lines = (line + String(chunk)).split('\n');
      line = lines.pop() ?? '';
      for (const whole of lines) this.#current?.sawStatus(whole);
    });
    this.#pty.onData((data) => {
      const text = this.#withoutNewLine(this.#decode(data));
      if (this.#current) this.#current.sawBytes(text);
      else this.#sawLate(text);
    });
    this.#pty.onExit(() => this.#ended());
  }

  /** Resolves at the first prompt. The folder is all that is left where it throws. */
  static async start(options: ShellOptions): Promise<Shell> {
    writing(options.folder, () => mkdirSync(options.folder, { recursive: true, mode: 0o700 }));
    const shell = new Shell(options);
    const first = await shell.execute(`stty ${terminalSettings}; set +o history +m`, { timeoutMs: shellStartTimeoutMs });
    shell.#onScreen = options.onScreen ?? shell.#onScreen;
    if (first.how === 'exited' && first.exit === 0) return shell;
    await shell.close();
    throw new Error('bash did not start. See that `bash` and `stty` are on the PATH.');
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Whether something in this terminal waits for input. */
  get reads(): boolean {
    return readsTerminal(this.#pty.pid);
  }

  /** Runs one command. One at a time. Throws where its file cannot be written; nothing ran then. */
  async execute(text: string, { timeoutMs, signal, since = momentNow(), onText = () => {}, echo = false }: Executing): Promise<Ending> {
    if (this.#current) throw new Error('A shell executes one command at a time.');
    if (!this.#alive) return { how: 'died' };
    if (signal?.aborted) return { how: 'cancelled', shellAlive: true };
    this.#count += 1;
    const file = join(this.#options.folder, String(this.#count));
    writing(file, () => writeFileSync(file, `${text}\n`, { mode: 0o600 }));
    if (this.#late !== '') onText(this.#late);
    this.#late = '';
    const execution = new Execution({
      run: this.#count,
      file,
      since,
      settings: echo ? 'echo' : this.#unsettled ? 'ours' : '',
      traces: this.#traces,
      onText: (more) => {
        this.#onScreen(more);
        onText(more);
      },
    });
    this.#current = execution;
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => this.#stop(execution, 'timed-out'), timeoutMs);
    const cancel = () => this.#stop(execution, 'cancelled');
    signal?.addEventListener('abort', cancel, { once: true });
    this.#pty.write(`${this.#typed ? killLine : ''}${execution.line}\n`);
    this.#typed = false;
    try {
      const ending = await execution.ending;
      await execution.stopped;
      return ending;
    } finally {
      this.#traces = execution.traces;
      this.#unsettled = execution.unsettled;
      this.#lateInterrupt = execution.interrupted && !execution.wasInterrupted;
      this.#sawLate(this.#withoutNewLine(execution.after));
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      this.#current = undefined;
      unlink(file, () => {});
    }
  }

  /** The session has more processes than it may: all but the shell end, and so does the command that runs. */
  async overran(): Promise<void> {
    const execution = this.#current;
    if (execution) this.#stop(execution, 'overran');
    if (execution) return execution.stopped;
    await this.#processes.endStarted();
    await this.#forgetLate();
  }

  /** Text for a command that waits for input; `false` where none runs. Ctrl-C in it interrupts the command. */
  write(text: string): boolean {
    if (!this.#current) return false;
    if (text.includes(interrupt)) this.#current.interrupted = true;
    this.#typed = true;
    this.#pty.write(text.replaceAll(suspend, ''));
    return true;
  }

  /** Ends the shell and everything it started. */
  async close(): Promise<void> {
    if (this.#alive) {
      const gone = new Promise<void>((resolve) => this.#pty.onExit(() => resolve()));
      await this.#processes.end();
      await gone;
    }
    await this.#gone;
    this.#status.destroy();
  }

  #spawn(startFile: string): IPty {
    const [program = 'bash', ...args] = [...this.#options.enter, 'bash', '--noprofile', '--noediting', '--rcfile', startFile, '-i'];
    return spawn(program, args, {
      cols: terminalColumns,
      rows: terminalRows,
      cwd: this.#options.cwd,
      env: { ...this.#options.env },
      encoding: null,
    });
  }

  #withoutNewLine(text: string): string {
    if (!this.#lateInterrupt || text === '') return text;
    this.#lateInterrupt = false;
    return text.startsWith('\r\n') ? text.slice(2) : text;
  }

  #sawLate(text: string): void {
    this.#late += text;
    if (text !== '') this.#onScreen(text);
  }

  /** With `encoding: null` node-pty hands out Buffers, whatever its types say. */
  #decode(data: string | Buffer): string {
    return typeof data === 'string' ? data : this.#decoder.write(data);
  }

  #ended(): void {
    this.#alive = false;
    this.#gone = this.#processes.end();
    this.#current?.finish({ how: 'died' });
  }

  #stop(execution: Execution, how: Stopped): void {
    if (execution.stopping) return;
    execution.stopping = how;
    execution.stopped = this.#end(execution, how);
  }

  /** Interrupt, terminate, kill; then the shell itself. Each a question whether the prompt came back and nothing that was started is left. */
  async #end(execution: Execution, how: Stopped): Promise<void> {
    if (how === 'overran') {
      this.#signal('SIGINT', [this.#pty.pid]);
      await this.#processes.endStarted();
    } else {
      if (await this.#isQuietAfter('SIGINT', execution)) return;
      if (await this.#isQuietAfter('SIGTERM', execution)) return;
      await this.#processes.endSince(execution.since);
    }
    if (await execution.endsWithin(stopGraceMs)) return this.#forgetLate();
    await this.#processes.end();
  }

  /** What killed processes still had printed is nothing that the next command says; the screen has it. */
  async #forgetLate(): Promise<void> {
    await pause(stopPollMs);
    this.#late = '';
    if (this.#current) this.#current.after = '';
  }

  /** Each process gets the signal once, also what starts meanwhile; once the prompt is back, what ignores it will not think better of it. */
  async #isQuietAfter(signal: 'SIGINT' | 'SIGTERM', execution: Execution): Promise<boolean> {
    const told = new Set<number>();
    let until = performance.now() + stopGraceMs;
    for (let isBack = false; performance.now() < until; ) {
      const started = this.#processes.since(execution.since).map(({ pid }) => pid);
      if (isBack && started.length === 0) return true;
      const fresh = started.filter((pid) => !told.has(pid));
      for (const pid of fresh) told.add(pid);
      // A shell that has not begun, or is at something of its own, gets it until it heeds it.
      const isShellMeant = signal === 'SIGINT' && !isBack && (fresh.length > 0 || started.length === 0);
      this.#signal(signal, isShellMeant ? [this.#pty.pid, ...fresh] : fresh);
      if (isBack) await pause(stopPollMs);
      else if (await execution.endsWithin(stopPollMs)) {
        isBack = true;
        until = Math.min(until, performance.now() + leftoverGraceMs);
      }
    }
    return false;
  }

  /** A process that was stopped (Ctrl-Z, SIGSTOP) acts on a signal once it goes on. */
  #signal(signal: NodeJS.Signals, pids: readonly number[]): void {
    signalAll(pids, signal);
    signalAll(pids, 'SIGCONT');
  }
}

/** Ctrl-C must not throw away output that has not been read: the mark may be in it (termios(3), NOFLSH). */
const terminalSettings = '-echo noflsh';

/** What a terminal takes for "forget the line typed so far" (VKILL): input that no command read. */
const killLine = '\u0015';
const interrupt = '\u0003';
/** How a mark begins in the terminal: a string for the terminal (OSC) of a number that no program uses. */
const markStart = '\u001b]7771;';
/** Ctrl-Z: without job control nothing could wake what it stops. */
const suspend = '\u001a';

/**
 * `__guiderail_end` says that a command ended. Its mark comes over a descriptor that is open for that call only, so that no
 * variable, function or history that the command could read has it. Where an interrupt threw the rest of the line away,
 * PROMPT_COMMAND says so at the next prompt, by the number of the run alone. Both are called in groups without output: traces and traps
 * of the command show nothing of them, and aliases are off while bash reads the line. Nothing in them trusts a builtin's name before it is known that `builtin` is no function:
 * `unset` cannot be one in POSIX mode. Whole lines that no command read are dropped, so that bash never runs them. A terminal with other
 * settings than ours is put right: behind a command that was typed, before the next one elsewhere.
 */
const startText = `PS1= PS2= PS0= HISTFILE=
__guiderail_run=
__guiderail_mark=
__guiderail_settings=
__guiderail_stty=$(type -P stty)
__guiderail_tty=$(tty)
[[ -c $__guiderail_tty ]] || __guiderail_tty=/dev/tty
__guiderail_begin() {
  __guiderail_exit=$?
  __guiderail_run=$1
  __guiderail_settings=\${2-}
  [[ -z \${__guiderail_aliases-} ]] || builtin shopt -s expand_aliases
  case $__guiderail_settings in
    echo) "$__guiderail_stty" echo <"$__guiderail_tty" || builtin : ;;
    ours) "$__guiderail_stty" sane ${terminalSettings} <"$__guiderail_tty" || builtin : ;;
  esac
  [[ $- == *e* ]] || builtin return "$__guiderail_exit"
}
__guiderail_end() {
  __guiderail_exit=$?
  __guiderail_real=
  builtin printf -v __guiderail_real 1
  if [[ $__guiderail_real != 1 ]]; then
    [[ -o posix ]] || POSIXLY_CORRECT=1
    unset -f builtin enable
    [[ -z \${POSIXLY_CORRECT-} ]] || unset POSIXLY_CORRECT
    enable builtin exec printf read return set shopt unset
  fi
  __guiderail_mark=
  IFS= builtin read -r -u 3 __guiderail_mark
  __guiderail_finish "$__guiderail_mark"
  [[ -z \${TMOUT-} ]] || TMOUT=
  [[ \${#PROMPT_COMMAND[@]} == 1 ]] || builtin unset PROMPT_COMMAND
  PS1= PS2= PS0= PROMPT_COMMAND=$__guiderail_at_prompt
  [[ $- == *e* ]] || builtin return "$__guiderail_exit"
}
__guiderail_prompt() {
  __guiderail_exit=$?
  [[ -z \${__guiderail_run-} ]] || __guiderail_finish "run $__guiderail_run"
}
__guiderail_finish() {
  if [[ \${__guiderail_settings-} == echo ]]; then "$__guiderail_stty" sane ${terminalSettings} <"$__guiderail_tty" || builtin :; fi
  # Redirections of "builtin exec" end with it.
  [[ -t 0 ]] || { builtin unset -f exec; exec <"$__guiderail_tty"; }
  while builtin read -r -t 0; do IFS= builtin read -r -t 1 __guiderail_mark || builtin break; done
  __guiderail_run= __guiderail_mark=
  builtin printf '\\e]7771;%s\\n\\a' "$1" >"$__guiderail_tty"
  builtin printf '%s %s %s\\n' "$1" "$__guiderail_exit" "$-" >"$__guiderail_fifo"
  builtin set +vt +o history
  __guiderail_aliases=
  ! builtin shopt -q expand_aliases || __guiderail_aliases=1
  builtin shopt -u expand_aliases
}
__guiderail_at_prompt='{ __guiderail_prompt; } >/dev/null 2>&1'
readonly -f __guiderail_begin __guiderail_end __guiderail_prompt __guiderail_finish
readonly __guiderail_fifo __guiderail_stty __guiderail_tty __guiderail_at_prompt
PROMPT_COMMAND=$__guiderail_at_prompt
__guiderail_aliases=1
shopt -u expand_aliases
`;

/** What bash says of a command that SIGINT ended: 128 and the signal's number. */
const exitOfInterrupt = 130;

interface ExecutionOptions {
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
class Execution {
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
  readonly #mark = randomBytes(16).toString('hex');
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
    this.line = `{ __guiderail_begin ${given}; } >/dev/null 2>&1; ${source}; { __guiderail_end; } >/dev/null 2>&1 3<<<${this.#mark}`;
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
    return ['\r\n', '\n'].flatMap((newline) => [this.#mark, this.#interrupt].map((told) => `${markStart}${told}${newline}\u0007`));
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
