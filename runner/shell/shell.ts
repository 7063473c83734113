import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { writing } from '../io/disk-error.ts';
import { momentNow } from '../kernel/moment.ts';
import { answerWaitMs, shellStartTimeoutMs, stopPollMs } from '../limits.ts';
import { type Activity, isFree, listenerOf } from './activity.ts';
import { Answers } from './bash/answers.ts';
import { CommandFile } from './bash/command-file.ts';
import { CommandPipe } from './bash/command-pipe.ts';
import { newMark } from './bash/mark.ts';
import { parseState, type ShellState, stateQuestion } from './bash/shell-state.ts';
import { startBash } from './bash/start-bash.ts';
import { commandName, firstCommand, pipeName } from './bash/start-text.ts';
import { untilReading } from './bash/until-reading.ts';
import { SessionProcesses } from './containment/session-processes.ts';
import { type Ending, Execution, type LeftBehind, nothingLeft, type Stopped } from './execution/execution.ts';
import { type Stoppable, stopExecution } from './execution/stop-execution.ts';
import { stopOn } from './execution/stop-on.ts';
import { type Typed, typeText } from './execution/type-text.ts';
import { killLine } from './input/keys.ts';
import { readsTerminal } from './input/reads-terminal.ts';
import { LateOutput } from './late-output.ts';
import type { PseudoTerminal } from './pseudo-terminal.ts';
import type { ExecuteOptions, ShellOptions } from './shell-options.ts';

/**
 * One long-lived interactive bash in a pseudo-terminal. We write each command to a private file and tell
 * bash, by a private pipe, to source it at its prompt, so `cd`, `export`, functions and traps live on and
 * Ctrl-C behaves as at a terminal. Then bash writes a fresh mark and the exit status to the terminal; once we
 * read them, we have read all output of the command. Its changes to bash's descriptors, prompts and builtins
 * are undone.
 */
export class Shell {
  readonly #terminal: PseudoTerminal;
  readonly #pipe: CommandPipe;
  readonly #file: CommandFile;
  readonly #processes: SessionProcesses;
  readonly #late = new LateOutput();
  #activity: Activity = { is: 'waiting' };
  #commands = 0;
  /** How the last command left bash and the terminal. */
  #left: LeftBehind = nothingLeft;
  /** Settles when the processes of a shell that has ended are gone. */
  #processesGone: Promise<unknown> = Promise.resolve();

  private constructor(options: ShellOptions, pipe: CommandPipe) {
    this.#pipe = pipe;
    this.#file = new CommandFile(join(options.folder, commandName));
    this.#terminal = startBash(options);
    this.#processes = options.processes ?? new SessionProcesses();
    this.#processes.adopt(this.#terminal.pid);
    this.#terminal.onText((text) => (listenerOf(this.#activity) ?? this.#late).saw(text));
    this.#terminal.onExit(() => this.#died());
    // After a command has closed all descriptors of the terminal, we would not see what bash opens again.
    this.#terminal.onHungUp(() => this.#endProcesses());
  }

  /** Resolves at the first prompt. If it throws, only the folder is left. */
  static async start(options: ShellOptions): Promise<Shell> {
    writing(options.folder, () => mkdirSync(options.folder, { recursive: true, mode: 0o700 }));
    const pipe = await CommandPipe.make(join(options.folder, pipeName));
    let shell: Shell | undefined;
    try {
      shell = new Shell(options, pipe);
      const first = await shell.execute(firstCommand, { timeoutMs: shellStartTimeoutMs });
      if (options.onScreen) shell.#late.onScreen = options.onScreen;
      if (first.how === 'exited' && first.exit === 0) return shell;
      throw new Error('bash did not start. Check that `bash` and `stty` are on the PATH.');
    } catch (error) {
      await shell?.close();
      pipe.close();
      throw error;
    }
  }

  get alive(): boolean {
    return this.#activity.is !== 'dead';
  }

  /** Process id of the terminal's first process. */
  get leader(): number {
    return this.#terminal.pid;
  }

