import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { mayAskCluster } from '../../src/guide/command/other-cluster.ts';
import { variables } from '../../src/guide/command/variables.ts';
import type { Command, Guide, Step } from '../../src/guide/model.ts';
import { missingNeeds, whySkipped } from '../../src/guide/needs.ts';
import type { Binding, Bindings, Verdict } from '../../src/guide/outcome.ts';
import { printedFor } from '../../src/guide/printed-for.ts';
import type { CommandResult, StepResult } from '../../src/guide/protocol.ts';
import { shellEnvironment } from '../cluster/shell-environment.ts';
import type { Target } from '../cluster/target.ts';
import { messageOf, NotOursError } from '../errors.ts';
import { gatherEvidence, talksToCluster } from '../evidence/gather.ts';
import { isAnswering } from '../evidence/unreachable.ts';
import { DiskError } from '../io/disk-error.ts';
import { momentNow } from '../kernel/moment.ts';
import { literalsOfGuide } from '../match/index.ts';
import { Sanitiser } from '../output/sanitise.ts';
import { SessionScreen } from '../output/session-screen.ts';
import { sessionMark } from '../shell/containment/members.ts';
import { OverrunWatch } from '../shell/containment/overrun-watch.ts';
import { HiddenInput } from '../shell/input/hidden-input.ts';
import type { Typed } from '../shell/input/type-text.ts';
import { Shell } from '../shell/shell.ts';
import { StoppedError, unlessStopped } from '../shell/unless-stopped.ts';
import { ask, type RunListener } from './ask.ts';
import { commandsNotRun, explainStep, tooManyProcesses, type Why } from './explain-step.ts';
import { PinnedKubeconfig } from './pinned-kubeconfig.ts';
import { SessionHome } from './session-home.ts';
import { type Refusal, SetVariables } from './set-variables.ts';
import { isProvided } from './typed-variables.ts';
import { WallMoment } from './wall-moment.ts';

export interface SessionEvents {
  /** The shell died; `lost` are ids of passed steps whose variables went with it. */
  onShellLost?(lost: readonly string[]): void;
  /** The session's terminal shows more: redacted, and of control sequences only those that draw. */
  onScreen?(text: string): void;
  /**
   * What was left running when this step, the last one, was over came to more processes than a session may
   * have, and was ended.
   */
  onOverran?(step: string, why: string): void;
}

export interface RunOptions {
  readonly run?: string;
  readonly signal: AbortSignal;
  readonly listener: RunListener;
  /** Run and judge only the commands that read, whatever the step needs. */
  readonly checkOnly?: boolean;
  /**
   * Called before each command that writes; if it throws, that command is not run. By default it only checks
   * that the cluster is the same.
   */
  readonly beforeWrite?: () => Promise<void>;
}

interface Passed {
  readonly bindings: Bindings;
}

/**
 * One shell for one guide on one target, with a private copy of the guide's files and of the kubeconfig.
 * Remembers which steps passed and what the page's sample values stand for. A dead shell is replaced; the
 * steps whose variables died with it have to pass again.
 */
export class Session {
  readonly target: Target;
  #guide: Guide;
  readonly #events: SessionEvents;
  readonly #home: SessionHome;
  readonly #overruns: OverrunWatch;
  #literals: ReadonlySet<string>;
  readonly #passed = new Map<string, Passed>();
  readonly #screen: SessionScreen | undefined;
  /** Variables that the reader has set in the terminal. */
  readonly #typed = new Set<string>();
  /** Variables that have values in the shell. */
  readonly #variables = new SetVariables();
  readonly #kubeconfig: PinnedKubeconfig;
  #shell: Shell | undefined;
  #shells = 0;
  /** The end of shells that are lost: the next one must not be taken for something that they started. */
  #ended: Promise<void> = Promise.resolve();
  #running = false;
  #overran = false;
  #lastStep: string | undefined;
  #touched = false;
  #starting: Promise<unknown> | undefined;
  #closed: Promise<void> | undefined;
  readonly #opened = new WallMoment();

  constructor(guide: Guide, target: Target, events: SessionEvents = {}) {
    this.#guide = guide;
    this.target = target;
    this.#events = events;
    const { onScreen } = events;
    this.#screen =
      onScreen && new SessionScreen({ secrets: target.secrets, onText: (text) => onScreen(text) });
    this.#literals = literalsOfGuide(guide);
    this.#home = new SessionHome(guide, target.kubeconfig);
    this.#kubeconfig = new PinnedKubeconfig(join(this.#home.folder, 'kubeconfig'), target.kubeconfig);
    this.#overruns = new OverrunWatch(this.#home.processes.cgroup, () => this.#endOverrun());
  }

