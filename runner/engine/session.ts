import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Guide, Step } from '../../src/guide/model.ts';
import type { Bindings, Verdict } from '../../src/guide/outcome.ts';
import { printedFor } from '../../src/guide/printed-for.ts';
import type { CommandResult, StepResult } from '../../src/guide/protocol.ts';
import { variables } from '../../src/guide/variables.ts';
import { messageOf } from '../errors.ts';
import { gatherEvidence } from '../evidence/gather.ts';
import { literalsOfGuide } from '../match/index.ts';
import type { Target } from '../target/target.ts';
import { ask, type RunListener } from './ask.ts';
import { filesOf } from './guide-files.ts';
import { Moment } from './moment.ts';
import { missingNeeds, whySkipped } from './needs.ts';
import { sessionPrefix } from './session-folder.ts';
import { SessionScreen } from './session-screen.ts';
import { Shell } from './shell.ts';
import { shellEnvironment } from './shell-environment.ts';
import { isProvided } from './typed-variables.ts';

export interface SessionEvents {
  /** The shell died; `lost` are ids of passed steps whose variables went with it. */
  onShellLost?(lost: readonly string[]): void;
  /** The session's terminal shows more: redacted, and of control sequences only those that draw. */
  onScreen?(text: string): void;
}

export interface RunOptions {
  readonly run?: string;
  readonly signal: AbortSignal;
  readonly listener: RunListener;
  /** Run and judge only the commands that read, whatever the step needs. */
  readonly checkOnly?: boolean;
}

interface Passed {
  readonly bindings: Bindings;
}

/**
 * One shell for one guide on one target, with a private copy of the guide's files and of the kubeconfig. Remembers which
 * steps passed and what the page's sample values stand for. A dead shell is replaced; the steps whose variables
 * died with it have to pass again.
 */
export class Session {
  readonly target: Target;
  #guide: Guide;
  readonly #events: SessionEvents;
  readonly #folder: string;
  #literals: ReadonlySet<string>;
  readonly #passed = new Map<string, Passed>();
  readonly #screen: SessionScreen | undefined;
  /** Variables that the reader has set in the terminal. */
  readonly #typed = new Set<string>();
  #shell: Shell | undefined;
  #shells = 0;
  #touched = false;
  readonly #opened = new Moment();