  /** Whether a program in this terminal waits for input. */
  get reads(): boolean {
    return readsTerminal(this.#terminal.pid);
  }

  /**
   * Runs one command. Throws if the shell is busy or the command's file cannot be written; nothing ran then.
   */
  async execute(text: string, options: ExecuteOptions): Promise<Ending> {
    if (!isFree(this.#activity)) return { how: 'died' };
    if (options.signal?.aborted) return { how: 'cancelled', shellAlive: true };
    this.#commands += 1;
    this.#file.write(text);
    const execution = this.#newExecution(options);
    this.#activity = { is: 'running', execution };
    try {
      return await this.#run(execution, options);
    } finally {
      this.#ran(execution);
      if (execution.wasDisturbed && this.alive) await this.#untilReading(execution);
    }
  }

  /**
   * Asks bash about its variables; call it only between two commands. Returns `undefined` if the shell ends.
   * We end a shell that does not answer, because a late answer would be in the output of another command.
   */
  async state(wanted: readonly string[]): Promise<ShellState | undefined> {
    if (!isFree(this.#activity)) return undefined;
    const mark = newMark();
    const answers = this.#listen();
    const tooLate = setTimeout(() => void this.#processes.end(), shellStartTimeoutMs);
    const isAsked = this.#pipe.write(stateQuestion(wanted, mark));
    const answer = isAsked ? await answers.to(mark) : undefined;
    clearTimeout(tooLate);
    this.#wait();
    this.#late.saw(answer ? `${answer.before}${answer.after}` : answers.seen);
    return answer && parseState(answer.text);
  }

  /** Ends all processes but the shell, and the running command: the session has too many processes. */
  async overran(): Promise<void> {
    if (this.#activity.is === 'running') {
      const { execution } = this.#activity;
      this.#stop(execution, 'overran');
      return execution.stopped;
    }
    await this.#processes.endStarted();
    await this.#forgetLate();
  }

  /** Types text to the running command. Ctrl-C in it interrupts the command. */
  write(text: string): Typed {
    if (this.#activity.is !== 'running') return 'nothing-runs';
    return typeText(text, this.#terminal.input, this.#stoppable(this.#activity.execution));
  }

  /** Ends the shell and everything it started. */
  async close(): Promise<void> {
    if (this.alive) {
      const exited = new Promise<void>((resolve) => this.#terminal.onExit(resolve));
      await this.#processes.end();
      await exited;
    }
    await this.#processesGone;
    this.#file.close();
    this.#pipe.close();
  }

  #newExecution({ since = momentNow(), echo = false, onText = () => {} }: ExecuteOptions): Execution {
    const late = this.#late.take();
    if (late !== '') onText(late);
    return new Execution({
      run: this.#commands,
      since,
      echo,
      left: this.#left,
      onText: (text) => {
        this.#late.onScreen(text);
        onText(text);
      },
    });
  }

  async #run(execution: Execution, options: ExecuteOptions): Promise<Ending> {
    const ended = stopOn(options, (how) => this.#stop(execution, how));
    try {
      if (this.#left.mayHoldTypedText) this.#terminal.input.push(killLine);
      if (!this.#pipe.write(execution.lines)) this.#stop(execution, 'cancelled');
      return await execution.over();
    } finally {
      ended();
    }
  }

  #ran(execution: Execution): void {
    this.#left = execution.left;
    // After a signal, bash may print a new line, and ended programs their last words. Neither belongs to the
    // output of the next command.
    if (execution.wasDisturbed) this.#late.onScreen(execution.after);
    else this.#late.saw(execution.after);
    this.#wait();
    this.#terminal.input.drop();
    this.#file.clear();
  }

  async #untilReading({ interrupt }: Execution): Promise<void> {
    const late = await untilReading({
      pipe: this.#pipe,
      input: this.#terminal.input,
      answers: this.#listen(),
      isAlive: () => this.alive,
      isInterruptTyped: interrupt === 'typed',
    });
    this.#wait();
    this.#late.saw(late);
  }

  #listen(): Answers {
    const answers = new Answers();
    this.#activity = { is: 'answering', answers };
    return answers;
  }

  #wait(): void {
    if (this.alive) this.#activity = { is: 'waiting' };
  }

  /** Asks bash again to report the end of the command, in case an interrupt discarded the first report. */
  async #askForEnd(execution: Execution): Promise<void> {
    if (!(await execution.endsWithin(answerWaitMs))) this.#pipe.write(execution.lastLine);
  }

  #stop(execution: Execution, how: Stopped): void {
    execution.stopBy(how, async () => {
      this.#terminal.input.drop();
      const end = await stopExecution(how, this.#stoppable(execution));
      if (end === 'killed') await this.#forgetLate();
    });
  }

  #stoppable(execution: Execution): Stoppable {
    return {
      execution,
      shell: this.#terminal.pid,
      processes: this.#processes,
      askForEnd: () => void this.#askForEnd(execution),
    };
  }

  /** Forgets the last output of killed processes: the next command does not print it. The screen shows it. */
  async #forgetLate(): Promise<void> {
    await pause(stopPollMs);
    this.#late.take();
  }

  #died(): void {
    const listener = listenerOf(this.#activity);
    this.#activity = { is: 'dead' };
    this.#endProcesses();
    listener?.shellDied();
  }

  #endProcesses(): void {
    this.#processesGone = Promise.all([this.#processesGone, this.#processes.end()]);
  }
}