  get guide(): Guide {
    return this.#guide;
  }

  /** Takes another text of the same guide; what has passed stays so. Its files are copied anew. */
  replaceGuide(guide: Guide): void {
    this.#guide = guide;
    this.#literals = literalsOfGuide(guide);
    this.#home.copyFiles(guide);
  }

  /** Ids of the steps that passed and still hold. */
  get passed(): ReadonlySet<string> {
    return new Set(this.#passed.keys());
  }

  /**
   * Ids of the steps that others need not wait for: passed, or all that they would set has been set in the
   * terminal.
   */
  get met(): ReadonlySet<string> {
    if (this.#typed.size === 0) return this.passed;
    return new Set([
      ...this.#passed.keys(),
      ...this.guide.steps.filter((step) => isProvided(step, this.#typed)).map(({ id }) => id),
    ]);
  }

  /** Whether a step changed something since everything was last cleaned up. */
  get touched(): boolean {
    return this.#touched;
  }

  /**
   * Starts the shell, for which the first step would wait. What hinders it is told by that step, which tries
   * again.
   */
  startShell(): void {
    this.#starting ??= this.#newShell().catch(() => {});
  }

  /** Makes one run. Failed expectations are verdicts; `errored` says that runner or cluster broke. */
  async run(
    step: Step,
    {
      run = randomUUID(),
      signal,
      listener,
      checkOnly = false,
      beforeWrite = () => this.target.recheck(),
    }: RunOptions,
  ): Promise<StepResult> {
    const startedAt = new Date().toISOString();
    const startedMs = performance.now();
    const end = (verdict: Verdict, commands: readonly CommandResult[], why: Why = {}): StepResult => {
      const notRun = commandsNotRun(step, commands, { checkOnly });
      return {
        run,
        step: step.id,
        verdict,
        ...(checkOnly && { checked: true }),
        startedAt,
        ms: Math.round(performance.now() - startedMs),
        ...why,
        commands,
        ...(notRun.length > 0 && { notRun }),
      };
    };
    const skipped = whySkipped(step, this.target.versions) ?? (checkOnly ? undefined : this.#unmet(step));
    if (skipped !== undefined) return end('skipped', [], { message: skipped });
    if (signal.aborted) return end('cancelled', [], { message: 'Stopped before it began.' });
    this.#passed.delete(step.id);
    this.#screen?.remark(`step ${step.ordinal}: ${step.id}${checkOnly ? ', check only' : ''}`);
    const done: CommandResult[] = [];
    this.#running = true;
    this.#overran = false;
    this.#lastStep = step.id;
    try {
      const { bindings, refusal } = await this.#runCommands(step, {
        signal,
        listener: this.#shown(step, listener),
        done,
        checkOnly,
        beforeWrite,
      });
      const verdict = verdictOf(done);
      if (verdict === 'passed') this.#passed.set(step.id, { bindings });
      if (this.#isCleanedUp(step)) this.#startOver();
      if (refusal?.verdict === verdict) return end(verdict, done, whyOf(refusal));
      return await this.#withEvidence(end(verdict, done, this.#explain(step, done, startedMs)));
    } catch (error) {
      if (error instanceof StoppedError)
        return end('cancelled', done, {
          message: `Stopped while the cluster was asked whether it is still the same. ${whatRan(step, done)}`,
        });
      if (error instanceof DiskError)
        return end('errored', done, { message: error.message, next: error.next });
      if (error instanceof NotOursError)
        return end('errored', done, { message: `${error.message} ${whatRan(step, done)}`, next: error.next });
      return this.#withEvidence(
        end('errored', done, {
          message: messageOf(error),
          next: 'See that the cluster is up, then run the step again.',
        }),
      );
    } finally {
      this.#running = false;
    }
  }

  /**
   * Runs a line that the reader typed, as long as it takes, in the shell of the steps. `onHidden` reports
   * when it begins or stops hiding typed text.
   */
  async type(
    text: string,
    signal: AbortSignal,
    onHidden: (isHidden: boolean) => void = () => {},
  ): Promise<void> {
    const shell = await this.#liveShell();
    this.#screen?.command(text);
    for (const name of variables(text).sets) this.#typed.add(name);
    this.#variables.ran(text, true);
    const sanitiser = new Sanitiser();
    const hidden = new HiddenInput(shell, { echoes: true, tell: onHidden });
    const ending = await shell
      .execute(text, { signal, echo: true, onText: (more) => hidden.heard(sanitiser.push(more)) })
      .finally(() => hidden.end());
    this.#screen?.ended();
    if (ending.how === 'died' || (ending.how !== 'exited' && !ending.shellAlive)) this.#loseShell();
  }

  #explain(step: Step, done: readonly CommandResult[], startedMs: number): Why {
    if (done.every(({ verdict }) => verdict === 'passed')) return {};
    const overrun = this.#overran
      ? 'processes'
      : this.#overruns.hasMemoryEnded(startedMs)
        ? 'memory'
        : undefined;
    return explainStep(step, done, overrun);
  }

  /**
   * Ends all that the session has started. A step that runs fails; where none does, the last one left it
   * running.
   */
  async #endOverrun(): Promise<void> {
    this.#overran = this.#running;
    await this.#shell?.overran();
    if (this.#overran || this.#lastStep === undefined) return;
    this.#screen?.remark(tooManyProcesses);
    this.#events.onOverran?.(this.#lastStep, tooManyProcesses);
  }

  /** Evidence says what to do next better than the verdict alone can. */
  async #withEvidence(result: StepResult): Promise<StepResult> {
    const evidence = await gatherEvidence(this.target, this.guide, result, {
      openedAt: this.#opened.earliestMs,
    });
    if (evidence.length === 0) return result;
    const { next: _, ...rest } = result;
    return { ...rest, evidence };
  }

  /** Sends text to a command that waits for input. */
  write(text: string): Typed {
    return this.#shell?.write(text) ?? 'nothing-runs';
  }

  /** Ends the shell and all that was started in it, and removes the private files; once. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#overruns.end();
    await this.#starting;
    await this.#shell?.close();
    await this.#ended;
    this.#screen?.close();
    await this.#home.close();
  }

  /**
   * Whether with this step the last cleanup has passed. Of the values of a choice only the taken ones count.
   */
  #isCleanedUp(step: Step): boolean {
    const isOpen = ({ role, id, choice }: Step) => role === 'cleanup' && !choice && !this.#passed.has(id);
    return step.role === 'cleanup' && this.#passed.has(step.id) && !this.guide.steps.some(isOpen);
  }

