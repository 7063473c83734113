import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { variables } from '../../src/guide/command/variables.ts';
import type { Guide, Step } from '../../src/guide/model.ts';
import { whySkipped } from '../../src/guide/needs.ts';
import type { StepResult } from '../../src/guide/result.ts';
import type { Target } from '../cluster/target.ts';
import { gatherEvidence } from '../evidence/gather.ts';
import { literalsOfGuide } from '../match/index.ts';
import { Sanitiser } from '../output/sanitise.ts';
import { SessionScreen } from '../output/session-screen.ts';
import type { Typed } from '../shell/execution/type-text.ts';
import { HiddenInput } from '../shell/input/hidden-input.ts';
import { explainError } from './explain-error.ts';
import { explainStep, tooManyProcesses, type Why } from './explain-step.ts';
import { SessionHome } from './home/session-home.ts';
import { PassedSteps } from './passed-steps.ts';
import { PinnedKubeconfig } from './refusal/pinned-kubeconfig.ts';
import { SetVariables } from './refusal/set-variables.ts';
import { runCommands } from './run-commands.ts';
import type { RunListener } from './run-listener.ts';
import { SessionShell } from './session-shell.ts';
import { shownRun } from './shown-run.ts';
import { StepOverruns } from './step-overruns.ts';
import { StepRun } from './step-run.ts';
import { WallMoment } from './wall-moment.ts';

export interface SessionEvents {
  /** The shell ended, so its variables are lost. The steps `lost`, which set them, have to pass again. */
  onShellLost?(lost: readonly string[]): void;
  /** The session's terminal shows more text. It is redacted, and its control sequences only draw. */
  onScreen?(text: string): void;
  /** This step, the last one, left programs running. They were ended, because they had too many processes. */
  onOverran?(step: string, why: string): void;
}

export interface RunOptions {
  /** Id of the run. */
  readonly run?: string;
  readonly signal: AbortSignal;
  readonly listener: RunListener;
  /** Whether to run only the commands that read, even if steps that this one needs have not passed. */
  readonly checkOnly?: boolean;
  /**
   * Called before each command that writes; if it throws, that command is not run. By default it only checks
   * that the cluster is the same.
   */
  readonly beforeWrite?: () => Promise<void>;
}

/**
 * One shell for one guide on one target, with a private copy of the guide's files and of the kubeconfig. It
 * remembers which steps passed and what the page's sample values stand for. A shell that has ended is
 * replaced; the steps that set variables in it have to pass again.
 */
