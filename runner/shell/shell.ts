import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { writing } from '../io/disk-error.ts';
import { type Moment, momentNow } from '../kernel/moment.ts';
import {
  answerWaitMs,
  leftoverGraceMs,
  mostQuestions,
  shellInterruptMs,
  shellStartTimeoutMs,
  stopGraceMs,
  stopPollMs,
  terminalHoldsBytes,
} from '../limits.ts';
import { CommandFile } from './command-file.ts';
import { CommandPipe } from './command-pipe.ts';
import { SessionProcesses, signalAll } from './containment/session-processes.ts';
import { type Ending, Execution, newMark, type Stopped } from './execution.ts';
import { readsTerminal } from './input/reads-terminal.ts';
import { PseudoTerminal } from './pseudo-terminal.ts';
import {
  commandName,
  markStart,
  pipeName,
  startText,
  stateSeparator,
  terminalSettings,
} from './start-text.ts';

export interface ShellOptions {
  /** Empty, private to this shell; the caller removes it. */
  readonly folder: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Program and arguments that bash is started under, such as `nsenter --net=…`. */
  readonly enter: readonly string[];
  /** What it belongs to, with all that it starts. */
  readonly processes?: SessionProcesses;
  /**
   * Gets all that a person at this terminal would see of commands, as it comes, also between two of them; not
   * yet sanitised.
   */
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
  /**
   * Whether the terminal shows what is typed, as it does for a person. A step's output is the command's
   * alone.
   */
  readonly echo?: boolean;
}

/** The state of a shell between two commands. */
export interface ShellState {
  /** The names of the wanted variables that have no value. */
  readonly valueless: readonly string[];
  /** The value of `KUBECONFIG`; empty if it has none. */
  readonly kubeconfig: string;
  readonly folder: string;
}

/** What happened to text for a command. `full`: too much earlier text has not been read. */
export type Typed = 'written' | 'nothing-runs' | 'full';

/**
 * One long-lived interactive bash in a pseudo-terminal. We write each command to a private file and tell
 * bash, by a private pipe, to source it at its prompt, so `cd`, `export`, functions and traps live on and
 * Ctrl-C behaves as at a terminal. Then bash writes a fresh mark and the exit status to the terminal; once we
 * read them, we have read all output of the command. Its changes to bash's descriptors, prompts and builtins
 * are undone.
 */
export class Shell {
  readonly #options: ShellOptions;
  readonly #terminal: PseudoTerminal;
  readonly #pipe: CommandPipe;
  readonly #file: CommandFile;
  readonly #processes: SessionProcesses;
  #current: Execution | undefined;
  #count = 0;
  #alive = true;
  #gone: Promise<unknown> = Promise.resolve();
  /** An interrupt was sent that may have come too late, and may fall into the line that bash reads next. */
  #shaken = false;
  #onEnded: () => void = () => {};
  /** Takes what the terminal shows, instead of a command or the screen. */
  #listener: ((text: string) => void) | undefined;
  /** Bytes typed since the last command began. The terminal may still hold an unfinished line of them. */
  #typedBytes = 0;
  /** Ctrl-C was written to the terminal, which may send the signal a moment later. */
  #interruptTyped = false;
  /** Bash shows each command before it runs it (`set -x`). */
  #traces = false;
  /** A command left the terminal with other settings than ours, or may have. */
  #unsettled = false;
  /** What is written and read before the first prompt is ours. */
  #onScreen: (text: string) => void = () => {};
  /** What background jobs print between two commands: a terminal shows it before the next one's output. */
  #late = '';