  /** What the steps made is gone, so none of them holds any more. */
  #startOver(): void {
    this.#passed.clear();
    this.#touched = false;
  }

  #unmet(step: Step): string | undefined {
    if (step.needs.length === 0) return undefined;
    const missing = missingNeeds(this.guide, step, this.met, this.target.versions);
    if (missing.length === 0) return undefined;
    const ids = missing.map(({ id }) => id).join(', ');
    return `It needs ${ids}, which ${missing.length === 1 ? 'has' : 'have'} not passed in this session.`;
  }

  /** In order; the first that does not pass ends the step, but a cleanup tries them all. */
  async #runCommands(
    step: Step,
    {
      signal,
      listener,
      done,
      checkOnly,
      beforeWrite,
    }: Required<Omit<RunOptions, 'run'>> & { done: CommandResult[] },
  ): Promise<{ bindings: Bindings; refusal?: Refusal }> {
    let own: Bindings = {};
    let firstRefusal: Refusal | undefined;
    const since = momentNow();
    for (const [index, command] of step.commands.entries()) {
      if (checkOnly && !command.reads) continue;
      const before = { ...this.#bindingsBefore(step), ...own };
      const shell = await this.#liveShell();
      const refusal = await this.#whyNotRun(command, step, shell);
      if (refusal) {
        const result = resultOfRefused(command, index, refusal);
        done.push(result);
        listener.commandEnded(result);
        firstRefusal ??= refusal;
        if (step.role === 'cleanup') continue;
        break;
      }
      if (!command.reads) {
        await unlessStopped(beforeWrite(), signal);
        this.#touched ||= step.role !== 'cleanup';
      }
      const asked = await ask({
        shell,
        command,
        index,
        printed: printedFor(command.expectation, this.target.versions),
        bindings: before,
        literals: this.#literals,
        secrets: this.target.secrets,
        timeoutMs: step.timeoutMs,
        withinMs: step.withinMs,
        stable: step.stable,
        since,
        signal,
        listener,
        isClusterGone: async (text) => talksToCluster(text) && !(await isAnswering(this.target.api)),
      });
      done.push(asked.result);
      this.#variables.ran(
        command.text,
        asked.result.verdict === 'passed' || asked.result.verdict === 'differs',
      );
      own = newBindings(before, asked.bindings, own);
      if (!asked.shellAlive) this.#loseShell();
      const { verdict } = asked.result;
      if (verdict !== 'passed' && (step.role !== 'cleanup' || verdict === 'cancelled')) break;
    }
    return { bindings: own, ...(firstRefusal && { refusal: firstRefusal }) };
  }

  /** Why a command must not run: its variables have no value, or it would reach another cluster. */
  async #whyNotRun(command: Command, step: Step, shell: Shell): Promise<Refusal | undefined> {
    const unset = this.#variables.whyUnset(command, step, this.#guide, this.target.versions);
    if (unset) return unset;
    const wanted = this.#variables.wanted(command, step, this.#guide);
    const asksCluster = mayAskCluster(command);
    const state = wanted.length > 0 || asksCluster ? await shell.state(wanted) : undefined;
    if (!state) return undefined;
    return (
      this.#variables.whyEmpty(command, step, this.#guide, state) ??
      (asksCluster ? this.#kubeconfig.whyNot(command, state) : undefined)
    );
  }

  /** The listener, with the terminal beside it. */
  #shown({ commands }: Step, listener: RunListener): RunListener {
    const screen = this.#screen;
    if (!screen) return listener;
    return {
      ...listener,
      commandStarted: (index, attempt) => {
        if (attempt === 1) screen.command(commands[index]?.text ?? '');
        else screen.remark(`asked again, attempt ${attempt}`);
        listener.commandStarted(index, attempt);
      },
      commandEnded: (result) => {
        screen.ended();
        listener.commandEnded(result);
      },
    };
  }

  /** What the sample values stand for, from the steps above this one that passed last. */
  #bindingsBefore(step: Step): Bindings {
    const found: Record<string, Binding> = {};
    for (const { id, ordinal } of this.guide.steps)
      if (ordinal < step.ordinal) Object.assign(found, this.#passed.get(id)?.bindings);
    return found;
  }

  async #liveShell(): Promise<Shell> {
    await this.#starting;
    if (this.#shell?.alive) return this.#shell;
    return this.#newShell();
  }

  async #newShell(): Promise<Shell> {
    if (this.#shell) this.#loseShell();
    if (this.#shells === 0) await this.target.recheck();
    await this.#ended;
    this.#shells += 1;
    const { folder, workFolder, name, processes } = this.#home;
    const starting = Shell.start({
      folder: join(folder, `shell-${this.#shells}`),
      cwd: workFolder,
      env: { ...shellEnvironment(process.env, this.target, folder), [sessionMark]: name },
      processes,
      enter: this.target.enter,
      onScreen: (text) => this.#screen?.output(text),
    });
    this.#shell = await starting.catch(async (error: unknown) => {
      await processes.end();
      throw error;
    });
    return this.#shell;
  }

  #loseShell(): void {
    if (this.#shell) this.#ended = this.#shell.close();
    this.#shell = undefined;
    const lost = this.guide.steps.filter(
      ({ id, commands }) =>
        this.#passed.has(id) && commands.some(({ text }) => variables(text).sets.size > 0),
    );
    for (const { id } of lost) this.#passed.delete(id);
    this.#typed.clear();
    this.#variables.clear();
    this.#events.onShellLost?.(lost.map(({ id }) => id));
  }
}

