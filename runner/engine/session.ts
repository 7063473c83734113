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
import { literalsOf } from '../match/index.ts';
import type { Target } from '../target/target.ts';
import { ask, type RunListener } from './ask.ts';
import { filesOf } from './guide-files.ts';
import { missingNeeds, whySkipped } from './needs.ts';
import { sessionPrefix } from './session-folder.ts';
import { Shell } from './shell.ts';
import { shellEnvironment } from './shell-environment.ts';

export interface SessionEvents {
  /** The shell died; `lost` are ids of passed steps whose variables went with it. */
  onShellLost?(lost: readonly string[]): void;
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
  readonly guide: Guide;
  readonly target: Target;
  readonly #events: SessionEvents;
  readonly #folder: string;
  readonly #literals: ReadonlySet<string>;
  readonly #passed = new Map<string, Passed>();
  #shell: Shell | undefined;
  #shells = 0;
  #touched = false;

  constructor(guide: Guide, target: Target, events: SessionEvents = {}) {
    this.guide = guide;
    this.target = target;
    this.#events = events;
    this.#folder = mkdtempSync(join(tmpdir(), sessionPrefix(process.pid)));
    this.#literals = literalsOf(guide.steps.flatMap(({ commands }) => commands.map(({ text }) => text)));
    mkdirSync(this.#workFolder);
    writeFileSync(join(this.#folder, 'kubeconfig'), target.kubeconfig, { mode: 0o600 });
    const files = filesOf(guide.file);
    if (existsSync(files)) cpSync(files, this.#workFolder, { recursive: true });
  }

  /** Ids of the steps that passed and still hold. */
  get passed(): ReadonlySet<string> {
    return new Set(this.#passed.keys());
  }

  /** Whether a step changed something since everything was last cleaned up. */
  get touched(): boolean {
    return this.#touched;
  }

  /** Makes one run. Failed expectations are verdicts; `errored` says that runner or cluster broke. */
  async run(step: Step, { run = randomUUID(), signal, listener }: { run?: string; signal: AbortSignal; listener: RunListener }): Promise<StepResult> {
    const startedAt = new Date().toISOString();
    const startedMs = performance.now();
    const end = (verdict: Verdict, commands: readonly CommandResult[], why: { message?: string; next?: string } = {}): StepResult => ({
      run,
      step: step.id,
      verdict,
      startedAt,
      ms: Math.round(performance.now() - startedMs),
      ...why,
      commands,
    });
    const skipped = whySkipped(step, this.target.versions) ?? this.#unmet(step);
    if (skipped !== undefined) return end('skipped', [], { message: skipped });
    if (signal.aborted) return end('cancelled', [], { message: 'Stopped before it began.' });
    this.#passed.delete(step.id);
    this.#touched ||= step.role !== 'cleanup' && step.commands.some(({ reads }) => !reads);
    const done: CommandResult[] = [];
    try {
      const { bindings } = await this.#runCommands(step, { signal, listener, done });
      const verdict = done.find((result) => result.verdict !== 'passed')?.verdict ?? 'passed';
      if (verdict === 'passed') this.#passed.set(step.id, { bindings });
      if (this.#isCleanedUp(step)) this.#startOver();
      return end(verdict, done, explain(step, done));
    } catch (error) {
      return end('errored', done, { message: messageOf(error), next: 'See that the cluster is up, then run the step again.' });
    }
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
    const missing = missingNeeds(this.guide, step, this.passed, this.target.versions);
    if (missing.length === 0) return undefined;
    const ids = missing.map(({ id }) => id).join(', ');
    return `It needs ${ids}, which ${missing.length === 1 ? 'has' : 'have'} not passed in this session.`;
  }

  /** In order; the first that does not pass ends the step, but a cleanup tries them all. */
  async #runCommands(
    step: Step,
    { signal, listener, done }: { signal: AbortSignal; listener: RunListener; done: CommandResult[] },
  ): Promise<{ bindings: Bindings }> {
    let own: Bindings = {};
    for (const [index, command] of step.commands.entries()) {
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
    });
    return this.#shell;
  }

  #loseShell(): void {
    void this.#shell?.close();
    this.#shell = undefined;
    const lost = this.guide.steps.filter(({ id, commands }) => this.#passed.has(id) && commands.some(({ text }) => variables(text).sets.size > 0));
    for (const { id } of lost) this.#passed.delete(id);
    this.#events.onShellLost?.(lost.map(({ id }) => id));
  }
}

function newBindings(before: Bindings, after: Bindings, own: Bindings): Bindings {
  const added = Object.entries(after).filter(([key]) => !(key in before));
  return { ...own, ...Object.fromEntries(added) };
}

/** Why a step did not pass, and the next thing to do. */
function explain(step: Step, results: readonly CommandResult[]): { message?: string; next?: string } {
  const bad = results.find(({ verdict }) => verdict !== 'passed');
  if (!bad) return {};
  const seconds = Math.round(step.timeoutMs / 1000);
  const budget = bad.attempts > 1 ? `. It was asked ${bad.attempts} times over ${Math.round(bad.ms / 1000)} s.` : '';
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