  private constructor(options: ShellOptions, pipe: CommandPipe) {
    this.#options = options;
    this.#pipe = pipe;
    this.#file = new CommandFile(join(options.folder, commandName));
    const startFile = join(options.folder, 'start');
    writing(startFile, () => writeFileSync(startFile, startText, { mode: 0o600 }));
    this.#terminal = this.#spawn(startFile);
    this.#processes = options.processes ?? new SessionProcesses();
    this.#processes.adopt(this.#terminal.pid);
    this.#terminal.onText((text) => {
      if (this.#listener) this.#listener(text);
      else if (this.#current) this.#current.sawBytes(text);
      else this.#sawLate(text);
    });
    this.#terminal.onExit(() => this.#ended());
    // A command has closed every descriptor on the terminal: whatever bash opens then, nothing of it is seen
    // here any more.
    this.#terminal.onHungUp(() => this.#endProcesses());
  }

  /** Resolves at the first prompt. The folder is all that is left where it throws. */
  static async start(options: ShellOptions): Promise<Shell> {
    writing(options.folder, () => mkdirSync(options.folder, { recursive: true, mode: 0o700 }));
    const pipe = await CommandPipe.make(join(options.folder, pipeName));
    let shell: Shell;
    try {
      shell = new Shell(options, pipe);
    } catch (error) {
      pipe.close();
      throw error;
    }
    const first = await shell.execute(`stty ${terminalSettings}; set +o history +m`, {
      timeoutMs: shellStartTimeoutMs,
    });
    shell.#onScreen = options.onScreen ?? shell.#onScreen;
    if (first.how === 'exited' && first.exit === 0) return shell;
    await shell.close();
    throw new Error('bash did not start. See that `bash` and `stty` are on the PATH.');
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Process number of the terminal's first process. */
  get leader(): number {
    return this.#terminal.pid;
  }

  /** Whether something in this terminal waits for input. */
  get reads(): boolean {
    return readsTerminal(this.#terminal.pid);
  }

  /** Runs one command. One at a time. Throws where its file cannot be written; nothing ran then. */
  async execute(text: string, options: Executing): Promise<Ending> {
    const ending = await this.#run(text, options);
    if (this.#shaken) await this.#settle();
    return ending;
  }

  async #run(
    text: string,
    { timeoutMs, signal, since = momentNow(), onText = () => {}, echo = false }: Executing,
  ): Promise<Ending> {
    if (this.#current) throw new Error('A shell executes one command at a time.');
    if (!this.#alive) return { how: 'died' };
    if (signal?.aborted) return { how: 'cancelled', shellAlive: true };
    this.#count += 1;
    this.#file.write(text);
    if (this.#late !== '') onText(this.#late);
    this.#late = '';
    const execution = new Execution({
      run: this.#count,
      since,
      settings: echo ? 'echo' : this.#unsettled ? 'ours' : '',
      traces: this.#traces,
      onText: (more) => {
        this.#onScreen(more);
        onText(more);
      },
    });
    this.#current = execution;
    const timer =
      timeoutMs === undefined ? undefined : setTimeout(() => this.#stop(execution, 'timed-out'), timeoutMs);
    const cancel = () => this.#stop(execution, 'cancelled');
    signal?.addEventListener('abort', cancel, { once: true });
    if (this.#typedBytes > 0) this.#terminal.input.push(killLine);
    this.#typedBytes = 0;
    if (!this.#pipe.write(execution.lines)) this.#stop(execution, 'cancelled');
    try {
      const ending = await execution.ending;
      await execution.stopped;
      return ending;
    } finally {
      this.#traces = execution.traces;
      this.#unsettled = execution.unsettled;
      this.#shaken = execution.interrupted || execution.stopping !== undefined;
      // Bash's new line for an interrupt that it did not need any more, and what was stopped: nothing that
      // the next command says.
      if (this.#shaken) this.#onScreen(execution.after);
      else this.#sawLate(execution.after);
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      this.#current = undefined;
      this.#terminal.input.drop();
      this.#file.clear();
    }
  }

  /**
   * Asks the shell for its variables; must not be called while a command runs. Returns `undefined` if the
   * shell ends. A shell that does not answer is ended, because a late answer would be in the output of
   * another command.
   */
  async state(wanted: readonly string[]): Promise<ShellState | undefined> {
    if (!this.#alive) return undefined;
    const mark = newMark();
    const names = wanted.map((name) => ` ${name}`);
    let seen = '';
    const tooLate = setTimeout(() => void this.#processes.end(), shellStartTimeoutMs);
    const answer = await new Promise<Answer | undefined>((resolve) => {
      this.#onEnded = () => resolve(undefined);
      this.#listener = (text) => {
        seen += text;
        const found = answerTo(mark, seen);
        if (found) resolve(found);
      };
      if (!this.#pipe.write(`{ \\__guiderail_state${names.join('')}; } >&- 2>&- 3<<<${mark}\n`))
        resolve(undefined);
    });
    clearTimeout(tooLate);
    this.#listener = undefined;
    this.#onEnded = () => {};
    this.#sawLate(answer ? `${answer.before}${answer.behind}` : seen);
    if (!answer) return undefined;
    const [valueless = '', kubeconfig = '', folder = ''] = answer.said.split(stateSeparator);
    return { valueless: valueless.split(' ').filter(Boolean), kubeconfig, folder };
  }

  /** The session has more processes than it may: all but the shell end, and so does the command that runs. */
  async overran(): Promise<void> {
    const execution = this.#current;
    if (execution) this.#stop(execution, 'overran');
    if (execution) return execution.stopped;
    await this.#processes.endStarted();
    await this.#forgetLate();
  }

  /**
   * Types text to the running command, as fast as the terminal takes it. Ctrl-C in it drops the waiting text
   * and interrupts the command; if the terminal may be too full to see Ctrl-C, we send SIGINT instead.
   */
  write(text: string): Typed {
    const execution = this.#current;
    if (!execution) return 'nothing-runs';
    const { input } = this.#terminal;
    const typed = text.replaceAll(suspend, '');
    if (text.includes(interrupt)) {
      input.drop();
      execution.interrupted = true;
      if (this.#typedBytes > terminalHoldsBytes) this.#signalShell('SIGINT', execution);
      else this.#interruptTyped = this.#type(typed);
      void this.#askForEnd(execution);
      return 'written';
    }
    return this.#type(typed) ? 'written' : 'full';
  }

  #type(text: string): boolean {
    const isTaken = this.#terminal.input.push(text);
    if (isTaken) this.#typedBytes += Buffer.byteLength(text);
    return isTaken;
  }

  /** Ends the shell and everything it started. */
  async close(): Promise<void> {
    if (this.#alive) {
      const gone = new Promise<void>((resolve) => this.#terminal.onExit(resolve));
      await this.#processes.end();
      await gone;
    }
    await this.#gone;
    this.#file.close();
    this.#pipe.close();
  }

  #spawn(startFile: string): PseudoTerminal {
    const { enter, cwd, env } = this.#options;
    const [program = 'bash', ...args] = [
      ...enter,
      'bash',
      '--noprofile',
      '--noediting',
      '--rcfile',
      startFile,
      '-i',
    ];
    return new PseudoTerminal({ program, args, cwd, env });
  }

  /** Signals the shell and every process that the command has started. */
  #signalShell(signal: NodeJS.Signals, execution: Execution): void {
    this.#signal(signal, [
      this.#terminal.pid,
      ...this.#processes.since(execution.since).map(({ pid }) => pid),
    ]);
  }

  /** Asks bash again to report the end of the command, in case an interrupt discarded the first report. */
  async #askForEnd(execution: Execution): Promise<void> {
    if (!(await execution.endsWithin(answerWaitMs))) this.#pipe.write(execution.lastLine);
  }

  /**
   * Asks bash until it answers, so that it reads the next line whole. Before, it may print a new line for an
   * interrupt or an error about part of a question.
   */
  async #settle(): Promise<void> {
    this.#shaken = false;
    let seen = '';
    let heard = () => {};
    this.#listener = (text) => {
      seen += text;
      heard();
    };
    for (let question = 1; question <= mostQuestions && this.#alive; question += 1) {
      const mark = newMark();
      const answer = new Promise<void>((resolve) => {
        heard = () => answerTo(mark, seen) !== undefined && resolve();
      });
      if (this.#interruptTyped) this.#terminal.input.push(`${killLine}${mark}\n`);
      this.#pipe.write(
        `{ \\__guiderail_here${this.#interruptTyped ? ' typed' : ''}; } >&- 2>&- 3<<<${mark}\n`,
      );
      // Each wait is longer than the last: bash may wait for typed text meanwhile, and must be able to catch
      // up with the questions.
      await Promise.race([answer, pause(answerWaitMs * question)]);
      const said = answerTo(mark, seen);
      if (!said) continue;
      this.#sawLate(said.behind);
      break;
    }
    this.#listener = undefined;
    this.#interruptTyped = false;
  }

  #sawLate(text: string): void {
    this.#late += text;
    if (text !== '') this.#onScreen(text);
  }

  #ended(): void {
    this.#alive = false;
    this.#endProcesses();
    this.#current?.finish({ how: 'died' });
    this.#onEnded();
  }

  /** Whoever closes the shell waits for it: the next one's processes are the same session's. */
  #endProcesses(): void {
    this.#gone = Promise.all([this.#gone, this.#processes.end()]);
  }

  #stop(execution: Execution, how: Stopped): void {
    if (execution.stopping) return;
    execution.stopping = how;
    this.#terminal.input.drop();
    execution.stopped = this.#end(execution, how);
  }

  /**
   * Interrupt, terminate, kill; then the shell itself. Each a question whether the prompt came back and
   * nothing that was started is left.
   */
  async #end(execution: Execution, how: Stopped): Promise<void> {
    if (how === 'overran') {
      this.#signal('SIGINT', [this.#terminal.pid]);
      void this.#askForEnd(execution);
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
  }

  /**
   * Each process gets the signal once, also what starts meanwhile; once the prompt is back, what ignores it
   * will not think better of it.
   */
  async #isQuietAfter(signal: 'SIGINT' | 'SIGTERM', execution: Execution): Promise<boolean> {
    const told = new Set<number>();
    let until = performance.now() + stopGraceMs;
    let shellAgain = 0;
    for (let isBack = false; performance.now() < until; ) {
      const started = this.#processes.since(execution.since).map(({ pid }) => pid);
      if (isBack && started.length === 0) return true;
      const fresh = started.filter((pid) => !told.has(pid));
      for (const pid of fresh) told.add(pid);
      // A shell that has not begun, or is at something of its own, gets it until it heeds it.
      const isIdle = started.length === 0 && performance.now() >= shellAgain;
      const isShellMeant = signal === 'SIGINT' && !isBack && (fresh.length > 0 || isIdle);
      if (isShellMeant) shellAgain = performance.now() + shellInterruptMs;
      this.#signal(signal, isShellMeant ? [this.#terminal.pid, ...fresh] : fresh);
      if (isShellMeant) void this.#askForEnd(execution);
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

/** The answer of bash, and the terminal text before and after it. */
interface Answer {
  readonly before: string;
  readonly said: string;
  readonly behind: string;
}

/** Returns `undefined` until the whole answer has arrived. */
function answerTo(mark: string, seen: string): Answer | undefined {
  const start = seen.indexOf(`${markStart}${mark}`);
  const from = start + markStart.length + mark.length;
  const [end, said] = start < 0 ? [] : (/^([^\u0007]*)\u0007\r?\n/.exec(seen.slice(from)) ?? []);
  return end === undefined || said === undefined
    ? undefined
    : { before: seen.slice(0, start), said, behind: seen.slice(from + end.length) };
}

/** What a terminal takes for "forget the line typed so far" (VKILL): input that no command read. */
const killLine = '\u0015';
const interrupt = '\u0003';
/** Ctrl-Z: without job control nothing could wake what it stops. */
const suspend = '\u001a';