/**
 * The verdict of the first command that did not pass. A command that was only skipped counts if all others
 * passed.
 */
function verdictOf(done: readonly CommandResult[]): Verdict {
  const bad = done.filter(({ verdict }) => verdict !== 'passed');
  return (bad.find(({ verdict }) => verdict !== 'skipped') ?? bad[0])?.verdict ?? 'passed';
}

function whyOf({ message, next }: Refusal): Why {
  return { message, ...(next !== undefined && { next }) };
}

function resultOfRefused(
  { text, line }: Command,
  index: number,
  { verdict, message }: Refusal,
): CommandResult {
  const detail = message;
  return {
    command: index,
    text,
    line,
    verdict,
    output: '',
    attempts: 0,
    ms: 0,
    reasons: [{ code: 'not-run', detail }],
    sentences: [detail],
  };
}

function whatRan({ commands }: Step, done: readonly CommandResult[]): string {
  const ran = done.filter(({ attempts }) => attempts > 0).length;
  if (ran === 0) return 'No command of this step was run.';
  return `${ran} of the ${commands.length} commands of this step had run.`;
}

function newBindings(before: Bindings, after: Bindings, own: Bindings): Bindings {
  const added = Object.entries(after).filter(([key]) => !(key in before));
  return { ...own, ...Object.fromEntries(added) };
}