export class Session {
  readonly target: Target;
  readonly #events: SessionEvents;
  readonly #home: SessionHome;
  readonly #shell: SessionShell;
  readonly #screen: SessionScreen | undefined;
  readonly #overruns: StepOverruns;
  readonly #passed = new PassedSteps();
  readonly #variables = new SetVariables();
  readonly #kubeconfig: PinnedKubeconfig;
  readonly #opened = new WallMoment();
  #guide: Guide;
  #literals: ReadonlySet<string>;
  #closed: Promise<void> | undefined;

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
    this.#shell = new SessionShell({
      target,
      home: this.#home,
      onScreen: (text) => this.#screen?.output(text),
      onLost: () => this.#shellLost(),
    });
    this.#overruns = new StepOverruns({
      cgroup: this.#home.processes.cgroup,
      endProcesses: () => this.#shell.overran(),
      onLeftRunning: (step) => {
        this.#screen?.remark(tooManyProcesses);
        events.onOverran?.(step, tooManyProcesses);
      },
    });
  }

  get guide(): Guide {
    return this.#guide;
  }

  /** Uses another text of the same guide and copies its files again. Passed steps remain passed. */
  replaceGuide(guide: Guide): void {
    this.#guide = guide;
    this.#literals = literalsOfGuide(guide);
    this.#home.copyFiles(guide);
  }

  /** Ids of the steps that passed and need not pass again. */
  get passed(): ReadonlySet<string> {
    return this.#passed.ids;
  }

  /** Ids of the steps that other steps need not wait for, also those whose variables the reader has set. */
  get met(): ReadonlySet<string> {
    return this.#passed.met(this.#guide);
  }

  /** Whether a step has changed something since the last complete cleanup. */
  get touched(): boolean {
    return this.#passed.touched;
  }

  /**
   * Starts the shell early, so that the first step need not wait. That step reports a failure, and tries
   * again.
   */
  startShell(): void {
    this.#shell.start();
  }

  /** Runs a step. A failed expectation is a verdict; `errored` says that the runner or the cluster broke. */
  async run(step: Step, options: RunOptions): Promise<StepResult> {
    const { run = randomUUID(), signal, checkOnly = false } = options;
    const stepRun = new StepRun({ step, run, checkOnly });
    const skipped = this.#whySkipped(step, checkOnly);
    if (skipped !== undefined) return stepRun.end('skipped', { message: skipped });
    if (signal.aborted) return stepRun.end('cancelled', { message: 'Stopped before it began.' });
    this.#passed.begins(step);
    this.#screen?.remark(`step ${step.ordinal}: ${step.id}${checkOnly ? ', check only' : ''}`);
    this.#overruns.stepBegins(step.id);
    try {
      return await this.#runAndExplain(stepRun, options);
    } catch (error) {
      const { verdict, why, mayHaveEvidence } = explainError(error, step, stepRun.done);
      const result = stepRun.end(verdict, why);
      return await (mayHaveEvidence ? this.#withEvidence(result) : result);
    } finally {
      this.#overruns.stepEnded(step.id);
    }
  }

  /**
   * Runs a line that the reader typed in the shell of the steps, without a limit of time. `onHidden` reports
   * when the line's program begins or stops hiding typed text.
   */
  async type(
    text: string,
    signal: AbortSignal,
    onHidden: (isHidden: boolean) => void = () => {},
  ): Promise<void> {
    const shell = await this.#shell.live();
    this.#screen?.command(text);
    this.#passed.typed(variables(text).sets);
    this.#variables.ran(text, true);
    const sanitiser = new Sanitiser();
    const hidden = new HiddenInput(shell, { echoes: true, onChange: onHidden });
    const ending = await shell
      .execute(text, { signal, echo: true, onText: (more) => hidden.printed(sanitiser.push(more)) })
      .finally(() => hidden.end());
    this.#screen?.ended();
    if (ending.how === 'died' || (ending.how !== 'exited' && !ending.shellAlive)) this.#shell.lose();
  }

  /** Sends text to a command that waits for input. */
  write(text: string): Typed {
    return this.#shell.write(text);
  }

  /** Ends the shell and its processes, and removes the private files. Later calls do nothing more. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  #whySkipped(step: Step, checkOnly: boolean): string | undefined {
    const { versions } = this.target;
    return (
      whySkipped(step, versions) ??
      (checkOnly ? undefined : this.#passed.whyUnmet(step, this.#guide, versions))
    );
  }

  async #runAndExplain(
    stepRun: StepRun,
    { signal, listener, checkOnly = false, beforeWrite = () => this.target.recheck() }: RunOptions,
  ): Promise<StepResult> {
    const { step } = stepRun;
    const { bindings, refusal } = await runCommands(
      {
        target: this.target,
        guide: this.#guide,
        literals: this.#literals,
        shell: this.#shell,
        passed: this.#passed,
        variables: this.#variables,
        kubeconfig: this.#kubeconfig,
      },
      stepRun,
      { signal, listener: shownRun(step, listener, this.#screen), checkOnly, beforeWrite },
    );
    const { verdict } = stepRun;
    if (verdict === 'passed') this.#passed.passed(step, bindings);
    this.#passed.ended(step, this.#guide);
    if (refusal?.verdict === verdict) {
      const { message, next } = refusal;
      return stepRun.end(verdict, { message, ...(next !== undefined && { next }) });
    }
    return this.#withEvidence(stepRun.end(verdict, this.#explain(stepRun)));
  }

  #explain({ step, done, startedMs }: StepRun): Why {
    const hasPassed = done.every(({ verdict }) => verdict === 'passed');
    return hasPassed ? {} : explainStep(step, done, this.#overruns.cause(startedMs));
  }

  /** Evidence replaces the advice, because it knows the cause better than the verdict alone. */
  async #withEvidence(result: StepResult): Promise<StepResult> {
    const evidence = await gatherEvidence(this.target, this.#guide, result, {
      openedAt: this.#opened.earliestMs,
    });
    if (evidence.length === 0) return result;
    const { next: _, ...rest } = result;
    return { ...rest, evidence };
  }

  #shellLost(): void {
    const lost = this.#passed.shellLost(this.#guide);
    this.#variables.clear();
    this.#events.onShellLost?.(lost);
  }

  async #close(): Promise<void> {
    this.#overruns.end();
    await this.#shell.close();
    this.#screen?.close();
    await this.#home.close();
  }
}