  constructor(guide: Guide, target: Target, events: SessionEvents = {}) {
    this.#guide = guide;
    this.target = target;
    this.#events = events;
    const { onScreen } = events;
    this.#screen = onScreen && new SessionScreen({ secrets: target.secrets, onText: (text) => onScreen(text) });
    this.#folder = mkdtempSync(join(tmpdir(), sessionPrefix(process.pid)));
    this.#literals = literalsOfGuide(guide);
    mkdirSync(this.#workFolder);
    writeFileSync(join(this.#folder, 'kubeconfig'), target.kubeconfig, { mode: 0o600 });
    this.#copyFiles();
  }

  #copyFiles(): void {
    const files = filesOf(this.#guide.file);
    if (existsSync(files)) cpSync(files, this.#workFolder, { recursive: true });
  }

  get guide(): Guide {
    return this.#guide;
  }

  /** Takes another text of the same guide; what has passed stays so. Its files are copied anew. */
  replaceGuide(guide: Guide): void {
    this.#guide = guide;
    this.#literals = literalsOfGuide(guide);
    this.#copyFiles();
  }

  /** Ids of the steps that passed and still hold. */
  get passed(): ReadonlySet<string> {
    return new Set(this.#passed.keys());
  }

  /** Ids of the steps that others need not wait for: passed, or all that they would set has been set in the terminal. */
  get met(): ReadonlySet<string> {
    return new Set([...this.#passed.keys(), ...this.guide.steps.filter((step) => isProvided(step, this.#typed)).map(({ id }) => id)]);
  }

  /** Whether a step changed something since everything was last cleaned up. */
  get touched(): boolean {
    return this.#touched;
  }

  /** Makes one run. Failed expectations are verdicts; `errored` says that runner or cluster broke. */
  async run(step: Step, { run = randomUUID(), signal, listener, checkOnly = false }: RunOptions): Promise<StepResult> {
    const startedAt = new Date().toISOString();
    const startedMs = performance.now();
    const end = (verdict: Verdict, commands: readonly CommandResult[], why: { message?: string; next?: string } = {}): StepResult => ({
      run,
      step: step.id,
      verdict,
      ...(checkOnly && { checked: true }),
      startedAt,
      ms: Math.round(performance.now() - startedMs),
      ...why,
      commands,
    });
    const skipped = whySkipped(step, this.target.versions) ?? (checkOnly ? undefined : this.#unmet(step));
    if (skipped !== undefined) return end('skipped', [], { message: skipped });
    if (signal.aborted) return end('cancelled', [], { message: 'Stopped before it began.' });
    this.#passed.delete(step.id);
    this.#touched ||= !checkOnly && step.role !== 'cleanup' && step.commands.some(({ reads }) => !reads);
    this.#screen?.remark(`step ${step.ordinal}: ${step.id}${checkOnly ? ', check only' : ''}`);
    const done: CommandResult[] = [];
    try {
      const { bindings } = await this.#runCommands(step, { signal, listener: this.#shown(step, listener), done, checkOnly });
      const verdict = done.find((result) => result.verdict !== 'passed')?.verdict ?? 'passed';
      if (verdict === 'passed') this.#passed.set(step.id, { bindings });
      if (this.#isCleanedUp(step)) this.#startOver();
      return await this.#withEvidence(end(verdict, done, explain(step, done)));
    } catch (error) {
      return this.#withEvidence(end('errored', done, { message: messageOf(error), next: 'See that the cluster is up, then run the step again.' }));
    }
  }

  /** Runs a line that the reader typed, as long as it takes, in the shell that the steps run in. */
  async type(text: string, signal: AbortSignal): Promise<void> {
    const shell = await this.#liveShell();
    this.#screen?.command(text);
    for (const name of variables(text).sets) this.#typed.add(name);
    const ending = await shell.execute(text, { signal, echo: true });
    this.#screen?.ended();
    if (ending.how === 'died' || (ending.how !== 'exited' && !ending.shellAlive)) this.#loseShell();
  }

  /** Evidence says what to do next better than the verdict alone can. */
  async #withEvidence(result: StepResult): Promise<StepResult> {
    const evidence = await gatherEvidence(this.target, this.guide, result, { openedAt: this.#opened.earliestMs });
    if (evidence.length === 0) return result;
    const { next: _, ...rest } = result;
    return { ...rest, evidence };
  }

  /** Text for a command that waits for input; `false` where none runs. */
  write(text: string): boolean {
    return this.#shell?.write(text) ?? false;
  }

  /** Ends the shell and removes the private files. */
  async close(): Promise<void> {
    await this.#shell?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Whether with this step the last cleanup has passed. Of the values of a choice only the taken ones count. */
  #isCleanedUp(step: Step): boolean {
    const isOpen = ({ role, id, choice }: Step) => role === 'cleanup' && !choice && !this.#passed.has(id);
    return step.role === 'cleanup' && this.#passed.has(step.id) && !this.guide.steps.some(isOpen);
  }

  /** What the steps made is gone, so none of them holds any more. */
  #startOver(): void {
    this.#passed.clear();
    this.#touched = false;
  }

  get #workFolder(): string {
    return join(this.#folder, 'work');
  }

  #unmet(step: Step): string | undefined {
    const missing = missingNeeds(this.guide, step, this.met, this.target.versions);
    if (missing.length === 0) return undefined;
    const ids = missing.map(({ id }) => id).join(', ');
    return `It needs ${ids}, which ${missing.length === 1 ? 'has' : 'have'} not passed in this session.`;
  }

  /** In order; the first that does not pass ends the step, but a cleanup tries them all. */
  async #runCommands(
    step: Step,
    { signal, listener, done, checkOnly }: { signal: AbortSignal; listener: RunListener; done: CommandResult[]; checkOnly: boolean },
  ): Promise<{ bindings: Bindings }> {
    let own: Bindings = {};
    for (const [index, command] of step.commands.entries()) {
      if (checkOnly && !command.reads) continue;
      const before = { ...this.#bindingsBefore(step), ...own };
      const asked = await ask({
        shell: await this.#liveShell(),
        command,
        index,
        printed: printedFor(command.expectation, this.target.versions),
        bindings: before,
        literals: this.#literals,
        secrets: this.target.secrets,
        timeoutMs: step.timeoutMs,
        withinMs: step.withinMs,
        stable: step.stable,
        signal,
        listener,
      });
      done.push(asked.result);
      own = newBindings(before, asked.bindings, own);
      if (!asked.shellAlive) this.#loseShell();
      const { verdict } = asked.result;
      if (verdict !== 'passed' && (step.role !== 'cleanup' || verdict === 'cancelled')) break;
    }
    return { bindings: own };
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
    const above = this.guide.steps.filter(({ ordinal }) => ordinal < step.ordinal);
    return Object.assign({}, ...above.map(({ id }) => this.#passed.get(id)?.bindings ?? {}));
  }

  async #liveShell(): Promise<Shell> {
    if (this.#shell?.alive) return this.#shell;
    if (this.#shell) this.#loseShell();
    if (this.#shells === 0) await this.target.recheck();
    this.#shells += 1;
    this.#shell = await Shell.start({
      folder: join(this.#folder, `shell-${this.#shells}`),
      cwd: this.#workFolder,
      env: shellEnvironment(process.env, this.target, this.#folder),
      enter: this.target.enter,
      onScreen: (text) => this.#screen?.output(text),
    });
    return this.#shell;
  }

  #loseShell(): void {
    void this.#shell?.close();
    this.#shell = undefined;
    const lost = this.guide.steps.filter(({ id, commands }) => this.#passed.has(id) && commands.some(({ text }) => variables(text).sets.size > 0));
    for (const { id } of lost) this.#passed.delete(id);
    this.#typed.clear();
    this.#events.onShellLost?.(lost.map(({ id }) => id));
  }
}

function newBindings(before: Bindings, after: Bindings, own: Bindings): Bindings {
  const added = Object.entries(after).filter(([key]) => !(key in before));
  return { ...own, ...Object.fromEntries(added) };
}

function askedAgain({ attempts, hopeless, ms }: CommandResult): string {
  const asked = attempts > 1 ? ` It was asked ${attempts} times over ${Math.round(ms / 1000)} s.` : '';
  const stopped = hopeless ? ' It was not asked again: no later answer could match.' : '';
  return asked || stopped ? `.${asked}${stopped}` : '';
}

/** Why a step did not pass, and the next thing to do. */
function explain(step: Step, results: readonly CommandResult[]): { message?: string; next?: string } {
  const bad = results.find(({ verdict }) => verdict !== 'passed');
  if (!bad) return {};
  const seconds = Math.round(step.timeoutMs / 1000);
  const budget = askedAgain(bad);
  switch (bad.verdict) {
    case 'differs':
      return { message: `${bad.sentences[0] ?? 'The output is not what the page prints.'}${budget}` };
    case 'failed':
      return { message: `${bad.sentences[0] ?? 'Unexpected exit status.'}${budget}`, next: 'Read the output, mend the cause and run the step again.' };
    case 'timed-out':
      return {
        message: `The command did not end within ${seconds} s and was stopped.`,
        next: 'See what it waits for; if it needs longer, the step takes timeout=….',
      };
    case 'cancelled':
      return { message: 'Stopped.', next: 'Run it again; what it had begun may be half done.' };
    case 'interrupted':
      return {
        message: 'The shell ended while the command ran, so its exit status is not known.',
        next: 'A new shell starts with the next step. Run the steps again that set variables.',
      };
    default:
      return {};
  }
}
